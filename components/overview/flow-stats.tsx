"use client";

import { Sparkline } from "@/components/charts/sparkline";
import { Stat } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { Flow, FlowSeries } from "@/lib/model/snapshot";
import { trendOf } from "./trend-of";

type Kind = { series: FlowSeries; label: string; isBytes?: boolean; exact?: string };

const kinds: Kind[] = [
  { series: "connections", label: "Connections" },
  { series: "subscriptions", label: "Subscriptions" },
  {
    ...{ series: "slowConsumers", label: "Slow consumers" },
    exact: "Clients that read too slowly and were cut off, since the server's start",
  },
  { series: "storageBytes", label: "Stored in files", isBytes: true },
];

const quarterHourMs = 900_000;

/** What does not flow but grows: who is connected, who was too slow, what is stored; each with where it is heading. */
export function FlowStats({ flow }: { flow: Flow | undefined }) {
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-4 @3xl:grid-cols-4">
      {kinds.map((kind) => (
        <One key={kind.series} kind={kind} flow={flow} />
      ))}
    </div>
  );
}

function One({ kind, flow }: { kind: Kind; flow: Flow | undefined }) {
  const format = useFormat();
  const atMs = flow?.atMs ?? [];
  const values = flow?.values[kind.series] ?? [];
  const now = values.at(-1) ?? undefined;
  const text = (value: number) => (kind.isBytes ? format.bytesText(value) : format.count(value));
  const shown = now !== undefined && kind.isBytes ? format.bytes(now) : undefined;
  const trend = trendOf(atMs, values);
  return (
    <Stat
      label={kind.label}
      value={shown?.value ?? (now === undefined ? undefined : format.count(now))}
      {...(shown && { unit: shown.unit })}
      exact={kind.exact ?? (now === undefined ? "not known" : format.exact(now))}
      trend={
        trend && {
          change: trend.change,
          words: `${text(Math.abs(trend.change))} in ${format.duration(trend.spanMs)}`,
        }
      }
    >
      <Sparkline
        className="h-8"
        label={kind.label}
        spanMs={quarterHourMs}
        format={text}
        points={atMs.map((ms, place) => ({ atMs: ms, value: values[place] ?? null }))}
      />
    </Stat>
  );
}

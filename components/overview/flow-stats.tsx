"use client";

import { Sparkline } from "@/components/charts/sparkline";
import { Stat } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { Flow, FlowSeries } from "@/lib/model/snapshot";
import { trendOf } from "./trend-of";

type Kind = { series: FlowSeries; label: string; isBytes?: boolean; exact?: string };

const kinds: Kind[] = [
  { series: "connections", label: "Clients", exact: "Connections of clients to the servers" },
  { series: "subscriptions", label: "Subscriptions" },
  {
    ...{ series: "slowConsumers", label: "Slow consumers" },
    exact: "Clients that read too slowly and were cut off, since the server's start",
  },
  { series: "storageBytes", label: "Stored in files", isBytes: true },
];

const quarterHourMs = 900_000;
/** What has stopped ends left of the edge. */
const gapMs = 6_000;

type Props = {
  flow: Flow | undefined;
  /** The moment at the right edge. */
  nowMs: number;
  /** The newest figures are too old to pass for now: then they stand greyed. */
  isStale: boolean;
};

/** What does not flow but grows: who is connected, who was too slow, what is stored; each with where it is heading. */
export function FlowStats({ flow, nowMs, isStale }: Props) {
  return (
    <div
      className={`grid grid-cols-2 gap-x-8 gap-y-4 @3xl:grid-cols-4 ${isStale ? "opacity-75 grayscale" : ""}`}
    >
      {kinds.map((kind) => (
        <One key={kind.series} kind={kind} flow={flow} nowMs={nowMs} />
      ))}
    </div>
  );
}

function One({ kind, flow, nowMs }: { kind: Kind; flow: Flow | undefined; nowMs: number }) {
  const format = useFormat();
  const atMs = flow?.atMs ?? [];
  const values = flow?.values[kind.series] ?? [];
  const now = values.findLast((value) => value !== null) ?? undefined;
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
        points={[
          ...atMs.map((ms, place) => ({ atMs: ms, value: values[place] ?? null })),
          ...(nowMs > (atMs.at(-1) ?? nowMs) + gapMs ? [{ atMs: nowMs, value: null }] : []),
        ]}
      />
    </Stat>
  );
}

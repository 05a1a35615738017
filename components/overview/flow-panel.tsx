"use client";

import { TimeSeries } from "@/components/charts/time-series";
import type { Ages } from "@/components/shell/use-ages";
import { Panel } from "@/components/ui/panel";
import type { PickedRange } from "@/components/ui/time-range-picker";
import { useFormat } from "@/components/ui/use-format";
import type { SystemEvent } from "@/lib/model/events";
import type { Flow } from "@/lib/model/snapshot";
import { wordsOfEvent } from "./event-words";
import { FlowStats } from "./flow-stats";

type Props = {
  flow: Flow | undefined;
  events: SystemEvent[] | undefined;
  range: PickedRange;
  ages: Ages;
  onRange: (range: PickedRange) => void;
};

/** A picture that begins gets a minute of room, not fifteen that are empty. */
const shortestSpanMs = 60_000;
const usualSpanMs = 900_000;

/** What comes in has the colour that it has in the list of streams. */
const inward = { id: "in", label: "In", colour: "var(--color-line-1)" };
const outward = { id: "out", label: "Out", colour: "var(--color-line-4)" };

/** Whether messages flow: what comes in and what goes out, now and over the last quarter of an hour. */
export function FlowPanel({ flow, events, range, ages, onRange }: Props) {
  const format = useFormat();
  const atMs = flow?.atMs ?? none;
  const shown = spanOf(range, atMs, ages.answeredMs);
  const lastMs = atMs.at(-1);
  const staleMs = ages.staleMs(lastMs);
  const rate = (perSec: number) => `${format.rate(perSec)}/s`;
  const bytes = (perSec: number) => `${format.bytesText(perSec)}/s`;
  const shared = {
    atMs,
    range: shown,
    isLive: range.kind === "live",
    group: "flow",
    staleMs,
    marks: marksOf(events ?? none),
    height: 168,
    onBrush: (span: { fromMs: number; toMs: number }) => onRange({ kind: "fixed", ...span }),
    onBack: () => onRange({ kind: "live", spanMs: usualSpanMs }),
  };
  const values = flow?.values;
  return (
    <Panel title="Flow" note={whose(flow)}>
      <div className="grid gap-x-8 gap-y-4 border-line border-t pt-2 @3xl:grid-cols-2">
        <TimeSeries
          {...shared}
          name="Messages"
          format={rate}
          lines={[
            { ...inward, values: values?.inMessages ?? none },
            { ...outward, values: values?.outMessages ?? none },
          ]}
        />
        <TimeSeries
          {...shared}
          name="Bytes"
          base="binary"
          format={bytes}
          lines={[
            { ...inward, values: values?.inBytes ?? none },
            { ...outward, values: values?.outBytes ?? none },
          ]}
        />
      </div>
      <div className="mt-4">
        <FlowStats flow={flow} nowMs={atLiveEdge(flow, ages)} isStale={staleMs !== undefined} />
      </div>
    </Panel>
  );
}

const none: never[] = [];

function spanOf(range: PickedRange, atMs: number[], nowMs: number) {
  if (range.kind === "fixed") return { fromMs: range.fromMs, toMs: range.toMs };
  const toMs = Math.max(nowMs, atMs.at(-1) ?? 0);
  const heldMs = Math.max(shortestSpanMs, toMs - (atMs[0] ?? toMs));
  return { fromMs: toMs - Math.min(range.spanMs, heldMs), toMs };
}

function atLiveEdge(flow: Flow | undefined, ages: Ages): number {
  return Math.max(ages.answeredMs, flow?.atMs.at(-1) ?? 0);
}

function whose(flow: Flow | undefined): string | undefined {
  if (!flow || flow.atMs.length === 0) return undefined;
  return flow.of === "servers"
    ? "all servers together"
    : "this account, with what the console itself asks";
}

/** Those that may have something to do with a bend in a line. */
function marksOf(events: SystemEvent[]) {
  return events
    .filter(({ kind, severity }) => severity !== "info" || kind.includes("leader"))
    .map((event) => ({
      atMs: event.lastMs,
      label: wordsOfEvent(event),
      severity: event.severity === "info" ? ("unknown" as const) : event.severity,
    }));
}

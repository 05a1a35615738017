"use client";

import Link from "next/link";
import { useMemo } from "react";
import { TimeRangePicker } from "@/components/ui/time-range-picker";
import { useFormat } from "@/components/ui/use-format";
import { consumerKey } from "@/lib/model/consumers";
import { consumerPageAddress } from "@/lib/url/consumer-address";
import type { TimeRange } from "@/lib/url/time-range";
import { behindSince } from "./board-since";
import { summarise } from "./board-summary";
import { CreateConsumer } from "./create-consumer";
import { ageWords, etaWords, trendOf } from "./lag-words";
import type { BoardState } from "./use-board-state";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const spansMs = [15 * minuteMs, hourMs, 6 * hourMs, 24 * hourMs, 7 * 24 * hourMs];

/** The time that the board shows at first. */
export const usualSpanMs = hourMs;

type Props = {
  connectionId: string;
  state: BoardState | undefined;
  staleMs: number | undefined;
  range: TimeRange;
  onRange: (range: TimeRange) => void;
};

/** What the page is, who is behind in one line, and which time is looked at. */
export function BoardHead({ connectionId, state, staleMs, range, onRange }: Props) {
  const format = useFormat();
  return (
    <div className="mb-4 flex min-h-8 flex-wrap items-start justify-between gap-x-6 gap-y-2 lg:flex-nowrap">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-4 pt-1 lg:flex-1">
        <h1 className="font-semibold text-title">Consumers</h1>
        {state?.rows && <Answer connectionId={connectionId} state={state} />}
        {staleMs !== undefined && (
          <p role="status" className="text-attention text-small tabular-nums">
            Not live: as of {format.age(staleMs)}
          </p>
        )}
      </div>
      {state?.rows && (
        <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 max-md:shrink">
          {state.by !== "tab" && (
            <TimeRangePicker
              range={range}
              spansMs={spansMs}
              nowMs={state.answeredMs ?? 0}
              isStale={staleMs !== undefined}
              onChange={onRange}
            />
          )}
          <CreateConsumer connectionId={connectionId} />
        </div>
      )}
    </div>
  );
}

/** Who is behind, by how much, since when, and whether it gets better. */
function Answer({ connectionId, state }: { connectionId: string; state: BoardState }) {
  const format = useFormat();
  const rows = state.rows ?? none;
  const { worst, ...counted } = useMemo(() => summarise(rows), [rows]);
  const { total, streams, behind } = state.of ?? counted;
  if (total === 0) return null;
  const all = `${format.exact(total)} ${total === 1 ? "consumer" : "consumers"}`;
  if (!worst) {
    return (
      <p>
        <span aria-hidden="true" className="text-ok">
          ●{" "}
        </span>
        <span className="font-medium">Nobody is behind.</span>{" "}
        <span className="text-soft">
          {all} of {format.exact(streams)} {streams === 1 ? "stream" : "streams"}{" "}
          {total === 1 ? "is" : "are"} watched.
        </span>
      </p>
    );
  }
  const age = ageWords(worst.lagSeconds, worst.isLagAtLeast, format);
  const since =
    state.answeredMs !== undefined &&
    behindSince(state.sparks.get(consumerKey(worst)), worst.lagSeconds, state.answeredMs);
  const facts = [
    age ?? `${format.exact(worst.lagMessages)} messages`,
    trendWords(),
    since && `behind since ${momentWords(since.atMs)}${since.isLonger ? " or longer" : ""}`,
  ];
  return (
    <p className="min-w-0">
      <span className="font-medium tabular-nums">
        {format.exact(behind)} of {all}
      </span>{" "}
      {behind === 1 ? "is" : "are"} behind; worst:{" "}
      <Link
        href={consumerPageAddress(connectionId, worst.stream, worst.name)}
        prefetch={false}
        title={`${worst.name} of ${worst.stream}`}
        className="break-all font-medium underline decoration-line underline-offset-4 hover:decoration-current"
      >
        {worst.name}
      </Link>
      <span className="tabular-nums">, {facts.filter(Boolean).join(", ")}</span>
    </p>
  );

  /** Of another day, the day too. */
  function momentWords(atMs: number): string {
    const day = format.day(atMs);
    const isToday = day === format.day(state.answeredMs ?? atMs);
    return isToday ? format.minute(atMs) : `${day} ${format.minute(atMs)}`;
  }

  function trendWords(): string | undefined {
    if (!worst) return undefined;
    const trend = trendOf(worst.trendPerSec);
    if (trend === undefined || trend === "steady") return trend;
    const rate = `${format.rate(Math.abs(worst.trendPerSec ?? 0))}/s`;
    if (trend === "grows") return `growing by ${rate}`;
    const eta = etaWords(worst, format);
    return `shrinking by ${rate}${eta ? `, drained in ${eta}` : ""}`;
  }
}

const none: never[] = [];

"use client";

import { memo } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { Unknown } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { ConsumerRow } from "@/lib/model/consumers";
import { cellOfLag } from "@/lib/queries/lag-cell";
import { useClockWords } from "./board-clock";
import { useSpark } from "./board-sparks";
import { causeLabels } from "./cause-words";
import { ladderCss } from "./heat-ladder";
import { ageWords, etaWords, type Lagging, trendOf } from "./lag-words";

/** How far behind in time, in the colour that the heat map gives it. */
export function LagCell({ row }: { row: Lagging }) {
  const format = useFormat();
  const words = ageWords(row.lagSeconds, row.isLagAtLeast, format);
  if (row.lagMessages === 0n) return <span className="text-soft">0 s</span>;
  if (words === undefined) return <Unknown />;
  return (
    <span className="flex items-center justify-end gap-2 whitespace-nowrap font-medium">
      <span
        aria-hidden="true"
        className="size-2 shrink-0 rounded-xs"
        style={{ background: ladderCss(cellOfLag(row.lagSeconds)) }}
      />
      {words}
    </span>
  );
}

const arrows = { grows: "↗", shrinks: "↘" } as const;

/** Which way the lag goes, and how fast. */
export function TrendCell({ row }: { row: Pick<Lagging, "lagMessages" | "trendPerSec"> }) {
  const format = useFormat();
  const trend = trendOf(row.trendPerSec);
  if (row.lagMessages === 0n) return <span className="text-soft">–</span>;
  if (trend === undefined) return <Unknown />;
  if (trend === "steady") return <span className="text-soft">steady</span>;
  return (
    <span className={`whitespace-nowrap ${trend === "grows" ? "text-attention" : ""}`}>
      <span aria-hidden="true">{arrows[trend]} </span>
      <span className="sr-only">{trend} by </span>
      {format.rate(Math.abs(row.trendPerSec ?? 0))}
      <span className="text-tiny">/s</span>
    </span>
  );
}

/** In how long it is drained, or that it never is. */
export function EtaCell({ row }: { row: Lagging }) {
  const format = useFormat();
  if (row.lagMessages === 0n) return <span className="text-soft">–</span>;
  const words = etaWords(row, format);
  if (words === undefined) return <Unknown />;
  const isGrave = words === "grows" || words === "never";
  return <span className={`whitespace-nowrap ${isGrave ? "text-attention" : ""}`}>{words}</span>;
}

/** Why it is behind, in two words. */
export function CauseCell({ row }: { row: Pick<ConsumerRow, "cause"> }) {
  if (row.cause === undefined) return null;
  const isCalm = row.cause === "paused";
  return (
    <span className={`block truncate ${isCalm ? "text-soft" : "text-attention"}`}>
      <span aria-hidden="true">{isCalm ? "○ " : "◆ "}</span>
      {causeLabels[row.cause]}
    </span>
  );
}

const barFull = 0.95;
const barHigh = 0.8;

type AckPending = Pick<ConsumerRow, "ackPending" | "maxAckPending">;

/** Delivered and not acknowledged, against how many may be; drawn again when it is another number. */
export const AckPendingCell = memo(({ ackPending, maxAckPending }: AckPending) => {
  const format = useFormat();
  const share = maxAckPending === undefined ? undefined : ackPending / maxAckPending;
  return (
    <span className="block w-full">
      <span className={`block leading-4 ${ackPending === 0 ? "text-soft" : ""}`}>
        {format.count(ackPending)}
        {maxAckPending !== undefined && (
          <span className="text-soft text-tiny"> / {format.count(maxAckPending)}</span>
        )}
      </span>
      {share !== undefined && (
        <span aria-hidden="true" className="mt-0.5 block h-[3px] rounded-full bg-line">
          <span
            className={`block h-full rounded-full ${toneOf(share)}`}
            style={{ width: `${Math.min(100, share === 0 ? 0 : Math.max(2, share * 100))}%` }}
          />
        </span>
      )}
    </span>
  );
});

function toneOf(share: number): string {
  if (share >= barFull) return "bg-trouble";
  return share >= barHigh ? "bg-attention" : "bg-accent";
}

const calmMs = 5_000;

/** How long ago it delivered or acknowledged anything. */
export const ActiveCell = memo(({ atMs }: { atMs: number | undefined }) =>
  atMs === undefined ? <Unknown /> : <Age atMs={atMs} />,
);

function Age({ atMs }: { atMs: number }) {
  const format = useFormat();
  return useClockWords((nowMs) => {
    const ageMs = Math.max(0, nowMs - atMs);
    // Rows that tick each second can't be read.
    return format.age(ageMs < calmMs ? ageMs : ageMs - (ageMs % calmMs));
  });
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Its lag over the last hour; drawn again when it is another one, with the row or without. */
export const SparkCell = memo(({ stream, name }: { stream: string; name: string }) => {
  const format = useFormat();
  const spark = useSpark(stream, name);
  if (!spark) return null;
  return (
    <Sparkline
      className="h-5"
      label={`Lag of ${name}`}
      spanMs={hourMs}
      format={(seconds) => ageWords(seconds, false, format) ?? ""}
      points={spark.map((value, place) => ({ atMs: place * minuteMs, value }))}
    />
  );
});

import type { ConsumerRow } from "@/lib/model/consumers";
import { worstKey } from "./board-worst";

/** All consumers of one stream together. */
export type StreamLag = {
  stream: string;
  consumers: number;
  behind: number;
  /** The one that is furthest behind; its time, cause and line stand for the stream. */
  worst: ConsumerRow;
  /** Of all of them. */
  lagMessages: bigint;
  ackPending: number;
  redelivered: number;
  /** Messages a second over all whose trend is known; null where none is. */
  trendPerSec: number | null;
};

/** Puts rows together by stream. A stream whose rows have not changed keeps its very object. */
export function createGrouper() {
  let known = new Map<string, { rows: ConsumerRow[]; lag: StreamLag }>();
  return (all: readonly ConsumerRow[]): StreamLag[] => {
    const byStream = new Map<string, [ConsumerRow, ...ConsumerRow[]]>();
    for (const row of all) {
      const rows = byStream.get(row.stream);
      if (rows) rows.push(row);
      else byStream.set(row.stream, [row]);
    }
    const next: typeof known = new Map();
    for (const [stream, rows] of byStream) {
      const old = known.get(stream);
      const isSame =
        old?.rows.length === rows.length && rows.every((row, i) => row === old.rows[i]);
      next.set(stream, old && isSame ? old : { rows, lag: together(stream, rows) });
    }
    known = next;
    return [...next.values()].map(({ lag }) => lag);
  };
}

function together(stream: string, rows: [ConsumerRow, ...ConsumerRow[]]): StreamLag {
  const sum = (count: (row: ConsumerRow) => number) =>
    rows.reduce((total, row) => total + count(row), 0);
  const trends = rows.flatMap(({ trendPerSec }) => trendPerSec ?? []);
  return {
    stream,
    consumers: rows.length,
    behind: sum(({ lagMessages }) => (lagMessages > 0n ? 1 : 0)),
    worst: rows.reduce((worst, row) => (worstKey(row) > worstKey(worst) ? row : worst)),
    lagMessages: rows.reduce((total, { lagMessages }) => total + lagMessages, 0n),
    ackPending: sum(({ ackPending }) => ackPending),
    redelivered: sum(({ redelivered }) => redelivered),
    trendPerSec: trends.length === 0 ? null : trends.reduce((total, trend) => total + trend, 0),
  };
}

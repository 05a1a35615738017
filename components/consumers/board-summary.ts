import type { ConsumerRow } from "@/lib/model/consumers";
import { worstKey } from "./board-worst";

/** What the board says in one line. */
export type BoardSummary = {
  total: number;
  streams: number;
  behind: number;
  /** The one that is furthest behind. */
  worst: ConsumerRow | undefined;
};

/** Counts who is behind, and finds who is furthest. */
export function summarise(rows: readonly ConsumerRow[]): BoardSummary {
  const streams = new Set<string>();
  let [behind, worstYet] = [0, 0];
  let worst: ConsumerRow | undefined;
  let stream: string | undefined;
  for (const row of rows) {
    // Rows mostly come by stream.
    if (row.stream !== stream) {
      stream = row.stream;
      streams.add(stream);
    }
    if (row.lagMessages === 0n) continue;
    behind += 1;
    const key = worstKey(row);
    if (key <= worstYet) continue;
    worstYet = key;
    worst = row;
  }
  return { total: rows.length, streams: streams.size, behind, worst };
}

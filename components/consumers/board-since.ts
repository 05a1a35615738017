import type { LagSpark } from "@/lib/model/consumers";

const minuteMs = 60_000;

/** Since when a consumer has been behind without a pause, to the minute; `isLonger`: before the line begins. */
export function behindSince(
  spark: LagSpark | undefined,
  nowMs: number | undefined,
): { atMs: number; isLonger: boolean } | undefined {
  if (!spark || nowMs === undefined) return undefined;
  const before = spark.findLastIndex((seconds) => seconds === 0 || seconds === null);
  const minutes = spark.length - 1 - before;
  if (minutes === 0) return undefined;
  // Where nobody looked before, the lag may be older than what was seen of it.
  const isLonger = before < 0;
  return { atMs: nowMs - minutes * minuteMs, isLonger };
}

import type { LagSpark } from "@/lib/model/consumers";

const minuteMs = 60_000;

/** Since when somebody has been behind; `isLonger`: nobody looked before, so it may be longer. */
export type BehindSince = { atMs: number; isLonger: boolean };

/** Since when a consumer has been behind without a pause, to the minute, by its line and by the age of what waits. */
export function behindSince(
  spark: LagSpark | undefined,
  lagSeconds: number | null,
  nowMs: number,
): BehindSince {
  const agedMs = nowMs - (lagSeconds ?? 0) * 1_000;
  if (!spark) return { atMs: agedMs, isLonger: true };
  const before = spark.findLastIndex((seconds) => seconds === 0 || seconds === null);
  const seenMs = nowMs - (spark.length - 1 - before) * minuteMs;
  // What waits that long was there before anybody looked.
  return { atMs: Math.min(seenMs, agedMs), isLonger: spark[before] !== 0 };
}

/** How many are due since it was last asked, at a rate that may change; fractions are kept. */
export type Pacer = { due(nowMs: number, ratePerSec: number): number };

/** After a longer pause (a suspended machine, a lost server) nothing is caught up on. */
const longestGapMs = 2_000;

/** Counts from this moment on. */
export function pacer(startMs: number): Pacer {
  let lastMs = startMs;
  let owed = 0;
  return {
    due(nowMs, ratePerSec) {
      const gapMs = Math.min(Math.max(nowMs - lastMs, 0), longestGapMs);
      lastMs = nowMs;
      owed += (gapMs / 1000) * ratePerSec;
      const whole = Math.floor(owed);
      owed -= whole;
      return whole;
    },
  };
}

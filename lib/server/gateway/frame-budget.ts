/** So much a second, and a reserve for a burst. */
export type FrameBudget = {
  /** Takes that many, and says for how many milliseconds there are none left. */
  take(count: number, nowMs: number): number;
};

/** A budget that begins with its whole reserve. */
export function createFrameBudget(perSecond: number, burst: number): FrameBudget {
  let left = burst;
  let sinceMs = 0;
  return {
    take(count, nowMs) {
      if (sinceMs === 0) sinceMs = nowMs;
      left = Math.min(burst, left + ((nowMs - sinceMs) * perSecond) / 1000) - count;
      sinceMs = nowMs;
      return left >= 0 ? 0 : Math.ceil((-left * 1000) / perSecond);
    },
  };
}

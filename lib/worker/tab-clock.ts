/** Where a clock takes its time from; a test brings its own. */
type ClockSources = { wallMs: () => number; monotonicMs: () => number };

const tab: ClockSources = {
  wallMs: Date.now,
  monotonicMs: () => performance.timeOrigin + performance.now(),
};

/** Less is no sleep, but a clock that is being set. */
const leastSleepMs = 60_000;

/**
 * The tab's clock: it never goes back (R09). What the machine has slept, a browser's monotonic clock may leave out;
 * that is made up for.
 */
export function createTabClock({ wallMs, monotonicMs }: ClockSources = tab): () => number {
  let sleptMs = 0;
  return () => {
    const nowMs = monotonicMs() + sleptMs;
    const behindMs = wallMs() - nowMs;
    if (behindMs < leastSleepMs) return Math.round(nowMs);
    sleptMs += behindMs;
    return Math.round(nowMs + behindMs);
  };
}

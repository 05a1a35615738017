import { uptime } from "node:os";

/** Where a clock takes its time from; a test brings its own. */
export type ClockSources = {
  wallMs: () => number;
  monotonicMs: () => number;
  bootMs: () => number;
};

const machine: ClockSources = {
  wallMs: Date.now,
  monotonicMs: () => performance.now(),
  bootMs: () => uptime() * 1_000,
};

/** What counts the time since the start of the machine is read as a file: so often is enough. */
const lookEveryMs = 1_000;
const leastSleepMs = 2_000;

/**
 * The console's clock: it never goes back and never jumps, whatever is done to the machine's (R09). Only what the
 * machine has slept it makes up for: the monotonic clock of Linux stands still meanwhile.
 */
export function createSteadyClock(sources: Partial<ClockSources> = {}): () => number {
  const { wallMs, monotonicMs, bootMs } = { ...machine, ...sources };
  const restedMs = () => bootMs() - monotonicMs();
  let offsetMs = wallMs() - monotonicMs();
  let lookedMs = monotonicMs();
  let asleepMs = restedMs();
  return () => {
    const nowMs = monotonicMs();
    if (nowMs - lookedMs >= lookEveryMs) {
      lookedMs = nowMs;
      const sleptMs = restedMs() - asleepMs;
      if (sleptMs >= leastSleepMs) {
        offsetMs += sleptMs;
        asleepMs += sleptMs;
      }
    }
    return offsetMs + nowMs;
  };
}

/** What a server's counter grows by in a second, sample by sample. */
export type CounterRate = {
  /** The rate since the sample before; null where it is not known. */
  add(atMs: number, counter: bigint): number | null;
  /** Whatever comes next says nothing about the time before. */
  gap(): void;
};

/**
 * L7: by the server's counter and clock. A counter that falls is a restart, a clock that goes back was set, and a step
 * longer than `longestStepMs` would be one long average: none of them is a rate.
 */
export function createCounterRate(longestStepMs: () => number): CounterRate {
  let last: { atMs: number; counter: bigint } | undefined;
  let rate: number | null = null;
  return {
    add(atMs, counter) {
      if (last && atMs === last.atMs) return rate;
      rate = last ? rateOf(last, { atMs, counter }, longestStepMs()) : null;
      last = { atMs, counter };
      return rate;
    },
    gap() {
      last = undefined;
      rate = null;
    },
  };
}

type Sample = { atMs: number; counter: bigint };

function rateOf(before: Sample, now: Sample, longestMs: number): number | null {
  const grown = Number(now.counter - before.counter);
  const stepMs = now.atMs - before.atMs;
  return grown >= 0 && stepMs > 0 && stepMs <= longestMs ? (grown * 1_000) / stepMs : null;
}

import type { RatePoint } from "@/lib/model/series";

/** Turns a server's counter into a rate over time, the newest point last. */
export type Meter = {
  add(atMs: number, counter: bigint): void;
  gap(): void;
  points(): RatePoint[];
};

/**
 * L7: rates come from the server's counters and clock; a counter that falls is a restart: a gap. A
 * step longer than `longestStepMs` (a hidden tab, a lost link) is a gap too, not one long average.
 */
export function createMeter(capacity: number, longestStepMs = Number.POSITIVE_INFINITY): Meter {
  const kept: RatePoint[] = [];
  let last: { atMs: number; counter: bigint } | undefined;
  const keep = (point: RatePoint) => {
    kept.push(point);
    if (kept.length > capacity) kept.shift();
  };
  return {
    add(atMs, counter) {
      const before = last;
      if (before && atMs === before.atMs) return;
      last = { atMs, counter };
      if (!before) return;
      // A clock that was set back: what is kept lies in its future.
      if (atMs < before.atMs) {
        kept.length = 0;
        return;
      }
      const grown = Number(counter - before.counter);
      const stepMs = atMs - before.atMs;
      const known = grown >= 0 && stepMs <= longestStepMs;
      keep({ atMs, perSec: known ? (grown * 1_000) / stepMs : null });
    },
    gap() {
      const end = kept.at(-1);
      if (last && end && end.perSec !== null) keep({ atMs: last.atMs, perSec: null });
      last = undefined;
    },
    points: () => kept.slice(),
  };
}

import { trendPoints, trendStepMs } from "./limits";

/** The mean of each half minute of the last quarter of an hour. */
export type Trend = {
  add(atMs: number, rate: number | null): void;
  /** The newest last; null is a gap. */
  points(): (number | null)[];
};

/** Half minutes are counted on the clock that the samples come with; one that was set back is counted on from there. */
export function createTrend(): Trend {
  const points: (number | null)[] = [];
  let step: number | undefined;
  let sum = 0;
  let count = 0;
  return {
    add(atMs, rate) {
      const next = Math.floor(atMs / trendStepMs);
      // Of more than a whole trend, the rest would fall out at once.
      const moved = step === undefined ? 1 : Math.min(next - step, trendPoints);
      step = next;
      for (let passed = 0; passed < moved; passed++) {
        points.push(null);
        if (points.length > trendPoints) points.shift();
        sum = 0;
        count = 0;
      }
      if (rate === null) return;
      sum += rate;
      count++;
      points[points.length - 1] = sum / count;
    },
    points: () => points.slice(),
  };
}

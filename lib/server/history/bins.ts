import type { HistoryValues } from "@/lib/model/history";
import type { Line, Sample } from "./samples";
import type { Grid } from "./steps";

/** Values by the step, before anything is known. */
export function createBins({ count }: Grid): HistoryValues {
  const nothing = () => Array<number | null>(count).fill(null);
  return { min: nothing(), max: nothing(), last: nothing() };
}

/**
 * Takes a series into its steps: of each the lowest, highest and last. A step between two samples that follow each other
 * has what held then: the value before it, the rate that ends after it.
 */
export function fillBins(
  bins: HistoryValues,
  grid: Grid,
  samples: readonly Pick<Sample, "atMs" | "isGap">[],
  line: Line,
): void {
  let before = -1;
  for (const [at, { atMs, isGap }] of samples.entries()) {
    const step = Math.floor((atMs - grid.fromMs) / grid.stepMs);
    const held = line.isRate ? line.last[at] : line.last[at - 1];
    const isKnown = at > 0 && !isGap && (line.last[at] ?? null) !== null;
    for (
      let empty = Math.max(0, before + 1);
      isKnown && empty < Math.min(step, grid.count);
      empty++
    )
      merge(bins, empty, held, held, held);
    before = step;
    if (step < 0 || step >= grid.count) continue;
    merge(bins, step, line.min[at], line.max[at], line.last[at]);
  }
}

type Maybe = number | null | undefined;

function merge(bins: HistoryValues, step: number, min: Maybe, max: Maybe, last: Maybe): void {
  if (last === null || last === undefined) return;
  bins.min[step] = Math.min(bins.min[step] ?? Number.POSITIVE_INFINITY, min ?? last);
  bins.max[step] = Math.max(bins.max[step] ?? Number.NEGATIVE_INFINITY, max ?? last);
  bins.last[step] = last;
}

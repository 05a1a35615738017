import type { HistoryAnswer, HistoryKept, HistoryQuestion, LagMatrix } from "@/lib/model/history";
import { createBins } from "./bins";
import type { LastHour } from "./last-hour";
import { levels } from "./levels";
import type { MatrixQuestion } from "./protocol";
import { gridOf } from "./steps";

/** What is answered where nothing is kept: gaps. */
export function emptyAnswer(
  { series, fromMs, toMs, points }: HistoryQuestion,
  kept: HistoryKept,
): HistoryAnswer {
  const grid = gridOf(fromMs, toMs, points, levels[0].stepMs);
  return {
    atMs: Array.from({ length: grid.count }, (_, step) => grid.fromMs + step * grid.stepMs),
    stepMs: grid.stepMs,
    values: Object.fromEntries(series.map((one) => [one, createBins(grid)])),
    ...{ events: [], kept },
  };
}

/** The heat map of nobody. */
export function emptyMatrix(
  { fromMs, toMs, columns }: MatrixQuestion,
  kept: HistoryKept,
): LagMatrix {
  const { count, ...grid } = gridOf(fromMs, toMs, columns, levels[0].stepMs);
  return { ...grid, columns: count, rows: [], cells: new Uint8Array(0), bands: [], kept };
}

/** An hour of which nothing is known. */
export function emptyLastHour(): LastHour {
  return { lastMs: 0, parts: [] };
}

import { type LagBand, type LagPicture, unknownCell } from "@/lib/model/history";

/** A line of the heat map: a consumer, or those of a stream that have no line of their own. */
export type HeatLine =
  | { kind: "consumer"; stream: string; name: string; cells: Uint8Array }
  | ({ kind: "band" } & LagBand);

/** What is drawn of a matrix: its lines from the top, and where each stands. */
export type HeatShape = {
  fromMs: number;
  stepMs: number;
  columns: number;
  lines: HeatLine[];
  /** How many of the lines are consumers; bands follow. */
  rows: number;
  rowPx: number;
  height: number;
  /** Consumers that had no lag in all that time, and are left out where there are many. */
  calm: number;
};

/** So many have a line of full height, with their names beside it. */
const fewRows = 16;
const rowPx = 16;
const lowestPx = 1;
/** More would push the table off the screen, which says who is behind. */
const manyPx = 208;
/** The height of a band. */
export const bandPx = 14;
/** Between rows and bands. */
export const bandGapPx = 8;

/** Arranges a matrix into lines. */
export function toHeatShape(matrix: LagPicture): HeatShape {
  const { fromMs, stepMs, columns, cells } = matrix;
  const all = matrix.rows.map(({ stream, name }, row): HeatLine & { kind: "consumer" } => ({
    ...{ kind: "consumer", stream, name },
    cells: cells.subarray(row * columns, (row + 1) * columns),
  }));
  const lagging = all.length > fewRows ? all.filter(({ cells: own }) => hasLag(own)) : all;
  const shown = lagging.length > 0 ? lagging : all.slice(0, fewRows);
  const bands = matrix.bands.map((band) => ({ kind: "band" as const, ...band }));
  const height = rowHeight(shown.length);
  return {
    ...{ fromMs, stepMs, columns, lines: [...shown, ...bands], rows: shown.length, rowPx: height },
    height: shown.length * height + (bands.length > 0 ? bandGapPx + bands.length * bandPx : 0),
    calm: all.length - shown.length,
  };
}

/** How high the map of so many consumers will be, before it is there. */
export function expectedHeight(consumers: number): number {
  const rows = Math.max(1, Math.min(200, consumers));
  return rows * rowHeight(rows);
}

function rowHeight(rows: number): number {
  return rows <= fewRows ? rowPx : Math.max(lowestPx, Math.floor(manyPx / rows));
}

/** The line at a height, and the height at which a line stands. */
export function lineAt(shape: HeatShape, y: number): number | undefined {
  const { rows, rowPx: each, lines } = shape;
  if (y < 0 || y >= shape.height) return undefined;
  if (y < rows * each) return Math.floor(y / each);
  const band = Math.floor((y - rows * each - bandGapPx) / bandPx);
  return band < 0 ? undefined : Math.min(lines.length - 1, rows + band);
}

/** Where a line begins, and how high it is. */
export function placeOf({ rows, rowPx: each }: HeatShape, line: number) {
  if (line < rows) return { top: line * each, height: each };
  return { top: rows * each + bandGapPx + (line - rows) * bandPx, height: bandPx - 1 };
}

/** The lag that a cell of a line stands for; of a band, its worst. */
export function cellAt(line: HeatLine, column: number): number {
  return (line.kind === "consumer" ? line.cells : line.worst)[column] ?? unknownCell;
}

/** A loop, where a function for each of 70,000 cells was a tenth of a frame. */
function hasLag(cells: Uint8Array): boolean {
  for (const cell of cells) if (cell !== 0 && cell !== unknownCell) return true;
  return false;
}

import type { Format } from "@/lib/format/format";
import { unknownCell } from "@/lib/model/history";
import { lagOfCell } from "@/lib/queries/lag-cell";
import { cellAt, type HeatLine, type HeatShape } from "./heat-shape";

/** A lag as a cell tells it, to a few percent: "4 min 10 s", "no lag", "not recorded". */
export function cellWords(cell: number, format: Format): string {
  const seconds = lagOfCell(cell);
  if (seconds === null) return "not recorded";
  if (seconds === 0) return "no lag";
  return seconds < 1 ? "<1 s" : format.duration(Math.round(seconds) * 1_000);
}

/** Whose line it is. */
export function lineWords(line: HeatLine, format: Format): string {
  if (line.kind === "consumer") return line.name;
  const others = `${format.exact(line.consumers)} ${line.consumers === 1 ? "other" : "others"}`;
  return line.stream === undefined ? `All other streams, ${others}` : `${line.stream}, ${others}`;
}

/** One cell in a sentence, for those who hear it. */
export function cellSentence(
  { lines, fromMs, stepMs }: HeatShape,
  place: { line: number; column: number },
  format: Format,
): string {
  const line = lines[place.line];
  if (!line) return "";
  const atMs = fromMs + place.column * stepMs;
  const of = line.kind === "consumer" ? `${line.name} of ${line.stream}` : lineWords(line, format);
  const lag = cellWords(cellAt(line, place.column), format);
  return `${of}, ${format.moment(atMs)}: ${line.kind === "band" ? `worst ${lag}` : lag}`;
}

/** What is said of a line in the table that stands for the map. */
export type LineFacts = {
  worst: number;
  worstAtMs: number | undefined;
  now: number;
  /** Since when it has been behind without a pause, up to now. */
  sinceMs: number | undefined;
};

/** The facts of a line, from its cells. */
export function lineFacts(line: HeatLine, { fromMs, stepMs }: HeatShape): LineFacts {
  const cells = line.kind === "consumer" ? line.cells : line.worst;
  let [worst, worstAt, last] = [-1, -1, -1];
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column] ?? unknownCell;
    if (cell === unknownCell) continue;
    last = column;
    if (cell <= worst) continue;
    worst = cell;
    worstAt = column;
  }
  const begun = last < 0 ? -1 : beginOfLag(cells, last);
  return {
    worst: worst < 0 ? unknownCell : worst,
    worstAtMs: worst > 0 ? fromMs + worstAt * stepMs : undefined,
    now: cells[last] ?? unknownCell,
    sinceMs: begun < 0 ? undefined : fromMs + begun * stepMs,
  };
}

function beginOfLag(cells: Uint8Array, last: number): number {
  if (cells[last] === 0) return -1;
  let begun = last;
  while (begun > 0 && (cells[begun - 1] ?? 0) !== 0 && cells[begun - 1] !== unknownCell) begun -= 1;
  return begun;
}

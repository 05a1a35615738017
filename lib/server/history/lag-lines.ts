import { unknownCell } from "@/lib/model/history";
import { type LagColumn, readRoster, unpackCells, worseCell } from "./lag-columns";
import type { Level } from "./levels";
import type { Past } from "./past";
import type { Statements } from "./statements";
import type { Grid } from "./steps";

/** The lag of many at one time; whose each cell is, is said beside it. */
export type Dense = { atMs: number; isGap: boolean; members: readonly number[]; cells: Uint8Array };

/** The columns of a level from a time to another, the one that is not over yet among them. */
export function columnsOf(
  statements: Statements,
  { id, lag }: Pick<Past, "id" | "lag">,
  { level, fromMs, toMs }: { level: Level; fromMs: number; toMs: number },
): Dense[] {
  const rosters = new Map<number, number[]>();
  const stored = statements.lags(id, level, fromMs, toMs).map((row): Dense => {
    const members = rosters.get(row.roster) ?? readRoster(statements, row.roster);
    rosters.set(row.roster, members);
    return { atMs: row.at, isGap: false, members, cells: unpackCells(row.cells) };
  });
  const open = lag.open(level);
  return open ? [...stored, toDense(open)] : stored;
}

/** A column that is in memory. */
export function toDense({ atMs, isGap, roster, cells }: LagColumn): Dense {
  return { atMs, isGap, members: roster.members, cells };
}

/** Of each consumer a line of cells: the worst of each step. */
export function toLines({ fromMs, stepMs, count }: Grid, columns: readonly Dense[]) {
  const lines = new Map<number, Uint8Array>();
  let roster: readonly number[] | undefined;
  let placed: Uint8Array[] = [];
  let before = -1;
  for (const { atMs, isGap, members, cells } of columns) {
    const step = Math.floor((atMs - fromMs) / stepMs);
    if (members !== roster || placed.length < cells.length) {
      roster = members;
      placed = Array.from(cells, (_, at) => lineFor(lines, members[at] ?? 0, count));
    }
    // Two ticks that follow each other leave no hole, wherever the steps begin.
    if (!isGap && before >= 0 && step === before + 2) copyStep(placed, before, before + 1);
    before = step;
    if (step >= 0 && step < count) addCells(placed, cells, step);
  }
  return lines;
}

function addCells(lines: readonly Uint8Array[], cells: Uint8Array, step: number): void {
  for (let at = 0; at < cells.length; at++) {
    const line = lines[at];
    if (line) line[step] = worseCell(line[step] ?? unknownCell, cells[at] ?? unknownCell);
  }
}

function lineFor(lines: Map<number, Uint8Array>, subject: number, count: number): Uint8Array {
  const known = lines.get(subject);
  if (known) return known;
  const line = new Uint8Array(count).fill(unknownCell);
  lines.set(subject, line);
  return line;
}

function copyStep(lines: readonly Uint8Array[], from: number, to: number): void {
  for (const line of lines) if (to < line.length) line[to] = line[from] ?? unknownCell;
}

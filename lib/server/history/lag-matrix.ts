import { type HistoryKept, type LagMatrix, unknownCell } from "@/lib/model/history";
import { worseCell } from "./lag-columns";
import { columnsOf, toDense, toLines } from "./lag-lines";
import { levels, minuteLevel, quarterLevel } from "./levels";
import type { Past } from "./past";
import type { MatrixQuestion } from "./protocol";
import type { Statements } from "./statements";
import { gridOf } from "./steps";

/** The lag of all consumers over time: the worst as rows, the rest by stream. */
export function readMatrix(
  statements: Statements,
  past: Past,
  asked: MatrixQuestion,
  kept: HistoryKept,
): LagMatrix {
  const { grid, columns } = collect(statements, past, asked);
  const { count } = grid;
  const lines = toLines(grid, columns);
  const inOrder = [...lines].map(([subject, cells]) => ({ subject, cells, ...weigh(cells) }));
  inOrder.sort((a, b) => b.worst - a.worst || b.sum - a.sum || a.subject - b.subject);
  const named = mergeAlike(
    inOrder.map(({ subject, cells }) => ({ ...nameOf(statements, past, subject), cells })),
  );
  const rows = named.slice(0, asked.rows);
  const rest = named.slice(asked.rows);
  const cells = new Uint8Array(rows.length * count);
  for (const [row, line] of rows.entries()) cells.set(line.cells, row * count);
  return {
    ...{ fromMs: grid.fromMs, stepMs: grid.stepMs, columns: count, cells, kept },
    rows: rows.map(({ stream, name }) => ({ stream, name })),
    bands: toBands(rest, count),
  };
}

type Line = { stream: string; name: string; cells: Uint8Array };

/** Below that the columns of ticks are what is drawn. */
const mostTicksMs = 3_600_000;

function collect(statements: Statements, past: Past, { fromMs, toMs, columns }: MatrixQuestion) {
  const recent = past.lag.recent();
  const [first] = recent;
  const isShort = toMs - fromMs <= mostTicksMs;
  if (isShort && first && !hasOlder(statements, past, fromMs, first.atMs)) {
    const grid = gridOf(fromMs, toMs, columns, levels[0].stepMs);
    return { grid, columns: recent.map(toDense) };
  }
  const least = gridOf(fromMs, toMs, columns, levels[minuteLevel].stepMs);
  const minutesMs =
    statements.firstLag(past.id, minuteLevel)?.at ?? past.lag.open(minuteLevel)?.atMs;
  const quartersMs = statements.firstLag(past.id, quarterLevel)?.at ?? minutesMs ?? 0;
  const isLong =
    least.stepMs % levels[quarterLevel].stepMs === 0 ||
    (minutesMs ?? 0) > Math.max(fromMs, quartersMs + levels[quarterLevel].stepMs);
  const level = isLong ? quarterLevel : minuteLevel;
  const grid = isLong ? gridOf(fromMs, toMs, columns, levels[level].stepMs) : least;
  return { grid, columns: columnsOf(statements, past, { level, fromMs: grid.fromMs, toMs }) };
}

/** Whether the file knows of a time that the ticks in memory do not reach back to. */
function hasOlder(statements: Statements, past: Past, fromMs: number, firstMs: number): boolean {
  const untilMs = firstMs - levels[minuteLevel].stepMs;
  return firstMs > fromMs && statements.lags(past.id, minuteLevel, fromMs, untilMs).length > 0;
}

function weigh(cells: Uint8Array): { worst: number; sum: number } {
  let worst = -1;
  let sum = 0;
  for (const cell of cells) {
    if (cell === unknownCell) continue;
    if (cell > worst) worst = cell;
    sum += cell;
  }
  return { worst, sum };
}

function nameOf(statements: Statements, { names }: Past, subject: number) {
  const known = names.get(subject);
  if (known) return known;
  const { stream = "", name = "" } = statements.subjectById(subject) ?? {};
  const found = { stream, name };
  names.set(subject, found);
  return found;
}

/** One that was deleted and made again is one row; nobody of whom nothing is known is one. */
function mergeAlike(lines: readonly Line[]): Line[] {
  const merged = new Map<string, Line>();
  for (const line of lines) {
    const key = [line.stream, line.name].join(" ");
    const same = merged.get(key);
    if (!same) {
      if (line.cells.some((cell) => cell !== unknownCell)) merged.set(key, { ...line });
      continue;
    }
    same.cells = same.cells.map((cell, at) => worseCell(cell, line.cells[at] ?? unknownCell));
  }
  return [...merged.values()];
}

function toBands(lines: readonly Line[], count: number): LagMatrix["bands"] {
  const streams = new Map<string, Line[]>();
  for (const line of lines) {
    const same = streams.get(line.stream);
    if (same) same.push(line);
    else streams.set(line.stream, [line]);
  }
  return [...streams].map(([stream, members]) => ({
    ...{ stream, consumers: members.length },
    ...bandOf(members, count),
  }));
}

function bandOf(members: readonly Line[], count: number) {
  const worst = new Uint8Array(count).fill(unknownCell);
  const mean = new Uint8Array(count).fill(unknownCell);
  const sum = new Float64Array(count);
  const known = new Uint32Array(count);
  for (const { cells } of members) {
    for (let step = 0; step < count; step++) {
      const cell = cells[step] ?? unknownCell;
      if (cell === unknownCell) continue;
      worst[step] = worseCell(worst[step] ?? unknownCell, cell);
      sum[step] = (sum[step] ?? 0) + cell;
      known[step] = (known[step] ?? 0) + 1;
    }
  }
  for (let step = 0; step < count; step++) {
    if (known[step]) mean[step] = Math.round((sum[step] ?? 0) / (known[step] ?? 1));
  }
  return { worst, mean };
}

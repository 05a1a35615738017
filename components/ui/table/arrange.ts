import type { SortValue } from "./column";
import { changedPlaces, type RowReading, readAll, readChanged } from "./row-reading";
import { compareBy } from "./sort-key";
import { longestRun, mergeSorted } from "./sorted-run";

/** How rows are chosen and ordered; the same object means the same question. */
export type Arrangement<Row> = {
  passes: (row: Row) => boolean;
  /** Without it, rows stand as they come. */
  sortBy?: (row: Row) => SortValue;
  isDescending: boolean;
};

/** Rows in their order, and how many of them would stand elsewhere if they were sorted now. */
export type Arranged<Row> = {
  rows: readonly Row[];
  moves: number;
  /** They are to be sorted a little later. */
  isLate: boolean;
};

type Known<Row> = {
  question: Arrangement<Row>;
  reading: RowReading<Row>;
  /** Places in the source, in the order shown, and where in it each of them is. */
  order: number[];
  indexOf: number[];
  rows: Row[];
  /** The order as it was last sorted; unknown where rows have changed places since. */
  sorted: number[] | undefined;
  moves: number;
  isLate: boolean;
  /** When it was last sorted, or looked at what would move. */
  lookedMs: number;
};

/** Above so many rows, they are sorted once in a while, and not at each reading. */
const manyRows = 10_000;
const pauseMs = 1_000;

/**
 * Keeps a table's rows in order from one reading to the next. A row that is the same object was not
 * changed: it is neither asked nor sorted again, so that 100,000 rows cost little where few change.
 */
export function createArranger<Row>(rowId: (row: Row) => string) {
  let known: Known<Row> | undefined;

  /** Asked again with another `beat`, it does what was late. */
  return function arrange(
    source: readonly Row[],
    question: Arrangement<Row>,
    isHeld: boolean,
    _beat = 0,
  ): Arranged<Row> {
    if (known?.question === question) {
      follow(known, source, rowId);
      settle(known, isHeld);
    } else {
      known = begin(source, question);
    }
    const { rows, moves, isLate } = known;
    return { rows, moves, isLate };
  };
}

function begin<Row>(source: readonly Row[], question: Arrangement<Row>): Known<Row> {
  const known: Known<Row> = {
    question,
    reading: readAll(source, question),
    ...{ order: [], indexOf: [], rows: [], sorted: undefined },
    ...{ moves: 0, isLate: false, lookedMs: performance.now() },
  };
  sort(known);
  return known;
}

/** Shows what rows say now, each where it was; what is new comes last. */
function follow<Row>(known: Known<Row>, source: readonly Row[], rowId: (row: Row) => string): void {
  const { reading, question, indexOf } = known;
  if (source === reading.source) return;
  const changed = changedPlaces(reading.source, source, rowId);
  if (!changed) {
    followMoved(known, source, rowId);
    return;
  }
  readChanged(reading, source, question, changed);
  if (changed.length === 0) return;
  // Whoever was given the rows of before, keeps them.
  const rows = known.rows.slice();
  const added: number[] = [];
  for (const place of changed) {
    const index = indexOf[place] ?? -1;
    if (index >= 0) {
      rows[index] = source[place] as Row;
    } else if (reading.passing[place]) {
      indexOf[place] = rows.push(source[place] as Row) - 1;
      added.push(place);
    }
  }
  known.rows = rows;
  if (added.length > 0) known.order = known.order.concat(added);
}

/** The same where rows have other places in what came, or have gone. */
function followMoved<Row>(
  known: Known<Row>,
  source: readonly Row[],
  rowId: (row: Row) => string,
): void {
  const old = known.reading.source;
  const placeOf = new Map(source.map((row, place) => [rowId(row), place]));
  const staying = known.order.flatMap((place) => placeOf.get(rowId(old[place] as Row)) ?? []);
  known.reading = readAll(source, known.question);
  const isThere = new Uint8Array(source.length);
  for (const place of staying) isThere[place] = 1;
  const added = known.reading.passing.flatMap((passes, place) =>
    passes && !isThere[place] ? place : [],
  );
  known.sorted = undefined;
  show(known, [...staying, ...added]);
}

/** Sorts, or says what a sort would move; either has its time. */
function settle<Row>(known: Known<Row>, isHeld: boolean): void {
  const { reading, sorted, lookedMs } = known;
  if (!isHeld) known.moves = 0;
  known.isLate = false;
  if (sorted && reading.stirred.size === 0) return;
  const nowMs = performance.now();
  known.isLate = reading.source.length > manyRows && nowMs - lookedMs < pauseMs;
  if (known.isLate) return;
  known.lookedMs = nowMs;
  if (isHeld) known.moves = countMoves(known);
  else sort(known);
}

/** Rows that were not stirred are in order already: only the others are sorted, and merged in. */
function sort<Row>(known: Known<Row>): void {
  const { reading, sorted, question } = known;
  const { keys, passing, stirred } = reading;
  const compare = compareBy(keys, question.isDescending);
  const isStirred = new Uint8Array(keys.length);
  for (const place of stirred) isStirred[place] = 1;
  const still = sorted?.filter((place) => passing[place] && !isStirred[place]) ?? [];
  const others = sorted ? [...stirred] : [...keys.keys()];
  const moved = others.filter((place) => passing[place]).sort(compare);
  stirred.clear();
  known.sorted = still.length === 0 ? moved : mergeSorted(still, moved, compare);
  show(known, known.sorted);
}

function show<Row>(known: Known<Row>, order: number[]): void {
  const { source } = known.reading;
  const rows = new Array<Row>(order.length);
  const indexOf = new Array<number>(source.length).fill(-1);
  for (let index = 0; index < order.length; index++) {
    const place = order[index] as number;
    rows[index] = source[place] as Row;
    indexOf[place] = index;
  }
  Object.assign(known, { order, rows, indexOf });
}

function countMoves<Row>({ order, reading, question }: Known<Row>): number {
  const { keys, passing } = reading;
  const staying = order.filter((place) => passing[place]);
  return order.length - longestRun(staying, compareBy(keys, question.isDescending));
}

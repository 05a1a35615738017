import type { SortValue } from "./column";
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

type Key = string | number | bigint | undefined;

type Sorted = { order: number[]; keys: Key[] };

type Known<Row> = {
  question: Arrangement<Row>;
  source: readonly Row[];
  keys: Key[];
  passing: boolean[];
  /** Places in the source, in the order shown. */
  order: number[];
  /** As it was last sorted; unknown where rows have changed places since. */
  sorted: Sorted | undefined;
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
    const before = known?.question === question ? known : undefined;
    known = before ? readAgain(before, source, isHeld, rowId) : readFirst(source, question);
    return { rows: rowsAt(source, known.order), moves: known.moves, isLate: known.isLate };
  };
}

function readFirst<Row>(source: readonly Row[], question: Arrangement<Row>): Known<Row> {
  const { keys, passing } = readRows(source, question, undefined);
  const order = sort(undefined, keys, passing, compareBy(keys, question.isDescending));
  const lookedMs = performance.now();
  return {
    question,
    source,
    keys,
    passing,
    order,
    sorted: { order, keys },
    moves: 0,
    isLate: false,
    lookedMs,
  };
}

function readAgain<Row>(
  before: Known<Row>,
  source: readonly Row[],
  isHeld: boolean,
  rowId: (row: Row) => string,
): Known<Row> {
  const { question } = before;
  const { keys, passing } = readRows(source, question, before);
  const compare = compareBy(keys, question.isDescending);
  const shown = placesNow(before, source, rowId);
  const sorted = shown.isAligned ? before.sorted : undefined;
  const nowMs = performance.now();
  const isLate = isTooSoon(before, source, nowMs);
  const lookedMs = isLate ? before.lookedMs : nowMs;
  const read = { question, source, keys, passing, isLate, lookedMs };
  if (!isHeld && !isLate) {
    const order = sort(sorted, keys, passing, compare);
    return { ...read, order, sorted: { order, keys }, moves: 0 };
  }
  const order = hold(shown, passing, before.source.length);
  const isCounted = isHeld && !isLate;
  const moves = isCounted ? countMoves(order, passing, compare) : before.moves;
  return { ...read, order, sorted, moves: isHeld ? moves : 0 };
}

function isTooSoon<Row>(before: Known<Row>, source: readonly Row[], nowMs: number): boolean {
  return source.length > manyRows && nowMs - before.lookedMs < pauseMs;
}

function rowsAt<Row>(source: readonly Row[], order: readonly number[]): Row[] {
  const rows = new Array<Row>(order.length);
  for (let index = 0; index < order.length; index++) {
    rows[index] = source[order[index] as number] as Row;
  }
  return rows;
}

function readRows<Row>(
  source: readonly Row[],
  question: Arrangement<Row>,
  before: Known<Row> | undefined,
) {
  const keys = new Array<Key>(source.length);
  const passing = new Array<boolean>(source.length);
  for (let place = 0; place < source.length; place++) {
    const row = source[place] as Row;
    const isSame = before !== undefined && before.source[place] === row;
    keys[place] = isSame ? before.keys[place] : toKey(question.sortBy?.(row));
    passing[place] = isSame ? before.passing[place] === true : question.passes(row);
  }
  return { keys, passing };
}

/** Where the rows that were shown are now; those that are gone are left out. */
function placesNow<Row>(
  { source: old, order }: Known<Row>,
  source: readonly Row[],
  rowId: (row: Row) => string,
): { places: number[]; isAligned: boolean } {
  const isAligned =
    source.length >= old.length &&
    old.every((row, place) => {
      const now = source[place] as Row;
      return now === row || rowId(now) === rowId(row);
    });
  if (isAligned) return { places: order, isAligned };
  const placeOf = new Map(source.map((row, place) => [rowId(row), place]));
  const places = order.flatMap((place) => placeOf.get(rowId(old[place] as Row)) ?? []);
  return { places, isAligned };
}

type Shown = ReturnType<typeof placesNow>;

/** As it was; what is new comes last. */
function hold({ places, isAligned }: Shown, passing: boolean[], oldCount: number): number[] {
  if (isAligned && passing.length === oldCount && places.length === oldCount) return places;
  const isShown = new Uint8Array(passing.length);
  for (const place of places) isShown[place] = 1;
  const added = passing.flatMap((passes, place) => (passes && !isShown[place] ? place : []));
  return [...places, ...added];
}

/** Rows whose key did not change are in order already: only the others are sorted, and merged in. */
function sort(
  sorted: Sorted | undefined,
  keys: Key[],
  passing: boolean[],
  compare: (a: number, b: number) => number,
): number[] {
  const isStill = new Uint8Array(passing.length);
  const still: number[] = [];
  for (const place of sorted?.order ?? []) {
    if (!passing[place] || sorted?.keys[place] !== keys[place]) continue;
    isStill[place] = 1;
    still.push(place);
  }
  const moved: number[] = [];
  for (let place = 0; place < passing.length; place++) {
    if (passing[place] && !isStill[place]) moved.push(place);
  }
  moved.sort(compare);
  return still.length === 0 ? moved : mergeSorted(still, moved, compare);
}

function countMoves(
  order: number[],
  passing: boolean[],
  compare: (a: number, b: number) => number,
): number {
  const staying = order.filter((place) => passing[place]);
  return order.length - longestRun(staying, compare);
}

/** What is not known comes last both ways; equals stand as they came. */
function compareBy(keys: Key[], isDescending: boolean) {
  const sign = isDescending ? -1 : 1;
  return (a: number, b: number): number => {
    const [left, right] = [keys[a], keys[b]];
    if (left === right) return a - b;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    if (left < right) return -sign;
    return left > right ? sign : a - b;
  };
}

/** Text is compared without case, and numbers in it as numbers: ORDERS-9 comes before orders-10. */
function toKey(value: SortValue): Key {
  if (typeof value === "number") return Number.isNaN(value) ? undefined : value;
  if (typeof value !== "string") return value;
  return value.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, "0"));
}

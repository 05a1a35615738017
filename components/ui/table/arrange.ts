import type { SortValue } from "./column";
import { isSorted, longestRun, mergeSorted } from "./sorted-run";

/** How rows are chosen and ordered; the same object means the same question. */
export type Arrangement<Row> = {
  passes: (row: Row) => boolean;
  /** Without it, rows stand as they come. */
  sortBy?: (row: Row) => SortValue;
  isDescending: boolean;
};

/** Rows in their order, and how many of them would stand elsewhere if they were sorted now. */
export type Arranged<Row> = { rows: readonly Row[]; moves: number };

type Key = string | number | bigint | undefined;

type Known<Row> = {
  question: Arrangement<Row>;
  source: readonly Row[];
  keys: Key[];
  passing: boolean[];
  /** Places in the source, in the order shown. */
  order: number[];
  result: Arranged<Row>;
};

/**
 * Keeps a table's rows in order from one reading to the next. A row that is the same object was not
 * changed: it is neither asked nor sorted again, so that 100,000 rows cost little where few change.
 */
export function createArranger<Row>(rowId: (row: Row) => string) {
  let known: Known<Row> | undefined;

  return function arrange(
    source: readonly Row[],
    question: Arrangement<Row>,
    isHeld: boolean,
  ): Arranged<Row> {
    const before = known?.question === question ? known : undefined;
    const { keys, passing } = readRows(source, question, before);
    const compare = compareBy(keys, question.isDescending);
    const shown = before && placesNow(before, source, rowId);
    const order =
      before && shown && isHeld
        ? hold(shown, passing, before.source.length)
        : sort(shown, passing, compare, (place) => before?.keys[place] === keys[place]);
    const moves = isHeld && before ? countMoves(order, passing, compare) : 0;
    const result = { rows: order.map((place) => source[place] as Row), moves };
    known = { question, source, keys, passing, order, result };
    return result;
  };
}

function readRows<Row>(
  source: readonly Row[],
  question: Arrangement<Row>,
  before: Known<Row> | undefined,
) {
  const keys = new Array<Key>(source.length);
  const passing = new Array<boolean>(source.length);
  source.forEach((row, place) => {
    const isSame = before !== undefined && before.source[place] === row;
    keys[place] = isSame ? before.keys[place] : toKey(question.sortBy?.(row));
    passing[place] = isSame ? before.passing[place] === true : question.passes(row);
  });
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
  shown: Shown | undefined,
  passing: boolean[],
  compare: (a: number, b: number) => number,
  hasSameKey: (place: number) => boolean,
): number[] {
  const places = passing.flatMap((passes, place) => (passes ? place : []));
  if (!shown?.isAligned) return places.sort(compare);
  const isStill = new Uint8Array(passing.length);
  for (const place of shown.places) if (passing[place] && hasSameKey(place)) isStill[place] = 1;
  const still = shown.places.filter((place) => isStill[place]);
  if (!isSorted(still, compare)) return places.sort(compare);
  const moved = places.filter((place) => !isStill[place]).sort(compare);
  return mergeSorted(still, moved, compare);
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

import type { Arrangement } from "./arrange";
import { type Key, toKey } from "./sort-key";

/** What is known of the rows, by their places in what came. */
export type RowReading<Row> = {
  source: readonly Row[];
  keys: Key[];
  passing: boolean[];
  /** Where a key, or whether it passes, is another one than when rows were last sorted. */
  stirred: Set<number>;
};

/** Asks every row. */
export function readAll<Row>(
  source: readonly Row[],
  { sortBy, passes }: Arrangement<Row>,
): RowReading<Row> {
  return {
    source,
    keys: source.map((row) => toKey(sortBy?.(row))),
    passing: source.map(passes),
    stirred: new Set(),
  };
}

/** Asks only the rows that are others than before. */
export function readChanged<Row>(
  reading: RowReading<Row>,
  source: readonly Row[],
  { sortBy, passes }: Arrangement<Row>,
  changed: readonly number[],
): void {
  reading.source = source;
  const { keys, passing, stirred } = reading;
  for (const place of changed) {
    const row = source[place] as Row;
    const key = toKey(sortBy?.(row));
    const isPassing = passes(row);
    if (key === keys[place] && isPassing === passing[place]) continue;
    keys[place] = key;
    passing[place] = isPassing;
    stirred.add(place);
  }
}

/** Where rows are others than before; undefined where they have not kept their places. */
export function changedPlaces<Row>(
  old: readonly Row[],
  source: readonly Row[],
  rowId: (row: Row) => string,
): number[] | undefined {
  if (source.length < old.length) return undefined;
  const changed: number[] = [];
  for (let place = 0; place < source.length; place++) {
    const row = source[place] as Row;
    if (place < old.length) {
      const before = old[place] as Row;
      if (before === row) continue;
      if (rowId(before) !== rowId(row)) return undefined;
    }
    changed.push(place);
  }
  return changed;
}

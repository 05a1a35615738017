import type { Column } from "./column";

/** Says whether a row has every word of a text, and one of the values chosen for each column. */
export function createFilter<Row extends object>(
  columns: readonly Column<Row>[],
  text: string,
  filters: readonly { column: string; value: string }[],
): (row: Row) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const searched = columns.filter((column) => column.align !== "end");
  const chosen = columns.flatMap(({ id, filterBy }) => {
    const values = filters.filter(({ column }) => column === id).map(({ value }) => value);
    return filterBy && values.length > 0 ? [{ filterBy, values }] : [];
  });
  return (row) => {
    if (!chosen.every(({ filterBy, values }) => values.includes(filterBy(row)))) return false;
    if (words.length === 0) return true;
    const said = searched
      .map((column) => column.text(row))
      .join("\n")
      .toLowerCase();
    return words.every((word) => said.includes(word));
  };
}

/** The values that a column can be filtered by, and how many rows have each. */
export function countValues<Row>(
  rows: readonly Row[],
  filterBy: (row: Row) => string,
): [value: string, count: number][] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = filterBy(row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

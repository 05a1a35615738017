import { createParser, parseAsArrayOf, parseAsString } from "nuqs/server";

/** By which column a table is sorted. */
export type TableSort = { column: string; isDescending: boolean };

/** One value of a column that rows are chosen by. */
export type TableFilter = { column: string; value: string };

/** `rate` is ascending, `-rate` descending. */
export const parseAsSort = createParser<TableSort>({
  parse: (text) => {
    const isDescending = text.startsWith("-");
    const column = isDescending ? text.slice(1) : text;
    return column === "" ? null : { column, isDescending };
  },
  serialize: ({ column, isDescending }) => `${isDescending ? "-" : ""}${column}`,
  eq: (a, b) => a.column === b.column && a.isDescending === b.isDescending,
});

/** `storage:file,retention:limits`; a value may hold any letter, a comma too. */
const parseAsFilters = createParser<TableFilter[]>({
  parse: (text) => {
    const filters = text.split(",").flatMap((part) => {
      const [column = "", value = ""] = part.split(":").map(unescapePart);
      return column === "" || !part.includes(":") ? [] : [{ column, value }];
    });
    return filters.length === 0 ? null : filters;
  },
  serialize: (filters) =>
    filters.map(({ column, value }) => `${escapePart(column)}:${escapePart(value)}`).join(","),
  eq: (a, b) => JSON.stringify(a) === JSON.stringify(b),
});

/** What the address says of a table; null is as the table is at first. */
export const tableParams = {
  sort: parseAsSort,
  cols: parseAsArrayOf(parseAsString),
  q: parseAsString,
  f: parseAsFilters,
  row: parseAsString,
};

/** The names in the address, where a page has more than one table: `past-sort`. */
export function tableKeys(prefix: string | undefined): Record<keyof typeof tableParams, string> {
  const key = (name: string) => (prefix ? `${prefix}-${name}` : name);
  return { sort: key("sort"), cols: key("cols"), q: key("q"), f: key("f"), row: key("row") };
}

/** The three letters that have a meaning here. */
function escapePart(part: string): string {
  return part.replace(/[%,:]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}

function unescapePart(part: string): string {
  return part.replace(/%(25|2c|3a)/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

"use client";

import { useQueryStates } from "nuqs";
import {
  parseAsSort,
  type TableFilter,
  type TableSort,
  tableKeys,
  tableParams,
} from "@/lib/url/table";

/** How a table is looked at, as the address says it. */
export type TableView = {
  sort: TableSort | undefined;
  /** The columns chosen, in order; undefined is as the table is at first. */
  columns: readonly string[] | undefined;
  text: string;
  filters: readonly TableFilter[];
  /** The row that is open. */
  row: string | undefined;
  /** Changes what is given; undefined is as at first. */
  change: (changes: ViewChange) => void;
};

/** What can be changed of a view. */
type ViewChange = Partial<Omit<TableView, "change">>;

/** How a table is looked at, kept in the address; `sort` is its order at first, such as `-rate`. */
export function useTableView(options: { sort?: string; prefix?: string } = {}): TableView {
  const { sort, cols, q, f, row, write } = useAddress(options.prefix);
  const first = options.sort === undefined ? null : parseAsSort.parse(options.sort);
  return {
    sort: sort ?? first ?? undefined,
    columns: cols ?? undefined,
    text: q ?? "",
    filters: f ?? [],
    row: row ?? undefined,
    change: (changes) => {
      const isFirst = first && changes.sort && parseAsSort.eq(changes.sort, first);
      write({
        ...("sort" in changes && { sort: isFirst ? null : (changes.sort ?? null) }),
        ...("columns" in changes && { cols: changes.columns ? [...changes.columns] : null }),
        ...("text" in changes && { q: changes.text || null }),
        ...("filters" in changes && { f: changes.filters?.length ? [...changes.filters] : null }),
        ...("row" in changes && { row: changes.row ?? null }),
      });
    },
  };
}

type Written = Parameters<ReturnType<typeof useQueryStates<typeof tableParams>>[1]>[0];

function useAddress(prefix: string | undefined) {
  const [params, set] = useQueryStates(tableParams, { urlKeys: tableKeys(prefix) });
  // The way back leads out of a row that was opened, not through each letter of a filter.
  const write = (changes: Extract<Written, object>) =>
    void set(changes, { history: "row" in changes ? "push" : "replace" });
  return { ...params, write };
}

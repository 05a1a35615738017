"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { Column } from "@/components/ui/table/column";
import type { TableView } from "@/components/ui/table/use-table-view";
import type { MessageRow } from "@/lib/model/message-page";
import { messageColumnsParams } from "@/lib/url/message-columns";
import { cellsOf, PickedValue } from "./picked-value";

/** The columns that are picked from payloads, as the address says them, and how they change. */
export type PathColumns = {
  paths: readonly string[];
  columns: readonly Column<MessageRow>[];
  add: (path: string) => void;
  remove: (path: string) => void;
};

/** More would be a table of its own. */
const mostPaths = 20;
/** So many rows tell whether a column is one of numbers. */
const telling = 20;

/** One column for each `col` of the address. */
export function usePathColumns(
  list: { connectionId: string; stream: string; rows: readonly MessageRow[] | undefined },
  table: TableView,
): PathColumns {
  const { connectionId, stream, rows } = list;
  const [{ col }, set] = useQueryStates(messageColumnsParams, { history: "replace" });
  const key = JSON.stringify([...new Set(col)].slice(0, mostPaths));
  const paths = useMemo(() => JSON.parse(key) as string[], [key]);
  const numbers = paths
    .filter((_, at) => isOfNumbers(rows?.slice(0, telling) ?? [], paths, at))
    .join("\n");
  const columns = useMemo(() => {
    const picks = { connectionId, stream, paths };
    const ofNumbers = new Set(numbers.split("\n"));
    return paths.map(
      (path, at): Column<MessageRow> => ({
        ...{ id: idOf(path), head: path, width: 130, small: "below" },
        align: ofNumbers.has(path) ? "end" : "start",
        cell: (row) => <PickedValue row={row} picks={picks} at={at} />,
        text: (row) => textOf(row, paths, at),
      }),
    );
  }, [connectionId, stream, paths, numbers]);
  const change = (next: readonly string[]) => void set({ col: next.length > 0 ? [...next] : null });
  return {
    ...{ paths, columns },
    add: (path) => {
      change([...paths.filter((one) => one !== path), path]);
      if (table.columns) table.change({ columns: [...table.columns, idOf(path)] });
    },
    remove: (path) => {
      change(paths.filter((one) => one !== path));
      if (table.columns) table.change({ columns: table.columns.filter((id) => id !== idOf(path)) });
    },
  };
}

function idOf(path: string): string {
  return `col:${path}`;
}

function textOf(row: MessageRow, paths: readonly string[], at: number): string {
  const cell = cellsOf(row, paths)[at];
  return cell?.state === "value" ? cell.text : "";
}

function isOfNumbers(rows: readonly MessageRow[], paths: readonly string[], at: number): boolean {
  const values = rows.flatMap((row) => {
    const cell = cellsOf(row, paths)[at];
    return cell?.state === "value" ? [cell.isNumber] : [];
  });
  return values.length > 0 && values.every(Boolean);
}

"use client";

import { lazy, type ReactNode, Suspense } from "react";
import { Problem, type ProblemWords } from "@/components/ui/problem";
import { useAfterPaint } from "@/components/ui/use-after-paint";
import type { Column } from "./column";
import type { FilledTable as FilledTableNow } from "./filled-table";
import type { TableAction } from "./table-foot";
import { TableWaiting } from "./table-waiting";
import type { TableView } from "./use-table-view";

/** Fetches what a table with rows is made of. */
export const loadTable = () => import("./filled-table");

// It weighs a seventh of a page, and there is nothing to show in it before the first answer.
const FilledTable = lazy(async () => ({
  default: (await loadTable()).FilledTable,
})) as unknown as typeof FilledTableNow;

export type DataTableProps<Row> = {
  /** What the page calls it: "Streams". */
  name: string;
  /** One of its rows, in words: "stream". */
  noun: string;
  /** Undefined until they are known. An unchanged row is the same object as before. */
  rows: readonly Row[] | undefined;
  /** The same array from draw to draw, as long as nothing of it changes. */
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  view: TableView;
  openId?: string | undefined;
  onOpen?: (row: Row) => void;
  /** What can be done with several rows; given, rows can be selected. */
  actions?: readonly TableAction<Row>[];
  problem?: ProblemWords | undefined;
  /** Why there is nothing, and what to do about it. */
  emptyFace: ReactNode;
  /** What is shown is old. */
  isDimmed?: boolean;
  /** What the rows lie in: those of another place are sorted at once, also under a pointer. */
  place?: string;
  /** What is said under the rows that pass, where their number alone says too little. */
  foot?: (passing: readonly Row[]) => ReactNode;
  /** Rows as high as what is in them; for short tables. */
  hasManyLines?: boolean;
};

/** A table of any length: sorted, filtered, chosen from and taken away by whoever looks at it. */
export function DataTable<Row extends object>(props: DataTableProps<Row>): ReactNode {
  const { rows, problem, emptyFace } = props;
  useAfterPaint(preload);
  return (
    <div className="flex min-w-0 flex-col">
      {problem && (
        <div className="mb-3">
          <Problem words={problem} />
        </div>
      )}
      {rows === undefined && !problem && <TableWaiting name={props.name} />}
      {rows?.length === 0 && emptyFace}
      {rows && rows.length > 0 && (
        <Suspense fallback={<TableWaiting name={props.name} />}>
          <FilledTable {...props} rows={rows} />
        </Suspense>
      )}
    </div>
  );
}

/** A console that is away for a moment is asked again when there are rows. */
function preload() {
  loadTable().catch(() => undefined);
}

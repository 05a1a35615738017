"use client";

import { type ReactNode, useMemo } from "react";
import { Problem, type ProblemWords } from "@/components/ui/problem";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import { type Column, columnsInOrder, columnsOnNarrow } from "./column";
import { TableBar } from "./table-bar";
import type { TableAction } from "./table-foot";
import { TableRows } from "./table-rows";
import { TableWaiting } from "./table-waiting";
import { useArranged } from "./use-arranged";
import { useHold } from "./use-hold";
import type { TableView } from "./use-table-view";

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
  /** Rows as high as what is in them; for short tables. */
  hasManyLines?: boolean;
};

/** A table of any length: sorted, filtered, chosen from and taken away by whoever looks at it. */
export function DataTable<Row extends object>(props: DataTableProps<Row>): ReactNode {
  const { rows, problem, emptyFace } = props;
  return (
    <div className="flex min-w-0 flex-col">
      {problem && (
        <div className="mb-3">
          <Problem words={problem} />
        </div>
      )}
      {rows === undefined && !problem && <TableWaiting name={props.name} />}
      {rows?.length === 0 && emptyFace}
      {rows && rows.length > 0 && <Filled {...props} rows={rows} />}
    </div>
  );
}

type FilledProps<Row> = DataTableProps<Row> & { rows: readonly Row[] };

function Filled<Row extends object>(props: FilledProps<Row>) {
  const { rows, columns, rowId, view, isDimmed = false } = props;
  const isNarrow = useIsNarrow();
  const { isHeld, hold } = useHold();
  const arranged = useArranged({ rows, columns, rowId, view, isHeld });
  const chosen = view.columns?.join();
  const ordered = useMemo(() => columnsInOrder(columns, chosen?.split(",")), [columns, chosen]);
  const shown = useMemo(() => (isNarrow ? columnsOnNarrow(ordered) : ordered), [isNarrow, ordered]);
  return (
    <>
      <TableBar
        name={props.name}
        allRows={rows}
        rows={arranged.rows}
        columns={columns}
        shown={ordered}
        view={view}
      />
      <div className={isDimmed ? "opacity-75 grayscale" : "contents"}>
        <TableRows {...props} isNarrow={isNarrow} shown={shown} arranged={arranged} hold={hold} />
      </div>
    </>
  );
}

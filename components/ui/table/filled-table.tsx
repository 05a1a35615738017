"use client";

import { useMemo } from "react";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import { columnsInOrder, columnsOnNarrow } from "./column";
import type { DataTableProps } from "./data-table";
import { TableBar } from "./table-bar";
import { TableRows } from "./table-rows";
import { useArranged } from "./use-arranged";
import { useHold } from "./use-hold";

type FilledProps<Row> = DataTableProps<Row> & { rows: readonly Row[] };

/** A table that has rows: what is above them, and what of them is in sight. */
export function FilledTable<Row extends object>(props: FilledProps<Row>) {
  const { rows, columns, rowId, view, place, isDimmed = false } = props;
  const isNarrow = useIsNarrow();
  const { isHeld, hold } = useHold();
  const arranged = useArranged({ rows, columns, rowId, view, place, isHeld });
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

"use client";

import {
  type CSSProperties,
  type KeyboardEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Arranged } from "./arrange";
import type { Column } from "./column";
import type { DataTableProps } from "./data-table";
import { keyRun } from "./row-keys";
import { extendTo, noSelection, toggleRow } from "./selection";
import { TableBody } from "./table-body";
import { NothingPasses, TableFoot } from "./table-foot";
import { TableHead } from "./table-head";
import type { useHold } from "./use-hold";
import { useRowHeight } from "./use-row-height";

type Props<Row> = DataTableProps<Row> & {
  rows: readonly Row[];
  isNarrow: boolean;
  shown: readonly Column<Row>[];
  arranged: Arranged<Row> & { sortNow: () => void };
  hold: ReturnType<typeof useHold>["hold"];
};

/** The column of boxes; a finger needs more room. */
const checkPx = 36;
const checkNarrowPx = 44;

/** The table itself, and the line under it. */
export function TableRows<Row extends object>(props: Props<Row>) {
  const { name, noun, rows, rowId, view, onOpen, actions, isNarrow, shown, arranged, hold } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { probe, rowPx } = useRowHeight();
  const [selection, setSelection] = useState(noSelection);
  const canSelect = actions !== undefined;
  const selected = useMemo(
    () => (selection.ids.size === 0 ? [] : rows.filter((row) => selection.ids.has(rowId(row)))),
    [rows, rowId, selection],
  );
  const shownNow = useRef(arranged.rows);
  useLayoutEffect(() => {
    shownNow.current = arranged.rows;
  });
  // Asked for where something is done: the head is not drawn again because rows have changed.
  const idsShown = () => shownNow.current.map(rowId);
  const select = (id: string, isRange: boolean) =>
    setSelection(isRange ? extendTo(selection, id, idsShown()) : toggleRow(selection, id));
  const extend = (from: Row, to: Row) => {
    const anchor = selection.anchor ?? rowId(from);
    setSelection(extendTo({ ...selection, anchor }, rowId(to), idsShown()));
  };
  const selectAll = () => setSelection({ ids: new Set(idsShown()), anchor: undefined });
  const onKey = (event: KeyboardEvent, row: Row | undefined, next: (by: number) => Row) => {
    const run = keyRun(event, {
      open: row && onOpen && (() => onOpen(row)),
      toggle: row && canSelect && (() => setSelection(toggleRow(selection, rowId(row)))),
      all: canSelect && selectAll,
      clear: selection.ids.size > 0 && (() => setSelection(noSelection)),
      extend: row && canSelect && ((by) => extend(row, next(by))),
    });
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  return (
    <>
      {probe}
      <div
        ref={scroller}
        className="isolate max-h-[max(10rem,calc(100dvh-14rem))] overflow-auto overscroll-contain border-line border-t"
        style={{ "--table-row": `${rowPx}px` } as CSSProperties}
      >
        <table
          aria-label={name}
          aria-rowcount={arranged.rows.length + 1}
          className="block"
          style={tableStyle(shown, canSelect, isNarrow)}
        >
          <TableHead
            columns={shown}
            view={view}
            isNarrow={isNarrow}
            check={
              canSelect
                ? {
                    noun: `${noun}s`,
                    isSome: selected.length > 0,
                    isAll: selected.length > 0 && selected.length >= arranged.rows.length,
                    toggle: () => (selected.length > 0 ? setSelection(noSelection) : selectAll()),
                  }
                : undefined
            }
          />
          <TableBody
            scroller={scroller}
            rows={arranged.rows}
            columns={shown}
            rowId={rowId}
            rowPx={rowPx}
            headPx={isNarrow ? 44 : 32}
            hasManyLines={
              props.hasManyLines === true ||
              (isNarrow && shown.some(({ small }) => small === "below"))
            }
            isNarrow={isNarrow}
            openId={props.openId}
            selected={selection.ids}
            canOpen={onOpen !== undefined}
            canSelect={canSelect}
            events={{ open: (row) => onOpen?.(row), select }}
            onKey={onKey}
            hold={hold}
          />
        </table>
        {arranged.rows.length === 0 && <NothingPasses noun={noun} view={view} />}
      </div>
      <TableFoot
        name={name}
        noun={noun}
        arranged={arranged}
        all={rows.length}
        selected={selected}
        shown={shown}
        actions={actions ?? []}
        words={props.foot?.(arranged.rows)}
        onClear={() => setSelection(noSelection)}
      />
    </>
  );
}

function tableStyle<Row>(
  columns: readonly Column<Row>[],
  canSelect: boolean,
  isNarrow: boolean,
): CSSProperties {
  const inLine = columns.filter((column) => !isNarrow || column.small !== "below");
  const tracks = inLine.map(({ width, align, isRowHeader }) => {
    if (isNarrow && isRowHeader) return "minmax(0,1fr)";
    return isNarrow || align === "end" ? `${width}px` : `minmax(${width}px,${width}fr)`;
  });
  const sum = inLine.reduce((total, { width }) => total + width, canSelect ? checkPx : 0);
  const check = canSelect ? [`${isNarrow ? checkNarrowPx : checkPx}px`] : [];
  return {
    "--columns": [...check, ...tracks].join(" "),
    minWidth: isNarrow ? undefined : sum,
  } as CSSProperties;
}

"use client";

import { type CSSProperties, type MouseEvent, memo, type ReactNode } from "react";
import type { Column } from "./column";

/** What can happen to a row; the same object for the life of a table. */
export type RowEvents<Row> = {
  open: (row: Row) => void;
  select: (id: string, isRange: boolean) => void;
  stand: (id: string) => void;
};

type Props<Row> = {
  row: Row;
  id: string;
  index: number;
  /** How far below the head it stands. */
  startPx: number;
  columns: readonly Column<Row>[];
  isNarrow: boolean;
  isOpen: boolean;
  isSelected: boolean;
  /** Where the Tab key comes to. */
  isStop: boolean;
  /** Rows of more than one line are measured. */
  measure: ((element: HTMLTableRowElement | null) => void) | undefined;
  canOpen: boolean;
  canSelect: boolean;
  events: RowEvents<Row>;
};

const cellLook = "flex min-w-0 items-center px-3 font-normal";
const stuck = "sticky z-1 bg-inherit";

function TableRowOnce<Row>({ row, id, index, startPx, columns, isNarrow, ...rest }: Props<Row>) {
  const { isOpen, isSelected, isStop, measure, canOpen, canSelect, events } = rest;
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-current={isOpen || undefined}
      tabIndex={isStop ? 0 : -1}
      style={{ transform: `translateY(${startPx}px)` }}
      onFocus={() => events.stand(id)}
      onClick={(event) => canOpen && !isForSomethingElse(event) && events.open(row)}
      className={`absolute inset-x-0 top-0 grid grid-cols-(--columns) border-line border-b outline-offset-[-2px] ${measure ? "min-h-(--table-row) py-1" : "h-(--table-row)"} ${lookOf(isOpen, isSelected)} ${canOpen ? "cursor-pointer" : ""}`}
    >
      {canSelect && (
        <td className={`${stuck} left-0`}>
          <label className="grid h-full place-items-center">
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={`Select ${id}`}
              checked={isSelected}
              onChange={() => undefined}
              onClick={(event) => events.select(id, event.shiftKey)}
              className="size-4 accent-accent"
            />
          </label>
        </td>
      )}
      {columns.map((column) => (
        <Cell
          key={column.id}
          column={column}
          row={row}
          style={isNarrow && column.small === "below" ? below : undefined}
          isAfterCheck={canSelect}
        />
      ))}
    </tr>
  );
}

/** One row; drawn anew only when something of it has changed. */
export const TableRow = memo(TableRowOnce) as typeof TableRowOnce;

const below: CSSProperties = { gridColumn: "1 / -1", width: "auto" };

type CellProps<Row> = {
  column: Column<Row>;
  row: Row;
  style: CSSProperties | undefined;
  isAfterCheck: boolean;
};

function Cell<Row>({ column, row, style, isAfterCheck }: CellProps<Row>): ReactNode {
  const { isRowHeader, align, cell, text } = column;
  if (isRowHeader) {
    return (
      <th
        scope="row"
        style={style}
        title={text(row)}
        className={`${cellLook} ${stuck} text-left ${isAfterCheck ? "left-9" : "left-0"}`}
      >
        <span className="min-w-0 max-w-full flex-1 font-medium">{cell(row)}</span>
      </th>
    );
  }
  return (
    <td
      style={style}
      title={text(row)}
      className={`${cellLook} ${align === "end" ? "justify-end text-right tabular-nums" : ""}`}
    >
      <span className="block min-w-0 max-w-full">{cell(row)}</span>
    </td>
  );
}

function lookOf(isOpen: boolean, isSelected: boolean): string {
  if (isOpen) return "bg-select shadow-[inset_2px_0_0_var(--color-accent)]";
  return isSelected ? "bg-select" : "bg-page hover:bg-hover focus-within:bg-hover";
}

/** A link or a button of its own, or text that was marked to be copied. */
function isForSomethingElse({ target, defaultPrevented }: MouseEvent): boolean {
  const isControl = target instanceof Element && target.closest("a, button, input, label, select");
  return defaultPrevented || Boolean(isControl) || getSelection()?.isCollapsed === false;
}

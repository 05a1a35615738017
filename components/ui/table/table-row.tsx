"use client";

import { type MouseEvent, memo, type ReactNode } from "react";
import { type Column, looksTheSame } from "./column";

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

const cellLook = "flex min-w-0 px-3 font-normal";
/** One line stands in the middle of its row; its size is the row's, so what it says moves nothing else. */
const oneLine = "items-center [contain:size_layout]";
/** Of several lines, the first stands where one would. */
const manyLines = "items-start py-[calc((var(--table-row)-1.25rem)/2)]";
const lineBelow = "items-start pb-2";
const stuck = "sticky z-1 bg-inherit";

function TableRowOnce<Row>({ row, id, index, startPx, columns, isNarrow, ...rest }: Props<Row>) {
  const { isOpen, isSelected, isStop, measure, canOpen, canSelect, events } = rest;
  const name = columns.find(({ isRowHeader }) => isRowHeader)?.text(row) ?? id;
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
      className={`absolute inset-x-0 top-0 grid grid-cols-(--columns) border-line border-b outline-offset-[-2px] ${measure ? "min-h-(--table-row)" : "h-(--table-row) [contain:size_layout_style]"} ${lookOf(isOpen, isSelected)} ${canOpen ? "cursor-pointer" : ""}`}
    >
      {canSelect && (
        <td className={`${stuck} left-0`}>
          <label
            className={`grid justify-items-center ${measure ? "h-(--table-row) items-center" : "h-full items-center"}`}
          >
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={`Select ${name}`}
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
          lines={linesOf(column, isNarrow, measure !== undefined)}
          isAfterCheck={canSelect}
        />
      ))}
    </tr>
  );
}

/** One row; drawn anew only when something of it has changed. */
export const TableRow = memo(TableRowOnce) as typeof TableRowOnce;

type Lines = "one" | "many" | "below";

function linesOf<Row>({ small }: Column<Row>, isNarrow: boolean, isMany: boolean): Lines {
  if (isNarrow && small === "below") return "below";
  return isMany ? "many" : "one";
}

const lineLooks: Record<Lines, string> = { one: oneLine, many: manyLines, below: lineBelow };

type CellProps<Row> = { column: Column<Row>; row: Row; lines: Lines; isAfterCheck: boolean };

function CellOnce<Row>({ column, row, lines, isAfterCheck }: CellProps<Row>): ReactNode {
  const { isRowHeader, align, cell, text } = column;
  const look = `${cellLook} ${lineLooks[lines]}`;
  const isBelow = lines === "below";
  const title = text(row) || undefined;
  if (isRowHeader) {
    return (
      <th
        scope="row"
        title={title}
        className={`${look} ${stuck} text-left ${isAfterCheck ? "left-9" : "left-0"}`}
      >
        <span className="min-w-0 max-w-full flex-1 font-medium">{cell(row, isBelow)}</span>
      </th>
    );
  }
  const side = align === "end" && !isBelow ? "justify-end text-right tabular-nums" : "";
  return (
    <td
      // Below the name, and not below the box before it.
      style={isBelow ? { gridColumn: isAfterCheck ? "2 / -1" : "1 / -1" } : undefined}
      title={title}
      className={`${look} ${side}`}
    >
      <span className="block min-w-0 max-w-full">{cell(row, isBelow)}</span>
    </td>
  );
}

/** Of a row that has changed, few cells have. */
const Cell = memo(
  CellOnce,
  <Row,>(before: CellProps<Row>, now: CellProps<Row>) =>
    before.column === now.column &&
    before.lines === now.lines &&
    before.isAfterCheck === now.isAfterCheck &&
    looksTheSame(now.column, before.row, now.row),
) as typeof CellOnce;

function lookOf(isOpen: boolean, isSelected: boolean): string {
  if (isOpen) return "bg-select shadow-[inset_2px_0_0_var(--color-accent)]";
  return isSelected ? "bg-select" : "bg-page hover:bg-hover focus-within:bg-hover";
}

/** A link or a button of its own, or text that was marked to be copied. */
function isForSomethingElse({ target, defaultPrevented }: MouseEvent): boolean {
  const isControl = target instanceof Element && target.closest("a, button, input, label, select");
  return defaultPrevented || Boolean(isControl) || getSelection()?.isCollapsed === false;
}

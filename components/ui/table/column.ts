import type { ReactNode } from "react";

/** What rows are sorted by; undefined comes last, whichever the direction. */
export type SortValue = string | number | bigint | undefined;

/** A column of a table: how its cells look, and what they say to a filter, a sort and a file. */
export type Column<Row> = {
  id: string;
  head: string;
  /** Stands faintly behind the head. */
  unit?: string;
  /** Numbers stand at the end; they are not searched by the text filter. */
  align?: "start" | "end";
  /** In pixels, at least; a column of text takes its share of what is left. */
  width: number;
  /** Names the row: stands first, cannot be hidden. */
  isRowHeader?: boolean;
  /** On a narrow screen it stays, beside the name or on a line of its own below. */
  small?: "beside" | "below";
  isHiddenAtFirst?: boolean;
  /** Buttons or a picture: nothing of it goes into a file. */
  isOnlySeen?: boolean;
  sortBy?: (row: Row) => SortValue;
  cell: (row: Row) => ReactNode;
  /** The exact value: for the filter, for files, and on hover. */
  text: (row: Row) => string;
  /** The value for files, where a number says more than its text. */
  value?: (row: Row) => string | number | bigint | boolean | undefined;
  /** Makes it a column to choose rows by: few values, such as file and memory. */
  filterBy?: (row: Row) => string;
};

/** The columns to be shown, in order; what names the row is always there, and first. */
export function columnsInOrder<Row>(
  columns: readonly Column<Row>[],
  chosen: readonly string[] | undefined,
): Column<Row>[] {
  const heads = columns.filter((column) => column.isRowHeader);
  const others = chosen
    ? chosen.flatMap((id) => columns.find((column) => column.id === id) ?? [])
    : columns.filter((column) => !column.isHiddenAtFirst);
  return [...heads, ...new Set(others.filter((column) => !column.isRowHeader))];
}

/** The columns that a narrow screen has room for. */
export function columnsOnNarrow<Row>(columns: readonly Column<Row>[]): Column<Row>[] {
  const inLine = columns.filter(({ isRowHeader, small }) => isRowHeader || small === "beside");
  return [...inLine, ...columns.filter(({ small }) => small === "below")];
}

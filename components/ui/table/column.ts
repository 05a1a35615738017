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
  /** `isBelow`: it stands on a line of its own, where a narrow screen has no room beside the name. */
  cell: (row: Row, isBelow: boolean) => ReactNode;
  /** The exact value: for the filter, for files, and on hover. */
  text: (row: Row) => string;
  /** The value for files, where a number says more than its text. */
  value?: (row: Row) => string | number | bigint | boolean | undefined;
  /** Makes it a column to choose rows by: few values, such as file and memory. */
  filterBy?: (row: Row) => string;
  /** All of a row that cell and text are made of: while none of it changes, the cell is left as it is. */
  reads?: readonly (keyof Row)[];
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

/** True where a column has the same to show of both rows. */
export function looksTheSame<Row>({ reads }: Column<Row>, one: Row, other: Row): boolean {
  return one === other || (reads?.every((key) => isAlike(one[key], other[key])) ?? false);
}

/** Lists and plain objects of the same values are alike; what is in them is compared as it is. */
function isAlike(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && Object.is(one[key], other[key]))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

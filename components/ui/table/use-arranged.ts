"use client";

import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { type Arranged, type Arrangement, createArranger } from "./arrange";
import type { Column } from "./column";
import { createFilter } from "./filter-rows";
import type { TableView } from "./use-table-view";

type Asked<Row> = {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  view: TableView;
  place: string | undefined;
  isHeld: boolean;
};

/** A little more than the pause between two sorts. */
const lateMs = 1_100;

/** A table's rows as its view wants them; held rows stay where they are until `sortNow`. */
export function useArranged<Row extends object>({
  rows,
  columns,
  rowId,
  view,
  place,
  isHeld,
}: Asked<Row>): Arranged<Row> & { sortNow: () => void } {
  const [arrange] = useState(() => createArranger(rowId));
  const [asked, setAsked] = useState(0);
  const { sort, filters } = view;
  const text = useDeferredValue(view.text);
  // The address gives a new object each time that it is read.
  const said = JSON.stringify([sort, filters, text, place, asked, columns.map(({ id }) => id)]);
  const [question, setQuestion] = useState(() => ({ said, is: toQuestion(columns, view, text) }));
  let current = question;
  if (question.said !== said) {
    current = { said, is: toQuestion(columns, view, text) };
    setQuestion(current);
  }
  const [beat, setBeat] = useState(0);
  const arranged = useMemo(
    () => arrange(rows, current.is, isHeld, beat),
    [arrange, rows, current.is, isHeld, beat],
  );
  useEffect(() => {
    if (!arranged.isLate) return;
    const timer = setTimeout(() => setBeat((last) => last + 1), lateMs);
    return () => clearTimeout(timer);
  }, [arranged.isLate]);
  return { ...arranged, sortNow: () => setAsked(asked + 1) };
}

function toQuestion<Row extends object>(
  columns: readonly Column<Row>[],
  { sort, filters }: TableView,
  text: string,
): Arrangement<Row> {
  const sortBy = columns.find(({ id }) => id === sort?.column)?.sortBy;
  return {
    passes: createFilter(columns, text, filters),
    ...(sortBy && { sortBy }),
    isDescending: sort?.isDescending === true,
  };
}

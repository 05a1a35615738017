"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

type Options<Row> = {
  scroller: RefObject<HTMLElement | null>;
  rows: readonly Row[];
  rowId: (row: Row) => string;
  rowPx: number;
  isOn: boolean;
};

/** Keeps in sight what is in sight when rows come or go above it; at the top, new ones are wanted in sight. */
export function usePlaceKept<Row>({ scroller, rows, rowId, rowPx, isOn }: Options<Row>): void {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const [old, box] = [before.current, scroller.current];
    before.current = rows;
    if (!isOn || !box || old === rows || box.scrollTop < rowPx) return;
    const first = Math.floor(box.scrollTop / rowPx);
    const last = first + Math.ceil(box.clientHeight / rowPx);
    for (let place = first; place < last; place++) if (rows[place] === old[place]) return;
    const places = new Map(old.slice(first, last).map((row, index) => [rowId(row), first + index]));
    // The first that did not itself change: another one may have left of its own.
    const now = rows.findIndex((row) => {
      const place = places.get(rowId(row));
      return place !== undefined && old[place] === row;
    });
    const was = now < 0 ? undefined : places.get(rowId(rows[now] as Row));
    if (was !== undefined && was !== now) box.scrollTop += (now - was) * rowPx;
  }, [scroller, rows, rowId, rowPx, isOn]);
}

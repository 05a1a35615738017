"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

type Options<Row> = {
  scroller: RefObject<HTMLElement | null>;
  rows: readonly Row[];
  rowId: (row: Row) => string;
  rowPx: number;
  /** What the last scroll said: to ask the box would have the browser lay the page out at once. */
  seen: () => { topPx: number; heightPx: number };
  isOn: boolean;
};

/** Keeps in sight what is in sight when rows come or go above it; at the top, new ones are wanted in sight. */
export function usePlaceKept<Row>(options: Options<Row>): void {
  const { scroller, rows, rowId, rowPx, seen, isOn } = options;
  const before = useRef(rows);
  useLayoutEffect(() => {
    const [old, box] = [before.current, scroller.current];
    before.current = rows;
    if (!isOn || !box || old === rows) return;
    const { topPx, heightPx } = seen();
    if (topPx < rowPx) return;
    const first = Math.floor(topPx / rowPx);
    const last = first + Math.ceil(heightPx / rowPx);
    for (let place = first; place < last; place++) if (rows[place] === old[place]) return;
    const places = new Map(old.slice(first, last).map((row, index) => [rowId(row), first + index]));
    // The first that did not itself change: another one may have left of its own.
    const now = rows.findIndex((row) => {
      const place = places.get(rowId(row));
      return place !== undefined && old[place] === row;
    });
    const was = now < 0 ? undefined : places.get(rowId(rows[now] as Row));
    if (was !== undefined && was !== now) box.scrollTop += (now - was) * rowPx;
  }, [scroller, rows, rowId, rowPx, seen, isOn]);
}

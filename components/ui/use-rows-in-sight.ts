"use client";

import { type RefObject, useEffect, useState } from "react";

/** Rows above and below that are drawn before they come into sight. */
const margin = 12;

type RowsInSight = {
  first: number;
  /** The first that is not drawn. */
  end: number;
};

/** Which of any number of rows of one height have to be drawn in a box that scrolls. */
export function useRowsInSight(
  box: RefObject<HTMLElement | null>,
  count: number,
  rowPx: number,
): RowsInSight {
  const [range, setRange] = useState({ first: 0, end: 80 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const top = Math.floor(element.scrollTop / rowPx / margin) * margin;
      const rows = Math.ceil(element.clientHeight / rowPx / margin) * margin;
      const next = { first: Math.max(0, top - margin), end: top + rows + 2 * margin };
      setRange((now) => (now.first === next.first && now.end === next.end ? now : next));
    };
    const size = new ResizeObserver(look);
    size.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box, rowPx]);
  return { first: Math.min(range.first, count), end: Math.min(range.end, count) };
}

/** Brings a row into sight. */
export function showRow(box: HTMLElement | null, row: number, rowPx: number): void {
  if (!box) return;
  const [top, bottom] = [row * rowPx, (row + 1) * rowPx];
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
}

"use client";

import { type RefObject, useEffect, useState } from "react";

/** How many rows a box has room for, with those that are cut at its end. */
export function useBoxRows(box: RefObject<HTMLElement | null>, rowPx: number): number {
  const [rows, setRows] = useState(40);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setRows(Math.ceil(element.clientHeight / rowPx) + 1);
    const size = new ResizeObserver(look);
    size.observe(element);
    return () => size.disconnect();
  }, [box, rowPx]);
  return rows;
}

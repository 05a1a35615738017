"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import type { MessageRow } from "@/lib/model/message-page";

/** Scrolls a box, and has those who follow its place hear of it before the next frame: rows may come before that. */
export function scrollNow(box: HTMLElement, top: number): void {
  box.scrollTo({ top, behavior: "instant" });
  box.dispatchEvent(new Event("scroll"));
}

/**
 * Rows that come above leave those in sight where they are, also at the very top, where a table by itself would show
 * the new ones: while somebody points there, or has jumped to what is shown.
 */
export function useSteadyPlace(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly MessageRow[],
  { rowPx, isHeld }: { rowPx: number; isHeld: boolean },
): void {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const [old, box] = [before.current, scroller.current];
    before.current = rows;
    const first = old[0];
    // Further down, the table does it.
    if (!box || !isHeld || !first || old === rows || box.scrollTop >= rowPx) return;
    const place = rows.findIndex(({ sequence }) => sequence === first.sequence);
    if (place > 0) scrollNow(box, box.scrollTop + place * rowPx);
  }, [scroller, rows, rowPx, isHeld]);
}

"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import type { MessageRow } from "@/lib/model/message-page";

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
    if (place > 0) box.scrollTop += place * rowPx;
  }, [scroller, rows, rowPx, isHeld]);
}

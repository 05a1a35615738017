"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import type { MessageRow } from "@/lib/model/message-page";
import { scrollNow } from "./use-steady-place";
import type { MessagesView } from "./use-view";

/** Begins where somebody has jumped to: from a time on, what is newer stands above it. */
export function useFirstPlace(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly MessageRow[],
  { view, rowPx }: { view: MessagesView; rowPx: number },
): void {
  const doneFor = useRef<number>(undefined);
  useLayoutEffect(() => {
    const { start, isOldestFirst } = view;
    // The height of a row is known only once the first is drawn.
    if (doneFor.current === rowPx || !scroller.current) return;
    doneFor.current = rowPx;
    if (start.from !== "time" || isOldestFirst) return;
    const place = rows.findLastIndex(({ timeNs }) => timeNs >= start.timeNs);
    if (place > 0) scrollNow(scroller.current, place * rowPx);
  }, [scroller, rows, view, rowPx]);
}

"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import type { MessageRow } from "@/lib/model/message-page";
import type { MessagesView } from "./use-view";

/** Begins where somebody has jumped to: from a time on, what is newer stands above it. */
export function useFirstPlace(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly MessageRow[],
  { view, rowPx }: { view: MessagesView; rowPx: number },
): void {
  const isDone = useRef(false);
  useLayoutEffect(() => {
    const { start, isOldestFirst } = view;
    if (isDone.current || !scroller.current) return;
    isDone.current = true;
    if (start.from !== "time" || isOldestFirst) return;
    const place = rows.findLastIndex(({ timeNs }) => timeNs >= start.timeNs);
    if (place > 0) scroller.current.scrollTo({ top: place * rowPx });
  }, [scroller, rows, view, rowPx]);
}

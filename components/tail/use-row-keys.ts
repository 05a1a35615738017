"use client";

import type { KeyboardEvent, RefObject } from "react";
import { useShortcut } from "@/components/shell/shortcuts";

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
/** The head that lies over the first row. */
const headPx = 32;

/** Moves through the rows by keys: arrows in the list, j and k anywhere. */
export function useRowKeys(box: RefObject<HTMLElement | null>, rowPx: number, total: number) {
  useShortcut("j", "Next message", () => walk(box.current, 1, rowPx, total), "This page");
  useShortcut("k", "Previous message", () => walk(box.current, -1, rowPx, total), "This page");
}

/** What a key does in the list. */
export function hearRowKey(event: KeyboardEvent<HTMLElement>, rowPx: number, total: number): void {
  const by = steps[event.key];
  if (by === undefined || event.defaultPrevented) return;
  event.preventDefault();
  walk(event.currentTarget, by, rowPx, total);
}

function walk(box: HTMLElement | null, by: number, rowPx: number, total: number): void {
  if (!box) return;
  const at = indexOf(document.activeElement, box);
  const to = at === undefined ? 0 : Math.max(0, Math.min(total - 1, at + by));
  const [top, bottom] = [to * rowPx, (to + 1) * rowPx + headPx];
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  box.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus({ preventScroll: true });
}

function indexOf(element: Element | null, box: HTMLElement): number | undefined {
  const row = element?.closest<HTMLElement>("[data-index]");
  return row && box.contains(row) ? Number(row.dataset.index) : undefined;
}

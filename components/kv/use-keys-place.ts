"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import type { KeysRow } from "@/lib/model/kv-keys";
import { rowIdOf } from "./keys-selection";

type Shown = { rows: readonly KeysRow[]; from: number };
type Options = { rowPx: number; headPx: number; isHeld: boolean; look: () => void };

/** Keeps in sight what is in sight when rows come or go above it; at the top, new ones are wanted in sight. */
export function useKeysPlace(
  box: RefObject<HTMLElement | null>,
  shown: Shown | undefined,
  { rowPx, headPx, isHeld, look }: Options,
): void {
  const before = useRef(shown);
  useLayoutEffect(() => {
    const [old, element] = [before.current, box.current];
    before.current = shown;
    if (!(old && shown && element) || old.rows === shown.rows) return;
    if (element.scrollTop < rowPx && !isHeld) return;
    const by = shiftOf(old, shown, placesInSight(element, headPx));
    if (by === 0) return;
    element.scrollTop += by * rowPx;
    look();
  }, [box, shown, rowPx, headPx, isHeld, look]);
}

/** The rows that are seen now, as they are drawn. */
function placesInSight(element: HTMLElement, headPx: number): { first: number; last: number } {
  const top = element.getBoundingClientRect().top + headPx;
  const bottom = top + element.clientHeight - headPx;
  const places = [...element.querySelectorAll<HTMLElement>("tr[data-index]")].flatMap((row) => {
    const at = row.getBoundingClientRect();
    return at.bottom > top && at.top < bottom ? [Number(row.dataset.index)] : [];
  });
  return { first: Math.min(...places), last: Math.max(...places) };
}

/** By how many rows most of what was seen has moved; one that moves of its own takes nothing along. */
function shiftOf(
  old: Shown,
  shown: Shown,
  { first, last }: { first: number; last: number },
): number {
  const now = new Map(shown.rows.map((row, index) => [rowIdOf(row), shown.from + index]));
  const votes = new Map<number, number>();
  for (const [index, row] of old.rows.entries()) {
    const was = old.from + index;
    const is = now.get(rowIdOf(row));
    if (is === undefined || was < first || was > last) continue;
    votes.set(is - was, (votes.get(is - was) ?? 0) + 1);
  }
  const [most] = [...votes].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? 0;
}

"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** Keeps the row that was clicked, or that is chosen, where it is in the window when a list becomes narrower or wider. */
export function useHoldPlace(list: RefObject<HTMLElement | null>, isNarrowed: boolean): void {
  const held = useRef<{ row: Element; top: number }>(undefined);
  useEffect(() => {
    const note = ({ target }: Event) => {
      const row = rowOf(target, list.current) ?? chosenIn(list.current);
      held.current = row && { row, top: row.getBoundingClientRect().top };
    };
    const kinds = ["click", "keydown", "popstate"];
    for (const kind of kinds) addEventListener(kind, note, { capture: true });
    return () => {
      for (const kind of kinds) removeEventListener(kind, note, { capture: true });
    };
  }, [list]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the width is what moves it.
  useLayoutEffect(() => {
    const { row, top } = held.current ?? {};
    if (top === undefined || !row?.isConnected || !isInSight(top)) return;
    scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" });
  }, [isNarrowed]);
}

function rowOf(target: EventTarget | null, list: HTMLElement | null): Element | undefined {
  if (!(target instanceof Element) || !list?.contains(target)) return undefined;
  return target.closest("tr, li") ?? target;
}

function chosenIn(list: HTMLElement | null): Element | undefined {
  return list?.querySelector("[aria-selected=true], [aria-current=true]") ?? undefined;
}

function isInSight(top: number): boolean {
  return top >= 0 && top <= innerHeight;
}

"use client";

import { useSyncExternalStore } from "react";
import type { ConsumersState } from "@/lib/queries/consumers";

const secondMs = 1_000;
/** Beats that may be missed before figures count as old. */
const beats = 3;

/** How old the figures are in whole seconds, where they should be newer; undefined while all is well. */
export function useStaleMs(state: ConsumersState | undefined): number | undefined {
  return useSyncExternalStore(
    eachSecond,
    () => state && staleMsAt(state, performance.now()),
    () => undefined,
  );
}

/** The same at a moment of the tab's clock; each span is one clock's own (R09). */
export function staleMsAt(
  { asOfMs, answeredMs, beatMs, receivedAt }: Omit<ConsumersState, "rows" | "sparks">,
  now: number,
): number | undefined {
  if (asOfMs === undefined || answeredMs === undefined || beatMs === undefined) return undefined;
  const ageMs = Math.max(0, answeredMs - asOfMs) + Math.max(0, now - receivedAt);
  return ageMs > beats * beatMs ? Math.floor(ageMs / secondMs) * secondMs : undefined;
}

function eachSecond(changed: () => void): () => void {
  const timer = setInterval(changed, secondMs / 2);
  return () => clearInterval(timer);
}

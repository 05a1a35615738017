"use client";

import { useSyncExternalStore } from "react";

const secondMs = 1_000;

/** The tab's clock, in whole seconds, as it goes on. */
export function useSecondMs(): number {
  return useSyncExternalStore(subscribe, now, () => 0);
}

function subscribe(changed: () => void): () => void {
  // Twice a second: with one tick a second now and then one would be left out.
  const timer = setInterval(changed, secondMs / 2);
  return () => clearInterval(timer);
}

const now = () => Math.floor(Date.now() / secondMs) * secondMs;

"use client";

import { useSyncExternalStore } from "react";

const secondMs = 1_000;

/** The tab's time since it began, by a clock that nobody sets, in whole seconds as they go by. */
export function useSecond(): number {
  return useSyncExternalStore(subscribe, sinceBegin, never);
}

/** The time of day by the tab's clock, in whole seconds as they go by. */
export function useClockSecond(): number {
  return useSyncExternalStore(subscribe, clock, never);
}

function subscribe(changed: () => void): () => void {
  // Twice a second: with one tick a second now and then one would be left out.
  const timer = setInterval(changed, secondMs / 2);
  return () => clearInterval(timer);
}

const sinceBegin = () => whole(performance.now());
const clock = () => whole(Date.now());
const never = () => 0;
const whole = (ms: number) => Math.floor(ms / secondMs) * secondMs;

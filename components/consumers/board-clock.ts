"use client";

import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import type { ConsumersState } from "@/lib/queries/consumers";

/** What the console's clock says now, for cells that tell an age: they are drawn again when their words change. */
export type BoardClock = {
  nowMs: () => number | undefined;
  subscribe: (changed: () => void) => () => void;
};

const secondMs = 1_000;

/** The console's clock as its last answer told it; since then by the tab's own, which nobody sets (R09). */
export function useBoardClock(state: ConsumersState | undefined): BoardClock {
  const [told] = useState<{ answeredMs?: number; receivedAt?: number }>({});
  const [clock] = useState<BoardClock>(() => createClock(told));
  useEffect(() => {
    if (state?.answeredMs === undefined) return;
    Object.assign(told, { answeredMs: state.answeredMs, receivedAt: state.receivedAt });
  }, [told, state?.answeredMs, state?.receivedAt]);
  return clock;
}

/** Gives the cells inside the clock. */
export const ClockContext = createContext<BoardClock | undefined>(undefined);

/** Words that follow the clock; undefined while it is not known. */
export function useClockWords(words: (nowMs: number) => string): string | undefined {
  const clock = use(ClockContext);
  return useSyncExternalStore(
    clock?.subscribe ?? never,
    () => {
      const nowMs = clock?.nowMs();
      return nowMs === undefined ? undefined : words(nowMs);
    },
    () => undefined,
  );
}

function createClock(told: { answeredMs?: number; receivedAt?: number }): BoardClock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    nowMs: () => {
      const { answeredMs, receivedAt } = told;
      if (answeredMs === undefined || receivedAt === undefined) return undefined;
      return answeredMs + performance.now() - receivedAt;
    },
    // One timer for all cells.
    subscribe: (changed) => {
      listeners.add(changed);
      timer ??= setInterval(() => {
        for (const listener of listeners) listener();
      }, secondMs);
      return () => {
        listeners.delete(changed);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

const never = () => () => undefined;

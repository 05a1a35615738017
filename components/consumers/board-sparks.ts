"use client";

import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import { consumerKey, type LagSpark } from "@/lib/model/consumers";
import type { ConsumersState } from "@/lib/queries/consumers";

/** The lines of the last hour, for cells that are drawn again when their line is another one. */
export type BoardSparks = {
  get: (key: string) => LagSpark | undefined;
  subscribe: (changed: () => void) => () => void;
};

/** The lines as the last answer told them: a query's observer for each cell cost more than the cells. */
export function useBoardSparks(sparks: ConsumersState["sparks"] | undefined): BoardSparks {
  const [book] = useState(createBook);
  useEffect(() => {
    if (sparks) book.put(sparks);
  }, [book, sparks]);
  return book;
}

/** Gives the cells inside their lines. */
export const SparksContext = createContext<BoardSparks | undefined>(undefined);

/** The line of one consumer; undefined where it had no lag for an hour. */
export function useSpark(stream: string, name: string): LagSpark | undefined {
  const book = use(SparksContext);
  const key = consumerKey({ stream, name });
  return useSyncExternalStore(
    book?.subscribe ?? never,
    () => book?.get(key),
    () => undefined,
  );
}

function createBook(): BoardSparks & { put: (next: ConsumersState["sparks"]) => void } {
  const listeners = new Set<() => void>();
  let sparks: ConsumersState["sparks"] = new Map();
  return {
    get: (key) => sparks.get(key),
    put: (next) => {
      if (next === sparks) return;
      sparks = next;
      for (const listener of listeners) listener();
    },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

const never = () => () => undefined;

"use client";

import { useLayoutEffect, useRef, useState } from "react";
import type { KeysRowEvents } from "./keys-row";

/** The same object for the life of a grid, so that no row is drawn anew because of what a click would do. */
export function useSteadyKeysEvents(events: KeysRowEvents): KeysRowEvents {
  const newest = useRef(events);
  useLayoutEffect(() => {
    newest.current = events;
  });
  const [steady] = useState<KeysRowEvents>(() => ({
    open: (row) => newest.current.open(row),
    choose: (row, index, isRange) => newest.current.choose(row, index, isRange),
    stand: (row, index) => newest.current.stand(row, index),
  }));
  return steady;
}

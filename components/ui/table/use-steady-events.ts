"use client";

import { useLayoutEffect, useRef, useState } from "react";
import type { RowEvents } from "./table-row";

/** The same object for the life of a table, so that no row is drawn anew because of what a click would do. */
export function useSteadyEvents<Row>(
  events: Omit<RowEvents<Row>, "stand">,
  stand: (id: string) => void,
): RowEvents<Row> {
  const newest = useRef(events);
  useLayoutEffect(() => {
    newest.current = events;
  });
  const [steady] = useState<RowEvents<Row>>(() => ({
    open: (row) => newest.current.open(row),
    select: (id, isRange) => newest.current.select(id, isRange),
    stand,
  }));
  return steady;
}

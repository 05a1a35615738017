"use client";

import { useState } from "react";
import type { KeysFrame, KeysRow } from "@/lib/model/kv-keys";
import { rowIdOf } from "./keys-selection";

/** Where the keyboard is. */
export type Standing = { row: KeysRow | undefined; index: number | undefined };

/** The row that the keyboard stands on, wherever it has moved to; it stays drawn when it is scrolled out of sight. */
export function useStanding(
  frame: KeysFrame,
): Standing & { stand: (row: KeysRow, index: number) => void } {
  const [at, setAt] = useState<{ id: string; row: KeysRow; index: number }>();
  const [heard, setHeard] = useState(frame);
  if (heard !== frame) {
    setHeard(frame);
    const place = at ? frame.rows.findIndex((row) => rowIdOf(row) === at.id) : -1;
    const row = frame.rows[place];
    const index = frame.from + place;
    if (at && row && (row !== at.row || index !== at.index)) setAt({ id: at.id, row, index });
    // It has gone: whoever stands on it stands on what has taken its place.
    else if (at && !row && isWithin(frame, at.index)) setAt(undefined);
  }
  return {
    row: at?.row,
    index: at && Math.min(at.index, Math.max(0, frame.rowCount - 1)),
    stand: (row, index) => setAt({ id: rowIdOf(row), row, index }),
  };
}

/** Whether a row is among those that a frame tells. */
export function isWithin({ rows, from }: KeysFrame, index: number): boolean {
  return index >= from && index < from + rows.length;
}

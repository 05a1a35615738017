"use client";

import { useState } from "react";
import type { TailFrame } from "@/lib/model/tail";

/** The rows that are on the screen: those of the newest frame that was asked by what is looked at now. */
export function useHeldRows(frame: TailFrame | undefined, isHeld: boolean) {
  const [anchorNo, setAnchorNo] = useState<number>();
  const [shown, setShown] = useState(frame);
  if (!isHeld && anchorNo !== undefined) setAnchorNo(undefined);
  // What stands there stays there, from the very row that is on top now.
  if (isHeld && anchorNo === undefined && shown?.newestNo !== undefined) {
    setAnchorNo(shown.newestNo);
  }
  const isAnswer = frame?.view.anchorNo === anchorNo;
  // A frame that was on its way when the pointer came would push the rows away from under it.
  if (shown !== frame && (frame === undefined || isAnswer)) setShown(frame);
  return { anchorNo, shown };
}

"use client";

import { type FocusEvent, type PointerEvent, useEffect, useState } from "react";

/** How long rows keep their places after the pointer has left. */
const leaveMs = 2_000;

/**
 * Whether somebody points at the rows, or stands in them with the keyboard: then no row may move away from
 * under them. A finger holds them while it touches, and a while after.
 */
export function useHold() {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const isInside = isPointed || isFocused;
  const [isHeld, setHeld] = useState(false);
  if (isInside && !isHeld) setHeld(true);
  useEffect(() => {
    if (isInside) return;
    const timer = setTimeout(() => setHeld(false), leaveMs);
    return () => clearTimeout(timer);
  }, [isInside]);
  const leave = () => setPointed(false);
  return {
    isHeld,
    hold: {
      onPointerEnter: () => setPointed(true),
      // A row that comes under a resting pointer fires no enter of its own.
      onPointerMove: (_: PointerEvent) => setPointed(true),
      onPointerLeave: leave,
      onPointerCancel: leave,
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent<HTMLElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      },
    },
  };
}

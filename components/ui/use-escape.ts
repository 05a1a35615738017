"use client";

import { useEffect, useEffectEvent } from "react";

/** Calls back on Escape, unless a dialog or a menu takes it, or there is nothing to leave. */
export function useEscape(onEscape: () => void, isOn = true): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (document.querySelector("dialog[open], [popover]:popover-open")) return;
    // Else the same key press would close the dialog that it has opened.
    event.preventDefault();
    onEscape();
  });
  useEffect(() => {
    if (!isOn) return;
    const listener = (event: KeyboardEvent) => hear(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, [isOn]);
}

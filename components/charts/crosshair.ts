"use client";

import { useCallback, useSyncExternalStore } from "react";

type Crosshair = { atMs: number | undefined; listeners: Set<() => void> };

const groups = new Map<string, Crosshair>();

/** The moment that all charts of a group point at, without drawing their lines again. */
export function useCrosshair(group: string): number | undefined {
  const subscribe = useCallback(
    (listener: () => void) => {
      const { listeners } = open(group);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) groups.delete(group);
      };
    },
    [group],
  );
  return useSyncExternalStore(
    subscribe,
    () => groups.get(group)?.atMs,
    () => undefined,
  );
}

/** Points all charts of a group at a moment, or at none. */
export function pointAt(group: string, atMs: number | undefined) {
  const crosshair = open(group);
  if (crosshair.atMs === atMs) return;
  crosshair.atMs = atMs;
  for (const listener of crosshair.listeners) listener();
}

function open(group: string): Crosshair {
  const known = groups.get(group);
  if (known) return known;
  const crosshair: Crosshair = { atMs: undefined, listeners: new Set() };
  groups.set(group, crosshair);
  return crosshair;
}

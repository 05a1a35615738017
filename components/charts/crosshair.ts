"use client";

import { useCallback, useSyncExternalStore } from "react";

type Crosshair = { atMs: number | undefined; listeners: Set<() => void> };

const groups = new Map<string, Crosshair>();

/** The moment that all charts of a group point at, without drawing their lines again. */
export function useCrosshair(group: string): number | undefined {
  return useShared(group, momentOf, () => undefined);
}

/** Whether somebody points at a chart of a group; not told anew at each step of the crosshair. */
export function useIsPointedAt(group: string): boolean {
  return useShared(group, isPointedAt, () => false);
}

/** Points all charts of a group at a moment, or at none. */
export function pointAt(group: string, atMs: number | undefined) {
  const crosshair = open(group);
  if (crosshair.atMs === atMs) return;
  crosshair.atMs = atMs;
  for (const listener of crosshair.listeners) listener();
}

function useShared<T>(group: string, read: (group: string) => T, readOnServer: () => T): T {
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
  return useSyncExternalStore(subscribe, () => read(group), readOnServer);
}

function momentOf(group: string): number | undefined {
  return groups.get(group)?.atMs;
}

function isPointedAt(group: string): boolean {
  return momentOf(group) !== undefined;
}

function open(group: string): Crosshair {
  const known = groups.get(group);
  if (known) return known;
  const crosshair: Crosshair = { atMs: undefined, listeners: new Set() };
  groups.set(group, crosshair);
  return crosshair;
}

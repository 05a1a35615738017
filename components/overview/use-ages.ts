"use client";

import { useSecond } from "@/components/shell/use-second";
import type { SnapshotState } from "@/lib/queries/snapshot";

/** How old things are, told anew each second, by clocks that nobody sets (R09). */
export type Ages = {
  ageMs: (asOfMs: number) => number;
  /** The same, where it is more than it should be. */
  staleMs: (asOfMs: number | undefined) => number | undefined;
  /** The console's clock when the newest figures came. */
  answeredMs: number;
};

/** Beats that may be missed before a figure counts as old. */
const beats = 3;

/** The ages of what a snapshot holds. */
export function useAges(state: SnapshotState | undefined): Ages {
  const now = useSecond();
  const { snapshot, receivedAt = now } = state ?? {};
  const answeredMs = snapshot?.answeredMs ?? 0;
  const sinceMs = Math.max(0, now - receivedAt);
  const ageMs = (asOfMs: number) => Math.max(0, answeredMs - asOfMs) + sinceMs;
  return {
    ageMs,
    staleMs: (asOfMs) => {
      if (!snapshot || asOfMs === undefined) return undefined;
      const age = ageMs(asOfMs);
      return age > beats * snapshot.beatMs ? age : undefined;
    },
    answeredMs,
  };
}

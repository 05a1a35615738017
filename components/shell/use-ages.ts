"use client";

import type { SnapshotState } from "@/lib/queries/snapshot";
import { useSecond } from "./use-second";

/** How old things are, told anew at each beat, and each second without one, by clocks that nobody sets (R09). */
export type Ages = {
  ageMs: (asOfMs: number) => number;
  /** The same, where it is more than it should be. */
  staleMs: (asOfMs: number | undefined) => number | undefined;
  /** The console's clock when the newest figures came. */
  answeredMs: number;
};

/** Beats that may be missed before a figure counts as old. */
const beats = 3;

/** An answer that is this late is late. */
const keptBeats = 1.5;

/** The ages of what a snapshot holds. */
export function useAges(state: SnapshotState | undefined): Ages {
  const now = useSecond();
  const { snapshot, receivedAt = now } = state ?? {};
  const answeredMs = snapshot?.answeredMs ?? 0;
  const beatMs = snapshot?.beatMs ?? 0;
  const waitedMs = Math.max(0, now - receivedAt);
  // While the beat is kept, the next answer tells the time: nothing is drawn anew for a second alone.
  const sinceMs = waitedMs > keptBeats * beatMs ? waitedMs : 0;
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

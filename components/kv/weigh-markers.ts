import type { FoundMarkers } from "@/lib/model/kv-compact";

/** How many markers go, and how many are young enough to stay. */
export type WeighedMarkers = { old: number; young: number };

/** By the server's clock, as the markers themselves. */
export function weighMarkers(
  { timesMs, nowMs }: FoundMarkers,
  keepYoungerMs: number,
): WeighedMarkers {
  let [from, to] = [0, timesMs.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (nowMs - (timesMs[middle] ?? 0) < keepYoungerMs) to = middle;
    else from = middle + 1;
  }
  return { old: from, young: timesMs.length - from };
}

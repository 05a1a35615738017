import type { Snapshot } from "@/lib/model/snapshot";

/** A snapshot, and when it came by the tab's clock. */
export type Received = { snapshot: Snapshot; receivedAt: number };

/** Beats that may be missed before figures count as old. */
const beats = 3;

/** How old the newest of it is, by no clock but each side's own. */
export function ageOfSnapshot({ snapshot, receivedAt }: Received, nowMs: number): number {
  const { servers, account, jetstream, clients, streams, answeredMs } = snapshot;
  const readMs = [servers, account, jetstream, clients, streams].map((part) => part.asOfMs ?? 0);
  const newestMs = Math.max(...readMs);
  // Nothing was ever read: then there is nothing that could be old.
  if (newestMs === 0) return 0;
  return Math.max(0, answeredMs - newestMs) + Math.max(0, nowMs - receivedAt);
}

/** Whether that is older than it should be. */
export function isStale(received: Received, nowMs: number): boolean {
  return ageOfSnapshot(received, nowMs) > beats * received.snapshot.beatMs;
}

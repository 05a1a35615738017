import type { Snapshot } from "@/lib/model/snapshot";

/** A snapshot, and when it came, by a clock of the tab that nobody sets. */
export type Received = { snapshot: Snapshot | undefined; receivedAt: number };

/** Beats that may be missed before figures count as old. */
const beats = 3;
const secondMs = 1_000;

/** How old the newest figures are, in whole seconds, where that is older than they should be. */
export function staleMsOf({ snapshot, receivedAt }: Received, now: number): number | undefined {
  if (!snapshot) return undefined;
  const { servers, account, jetstream, clients, streams, answeredMs, beatMs } = snapshot;
  const readMs = [servers, account, jetstream, clients, streams].map((part) => part.asOfMs ?? 0);
  const newestMs = Math.max(...readMs);
  // Nothing was ever read: then there is nothing that could be old.
  if (newestMs === 0) return undefined;
  // Each span is one clock's own (R09).
  const ageMs = Math.max(0, answeredMs - newestMs) + Math.max(0, now - receivedAt);
  return ageMs > beats * beatMs ? Math.floor(ageMs / secondMs) * secondMs : undefined;
}

import type { Reading } from "@/lib/errors/app-error";
import { applySnapshot } from "@/lib/live/apply-snapshot";
import { keepEqual } from "@/lib/live/keep-equal";
import { findTroubles } from "@/lib/live/troubles";
import type { SnapshotDelta } from "@/lib/model/snapshot";
import { overviewAddress } from "@/lib/url/console-address";
import { askWorker } from "@/lib/worker/client";
import { parseSnapshot } from "@/lib/worker/snapshot-parse";
import { type HeadAnswer, isAskedByHead, takeFromHead } from "./head-answer";
import type { SnapshotState } from "./snapshot";

/** What is known of a connection after one more question. */
export async function readSnapshot(
  connectionId: string,
  old: SnapshotState,
): Promise<SnapshotState> {
  const since = old.snapshot?.revision;
  const early = since === undefined ? await fromHead(connectionId) : undefined;
  const reading: Reading<SnapshotDelta> = early
    ? { ok: true, value: early.value }
    : await askWorker((worker) => worker.getSnapshot(connectionId, since));
  if (!reading.ok) return { ...old, error: reading.error };
  const snapshot = applySnapshot(old.snapshot, reading.value);
  return {
    snapshot,
    troubles: keepEqual(old.troubles, findTroubles(snapshot, old.troubles)),
    receivedAt: early?.receivedAt ?? performance.now(),
    error: undefined,
  };
}

async function fromHead(connectionId: string): Promise<HeadAnswer<SnapshotDelta> | undefined> {
  const address = overviewAddress(connectionId);
  return isAskedByHead(address) ? takeFromHead(address, parseSnapshot) : undefined;
}

import type { KvChange, KvEntry } from "@/lib/model/kv";
import { expiryMs } from "./ttl-left";

/** A write that was stored, and what the key was before it. */
export type Written = {
  revision: bigint;
  change: KvChange;
  was: KvEntry | null;
  /** Older revisions that a purge has taken along; undefined where nobody counted them. */
  olderGone: number | undefined;
};

const nsPerMs = 1_000_000n;
const leastMs = 1_000;

/** The change that takes a write back; by the clock of the server, where it is known. */
export function undoOf({ was }: Written, nowMs: number | undefined): KvChange {
  if (was?.operation.kind !== "put") return { kind: "delete" };
  const atMs = ownExpiryMs(was);
  const value = { kind: "put" as const, value: was.value };
  if (atMs === undefined) return value;
  const leftMs = Math.max(leastMs, Math.round(atMs - (nowMs ?? Number(was.timeNs / nsPerMs))));
  return { ...value, ttlNs: BigInt(leftMs) * nsPerMs };
}

/** What taking a write back can't bring back; undefined where that is nothing. */
export function undoNote({ was, change, olderGone }: Written): string | undefined {
  if (was === null) {
    return "It leaves a delete marker: that there was no such key can’t be brought back.";
  }
  if (was.operation.kind !== "put") return undefined;
  const notes = [
    change.kind === "purge" ? purgeNote(olderGone) : "",
    ownExpiryMs(was) === undefined ? "" : "Its time to live goes on with what was left of it.",
  ];
  return notes.filter((note) => note !== "").join(" ") || undefined;
}

function ownExpiryMs(was: KvEntry): number | undefined {
  return expiryMs(was, { ttlMs: undefined, hasKeyTtl: true });
}

function purgeNote(older: number | undefined): string {
  if (older === 0) return "It had no older revisions, so nothing is lost.";
  return `The last value comes back as a new revision. ${olderWords(older)} can’t be brought back.`;
}

function olderWords(older: number | undefined): string {
  if (older === undefined) return "Older revisions";
  return older === 1 ? "The older revision" : `The ${older} older revisions`;
}

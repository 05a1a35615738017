import type { AppError } from "@/lib/errors/app-error";

/** One revision of a key, as the bucket's stream keeps it. */
export type KvEntry = {
  /** Any text that a subject can hold, also what client libraries refuse. */
  key: string;
  /** The stream's sequence: what a compare-and-set compares with. */
  revision: bigint;
  timeNs: bigint;
  operation: KvOperation;
  /** Empty for a deletion, and where only headers were asked for. */
  value: Uint8Array;
  /** The value's own, also where it was not asked for. */
  sizeBytes: number;
  /** As it was asked for: seconds, a duration of Go's, or never. */
  ttl?: string;
};

/** What was done to the key; "removed" is the server's own doing, for a reason like MaxAge. */
export type KvOperation =
  | { kind: "put" }
  | { kind: "delete" }
  | { kind: "purge" }
  | { kind: "removed"; reason: string };

/** A revision in a list; where its value is long it is left out until it is asked for by its number. */
export type KvRevision = KvEntry & { isCut: boolean };

/** The revisions of a key, the newest first; `older` counts those that are kept but not told. */
export type KvHistory = { revisions: KvRevision[]; older: number };

/** A write as it was opened: nothing is written over what came meanwhile. */
export type KvWrite = {
  bucket: string;
  key: string;
  change: KvChange;
  /** The revision that the key is to have now: the one that was opened, 0 where there is to be none. */
  expected: bigint;
};

/** What is done to a key. A time to live is in nanoseconds, and wants a server and a bucket that have it. */
export type KvChange =
  | { kind: "put"; value: Uint8Array; ttlNs?: bigint }
  /** A marker on top: the history stays. */
  | { kind: "delete"; ttlNs?: bigint }
  /** A marker in the place of everything: the history goes. */
  | { kind: "purge"; ttlNs?: bigint };

/** What became of a write. It is never sent again by itself (R05). */
export type KvOutcome =
  | { state: "stored"; revision: bigint }
  /** Somebody was quicker: what the key is now, undefined where it has no value and no marker. */
  | { state: "conflict"; current: KvEntry | undefined }
  /** The connection was lost or the server silent; the key was read back. */
  | { state: "found-stored"; revision: bigint }
  | { state: "found-not-stored"; current: KvEntry | undefined }
  /** Something else stands there now; whether this write came before it, nobody knows. */
  | { state: "found-other"; current: KvEntry }
  /** It could not be read back, either. */
  | { state: "unknown"; error: AppError };

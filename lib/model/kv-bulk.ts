import type { KvOperation } from "./kv";

/**
 * Which keys of a bucket: those that were selected, or those that a pattern matches and that hold these letters; of
 * these, deleted ones are left where they were not shown.
 */
export type ChosenKeys =
  | { kind: "keys"; keys: readonly string[] }
  | { kind: "pattern"; pattern: string; text?: string; leavesDeleted?: boolean };

/** What is to be done to many keys. */
export type BulkJob =
  | { kind: "delete" | "purge"; chosen: ChosenKeys }
  /** The value anew, with a time to live (2.11). */
  | { kind: "ttl"; chosen: ChosenKeys; ttlNs: bigint }
  /** The values byte for byte into another bucket of the connection. */
  | { kind: "copy"; chosen: ChosenKeys; to: string }
  /** What a file holds, of our own or a plain map of JSON. */
  | { kind: "import"; file: Blob; name: string };

export type BulkOrder = { connectionId: string; bucket: string; job: BulkJob };

/** What a key would become: "same" is left as it is, "refused" can't be written. */
export const bulkFates = ["created", "changed", "deleted", "purged", "same", "refused"] as const;
export type BulkFate = (typeof bulkFates)[number];

/** What there is to do, before any of it is done. */
export type BulkPlan = {
  counts: Record<BulkFate, number>;
  /** Bytes of the values that would be written. */
  bytes: number;
  /** What differs from the file or the source: written over only where that is chosen. */
  differing: number;
  /** Of the file: entries that a later one of the same key replaces. */
  replaced: number;
  /** Of the file or the source: times to live that what is written will not have. */
  ttlsLost: number;
  /** Of the file: times to live that begin anew. */
  ttlsKept: number;
};

/** One key of the plan, and what became of it. */
export type BulkRow = {
  /** Of the plan, counted from 0: a key that is refused may have no name. */
  no: number;
  key: string;
  /** Where it stands in the file. */
  line?: number;
  fate: BulkFate;
  now: BulkNow | undefined;
  /** What would be written; undefined where nothing would. */
  next: { sizeBytes: number; preview?: string; ttlNs?: bigint } | undefined;
  /** Why it is left, or refused. */
  why?: string;
  outcome?: BulkOutcome;
};

/** What stands at a key when it was looked at. */
export type BulkNow = {
  revision: bigint;
  timeNs: bigint;
  operation: KvOperation;
  sizeBytes: number;
  preview?: string;
};

/** What became of one write. */
export type BulkOutcome =
  | { state: "done"; revision: bigint; wasReadBack: boolean }
  /** `isUnknown`: it may have been stored all the same. */
  | { state: "failed"; isUnknown: boolean; why: string };

/** How far a run is. What was done, what failed and what is left are together what there was to do. */
export type BulkTally = {
  total: number;
  done: number;
  failed: number;
  left: number;
  /** Of those done: the answer was lost, and the key read back. */
  readBack: number;
  /** Of those that failed: nobody knows what became of them. */
  unknown: number;
  /** The connection is away; nothing is sent meanwhile. */
  isWaiting: boolean;
  /** Why it ended before everything was tried. */
  endedWhy?: "cancelled" | "lost";
};

/** Which rows are listed. */
export type BulkWhich = BulkFate | "all" | "failed" | "left" | "done";

/** How far a dry run is: keys looked at, of how many where that is known. */
export type BulkReading = { looked: number; of: number | undefined };

/** What keys are written as: an entry a line, or one array of JSON. */
export type KvFileFormat = "jsonl" | "json";

/** Which keys go into a file, and how. */
export type KvExportOrder = {
  connectionId: string;
  bucket: string;
  chosen: ChosenKeys;
  format: KvFileFormat;
  /** Every revision that is kept, deletions too. */
  withHistory: boolean;
};

/** The next piece of the file, and how far it has come. */
export type KvExportPart = { bytes: Uint8Array; entries: number; of: number | undefined };

/** What was written. */
export type KvExportEnd = { entries: number; keys: number; sizeBytes: number; binary: number };

/** Rows of a plan, the first of so many. */
export type BulkRowList = { rows: BulkRow[]; total: number };

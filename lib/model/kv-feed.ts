import type { AppError } from "@/lib/errors/app-error";
import type { KvOperation } from "./kv";

/** Which changes of a bucket are listed, and whether what is there already comes first. */
export type KvFeedOrder = {
  bucket: string;
  /** A key, or a pattern over keys; `>` is every key. */
  pattern: string;
  /** From now on; the newest of each key first; or every revision that is kept first. */
  from: "now" | "last" | "history";
};

/** One revision, in the order in which they came. */
export type KvFeedRow = {
  key: string;
  revision: bigint;
  timeNs: bigint;
  operation: KvOperation;
  sizeBytes: number;
  /** The beginning of the value; undefined where it is no text. */
  preview: string | undefined;
  ttl?: string;
};

/** A time without a connection. */
export type KvFeedGap = { fromMs: number; toMs: number; wasMadeAnew: boolean };

export type KvFeedState =
  | { state: "opening" }
  /** What was there is still coming. */
  | { state: "reading" }
  | { state: "live" }
  | { state: "away"; sinceMs: number }
  | { state: "ended"; error: AppError };

/** What is new since the frame before, and how much there was of everything. */
export type KvFeedFrame = {
  state: KvFeedState;
  /** The oldest first. */
  rows: KvFeedRow[];
  counts: KvFeedCounts;
  gaps: KvFeedGap[];
  /** How often it was cleared: what was on its way then belongs to what is gone. */
  clears: number;
};

export type KvFeedCounts = {
  /** Everything that came since it was opened or cleared. */
  came: number;
  deletions: number;
  bytes: number;
  /** Came too fast, or while it was paused, and is not listed. */
  leftOut: number;
  /** Came while it is paused, and is listed when it goes on. */
  held: number;
  /**
   * Of every key's changes: revisions that the bucket had dropped before they came. Undefined for a pattern, where the
   * numbers of the revisions do not tell.
   */
  missed: bigint | undefined;
};

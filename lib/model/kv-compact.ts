import type { AppError } from "@/lib/errors/app-error";

/** How far something is. */
export type CompactProgress = { done: number; total: number };

/** The markers that a bucket holds: what is left of keys that were deleted. */
export type FoundMarkers = {
  /** Keys that were looked at, with a value or a marker. */
  keys: number;
  /** By the server's clock. */
  nowMs: number;
  /** When each marker was left, the oldest first. */
  timesMs: Float64Array;
  /** Where a key keeps one revision only, there is nothing below a marker. */
  hasHistory: boolean;
};

/** What a compaction came to. */
export type CompactReport = {
  /** Markers that are gone, with all that was below them. */
  removed: number;
  /** Younger ones, of which only the history went. */
  kept: number;
  /** Markers and revisions that the server removed. */
  messages: bigint;
  /** Keys that could not be done, and why; the first of them. */
  failures: { key: string; error: AppError }[];
  failed: number;
  isStopped: boolean;
};

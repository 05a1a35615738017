import type { AppError } from "@/lib/errors/app-error";

/** Chunks that no object's metadata names: what an interrupted upload has left. */
export type OrphanGroup = {
  /** Names the chunks; as an object's `nuid`. */
  nuid: string;
  chunks: number;
  bytes: bigint;
  /** Of the newest chunk: an upload that still goes on adds to it. */
  lastMs: number;
  /** Too young to be called left behind: they are removed only where somebody chooses them. */
  isYoung: boolean;
};

/** What was found, and what else there is. */
export type FoundOrphans = {
  /** The oldest first. */
  groups: OrphanGroup[];
  /** When it was so, by the server's clock. */
  nowMs: number;
  /** Chunks of objects, for comparison. */
  usedChunks: number;
  usedBytes: bigint;
};

/** How far looking or removing is. */
export type OrphansProgress = { done: number; total: number };

/** What became of them. */
export type OrphansReport = {
  removed: number;
  chunks: number;
  /** Not removed because chunks came meanwhile, or an object has them now. */
  left: number;
  failures: { nuid: string; error: AppError }[];
  isStopped: boolean;
};

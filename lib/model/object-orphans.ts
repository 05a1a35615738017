/** Chunks that no object's metadata names: what an interrupted upload has left. */
export type OrphanGroup = {
  /** Names the chunks; as an object's `nuid`. */
  nuid: string;
  chunks: number;
  /** Of the newest chunk: an upload that still goes on adds to it. */
  lastMs: number;
  bytes: bigint;
};

/** What was found, and what else there is. */
export type FoundOrphans = {
  groups: OrphanGroup[];
  /** Those whose newest chunk is too young to be called left behind. */
  young: number;
  /** Chunks of objects, for comparison. */
  usedChunks: number;
  usedBytes: bigint;
};

/** What became of them. */
export type OrphansReport = {
  removed: number;
  chunks: number;
  /** Not removed because chunks came meanwhile, or an object has them now. */
  left: number;
  failures: { nuid: string; words: string }[];
  isStopped: boolean;
};

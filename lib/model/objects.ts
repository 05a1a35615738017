import type { AppError } from "@/lib/errors/app-error";

/** An object of a store, by its metadata; what it holds is read apart. */
export type ObjectInfo = {
  bucket: string;
  name: string;
  description: string;
  sizeBytes: bigint;
  chunks: number;
  /** The largest piece that it was stored in; undefined where its metadata does not say. */
  chunkBytes: number | undefined;
  /** `SHA-256=` and the hash, as it was stored; empty for a link. */
  digest: string;
  /** Names the chunks; each time the object is written they get a new one. */
  nuid: string;
  /** The metadata's own sequence and time: the object's last change. */
  revision: bigint;
  timeNs: bigint;
  isDeleted: boolean;
  /** Another object, or a whole bucket, that this one stands for. */
  link?: { bucket: string; name?: string };
  headers: Record<string, string[]>;
  metadata: Record<string, string>;
};

/** A change of an object's metadata; its chunks stay where they are. */
export type ObjectEdit = {
  /** Another than the one it has renames it: refused where an object of that name is there. */
  name: string;
  description: string;
  headers: Record<string, string[]>;
  metadata: Record<string, string>;
};

/** What became of a change of metadata. */
export type ObjectOutcome =
  /** `left` says why chunks that nothing needs any more were not removed: then "Clean up" finds them. */
  | { is: "done"; info: ObjectInfo; left?: AppError }
  /** The revision that was opened is no longer the newest; or the wanted name is taken. */
  | { is: "changed"; info: ObjectInfo | undefined }
  /** The answer was lost, and what is there does not tell. */
  | { is: "unknown"; info: ObjectInfo | undefined };

/** The first bytes of an object; all of them where `isWhole`, checked by size and digest. */
export type ObjectStart = { bytes: Uint8Array; isWhole: boolean };

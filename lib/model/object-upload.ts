import type { AppError } from "@/lib/errors/app-error";
import type { ObjectInfo } from "./objects";

/** What is to become an object. */
export type UploadWish = {
  connectionId: string;
  bucket: string;
  name: string;
  /** Read piece by piece from the disk. */
  file: Blob;
  description: string;
  headers: Record<string, string[]>;
  metadata: Record<string, string>;
  /** Undefined chooses by the round trip. */
  chunkBytes: number | undefined;
  /** What it may stand in the place of: the revision that was shown; undefined refuses where one of this name is there. */
  replaces: bigint | undefined;
};

/** How far an upload is, told a few times a second. */
export type UploadProgress = {
  /** Stored, as NATS said so. */
  sentBytes: number;
  totalBytes: number;
  /** Over the last seconds; undefined until it is known. */
  bytesPerSec: number | undefined;
  chunkBytes: number;
  state: "sending" | "waiting-for-link" | "checking" | "cleaning";
};

/** How an upload ended. */
export type UploadOutcome =
  /** `left` says why the chunks of what it replaced were not removed: then "Clean up" finds them. */
  | { is: "done"; info: ObjectInfo; replaced: boolean; left?: AppError }
  /** One of this name is there, or another than the one that was shown. Nothing was left behind. */
  | { is: "taken"; info: ObjectInfo }
  /** Nothing of it is left, but where `leftBytes` says so: then "Clean up" finds it. */
  | { is: "cancelled"; leftBytes: number }
  | { is: "failed"; error: AppError; leftBytes: number };

import type { Json } from "./json";
import type { Keeping } from "./keeping";

/** A bucket as a row of the list: its stream, in the words of keys and values. */
export type BucketRow = {
  name: string;
  /** The stream that it is: `KV_` and its name. */
  stream: string;
  /** Keys with a value or a marker; undefined where the server does not tell. */
  keys: number | undefined;
  /** Every revision that is kept. */
  values: bigint;
  bytes: bigint;
  /** Revisions a key keeps; undefined is without limit. */
  history: bigint | undefined;
  /** How long a value lives; undefined is for ever. */
  ttlMs: number | undefined;
  maxBytes: bigint | undefined;
  maxValueBytes: number | undefined;
  storage: "file" | "memory";
  replicas: number;
  isCompressed: boolean;
  /** Keys may have a time to live of their own, and markers say what went (2.11). */
  hasKeyTtl: boolean;
  markerTtlMs: number | undefined;
  /** The bucket that it mirrors, or the stream where that is none. */
  mirrorOf: string | undefined;
  isMirrorOfElsewhere: boolean;
  sources: string[];
  description: string;
  /** What sets it apart from a bucket as clients make them. */
  oddities: BucketOddity[];
  createdMs: number | undefined;
  /** When this was true, by the server's clock; older servers do not say. */
  atMs: number | undefined;
  /** When something was written last; undefined where nothing ever was. */
  lastMs: number | undefined;
  writesPerSec: number | null;
};

/**
 * Its messages go once they were read; it takes other subjects than those of its keys; it mirrors what is no bucket;
 * nothing is written to it for ever.
 */
export type BucketOddity = "workqueue" | "interest" | "subjects" | "mirror-of-stream" | "sealed";

/** A bucket's settings, as they are made or changed. What is undefined has no limit, or is not asked for. */
export type BucketSettings = Keeping & {
  name: string;
  /** Revisions that a key keeps, 1 to 64 as clients make them. */
  history: number | undefined;
  maxValueBytes: number | undefined;
  republish: { source: string; destination: string; headersOnly: boolean } | undefined;
  /** Only when it is made. A bucket of this account, or one behind another API prefix or domain. */
  mirror: BucketOrigin | undefined;
  /** Those that are buckets; of others an edit leaves all as it is. */
  sources: BucketOrigin[];
  /** Keys may have a time to live of their own (2.11); once it is so it stays so. */
  hasKeyTtl: boolean;
  /** How long the server's own markers stay, for keys that went by their age (2.11); undefined leaves none. */
  markerTtlNs: bigint | undefined;
};

/** Where another bucket is. `api` is the prefix of its API where that is not this account's own: `$JS.hub.API`. */
export type BucketOrigin = { bucket: string; api?: string };

/** One bucket, read when somebody opens it. */
export type BucketDetail = {
  settings: BucketSettings;
  row: BucketRow;
  /** What a change is compared with just before it is sent. */
  config: Json;
  /** What a key's subject begins with, its dot too: in a mirror the origin's. */
  prefix: string;
  /** Why nothing is written here; what is written to a mirror of this account's own goes to its origin. */
  readOnlyWhy: "mirror-of-elsewhere" | "sealed" | undefined;
  raw: Json;
};

/** A bucket that was made or changed, and what the server made otherwise than it was asked, in its own words. */
export type WrittenBucket = { name: string; differences: string[] };

/** A stream's configuration as it is, and as it would be sent. */
export type BucketPreview = { before: Json; after: Json };

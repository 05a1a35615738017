import type { Json } from "./json";

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
  mirrorOf: string | undefined;
  sources: string[];
  description: string;
  /** When something was written last; undefined where nothing ever was. */
  lastMs: number | undefined;
  writesPerSec: number | null;
};

/** A bucket's settings, as they are made or changed. What is undefined has no limit, or is not asked for. */
export type BucketSettings = {
  name: string;
  description: string;
  /** 1 to 64. */
  history: number;
  ttlNs: bigint | undefined;
  maxBytes: bigint | undefined;
  maxValueBytes: number | undefined;
  storage: "file" | "memory";
  replicas: number;
  placement: { cluster: string; tags: string[] } | undefined;
  republish: { source: string; destination: string; headersOnly: boolean } | undefined;
  /** Only when it is made. A bucket of this account, or one behind another API prefix or domain. */
  mirror: BucketOrigin | undefined;
  sources: BucketOrigin[];
  isCompressed: boolean;
  metadata: Record<string, string>;
  /** Per-key time to live and the server's own markers (2.11): how long a marker stays. */
  markerTtlNs: bigint | undefined;
};

/** Where another bucket is. */
export type BucketOrigin = { bucket: string; domain?: string };

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

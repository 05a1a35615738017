import type { Json } from "./json";
import type { Keeping } from "./keeping";

/** An object store as a row of the list: its stream, in the words of objects and chunks. */
export type StoreRow = {
  name: string;
  /** The stream that it is: `OBJ_` and its name. */
  stream: string;
  /** All that it holds, chunks and metadata. */
  bytes: bigint;
  messages: bigint;
  /** How long anything in it lives; undefined is for ever. */
  ttlMs: number | undefined;
  maxBytes: bigint | undefined;
  storage: "file" | "memory";
  replicas: number;
  isCompressed: boolean;
  isSealed: boolean;
  /** The store that it mirrors, or the stream where that is none. */
  mirrorOf: string | undefined;
  isMirrorOfElsewhere: boolean;
  description: string;
  createdMs: number | undefined;
  /** When this was true, by the server's clock; older servers do not say. */
  atMs: number | undefined;
  /** When something was written last; undefined where nothing ever was. */
  lastMs: number | undefined;
  /** Of its newest message: what was counted before it changes with it. */
  lastSequence: bigint;
};

/** What a store holds, counted from its metadata. */
export type StoreCount = {
  bucket: string;
  /** Without those that were deleted; at most so many where `isAtMost`: then they were not looked at one by one. */
  objects: number;
  isAtMost: boolean;
  /** The sizes of chunks that its objects were stored in, each once, the smallest first; of many three and the largest. */
  chunkBytes: number[];
};

/** Links in other stores that lead to one or its objects; and which stores were not looked through. */
export type StoreLinks = { links: { bucket: string; name: string }[]; unread: string[] };

/** A store's settings, as they are made or changed. */
export type StoreSettings = Keeping & { name: string };

/** One store, read when somebody opens it. */
export type StoreDetail = {
  settings: StoreSettings;
  row: StoreRow;
  /** What a change is compared with just before it is sent. */
  config: Json;
  /** Why nothing is written here; what is written to a mirror of this account's own goes to its origin. */
  readOnlyWhy: "mirror-of-elsewhere" | "sealed" | undefined;
  raw: Json;
};

/** A store that was made or changed, and what the server made otherwise than it was asked, in its own words. */
export type WrittenStore = { name: string; differences: string[] };

/** A stream's configuration as it is, and as it would be sent. */
export type StorePreview = { before: Json; after: Json };

import type { Reading } from "@/lib/errors/app-error";
import type { KvEntry, KvHistory, KvOutcome, KvWrite } from "@/lib/model/kv";
import type {
  BucketDetail,
  BucketPreview,
  BucketSettings,
  WrittenBucket,
} from "@/lib/model/kv-bucket";
import type { KeysFrame, KeysView } from "@/lib/model/kv-keys";

/** What the page may ask about the keys of a bucket; over the bulk connection. */
export type KeysCalls = {
  /** Loads what lists keys, while somebody still looks at the list of buckets. */
  prepareKeys(): void;
  /** Calls back with what there is to see, until it is closed; the answer comes with the end. */
  openKeys(run: string, start: KeysStart, hear: (frame: KeysFrame) => void): Promise<Reading<null>>;
  lookAtKeys(run: string, view: KeysView): void;
  /** Lists everything where that asks first; begins anew where it was stopped. */
  listAllKeys(run: string): void;
  stopKeys(run: string): void;
  closeKeys(run: string): void;
  /** The keys that pass the view, of all of it or of a part, in its order and at most so many: for a selection. */
  listKeysInView(
    run: string,
    part: KeysPart,
    most: number,
  ): Promise<Reading<{ keys: string[]; isAll: boolean }>>;
  /** The row of a key, or of a branch by its prefix, in the view as it is; null where it has none. */
  findKeysRow(
    run: string,
    row: { key: string } | { prefix: string },
  ): Promise<Reading<number | null>>;
  /** All keys that pass the view, with what is known of each, as a file. */
  saveKeysList(run: string, format: KeysFileFormat): Promise<Reading<Blob>>;
};

/** What a list of keys is written in. */
export type KeysFileFormat = "jsonl" | "csv";

/** A branch that is closed stands for all below it; one that is open for itself alone, its rows being there too. */
export type KeysPart =
  | { kind: "all" }
  | { kind: "rows"; from: number; count: number }
  | { kind: "below"; prefix: string };

export type KeysStart = { connectionId: string; bucket: string; view: KeysView };

/** One key; over the control connection. */
export type KvCalls = {
  /** The newest revision of a key, null where there never was one; with `revision`, that one. */
  getKvEntry(
    connectionId: string,
    bucket: string,
    key: string,
    revision?: bigint,
  ): Promise<Reading<KvEntry | null>>;
  /** The newest first; values of more than 64 KiB are left out (`isCut`) until one is asked for by its revision. */
  listKvHistory(connectionId: string, bucket: string, key: string): Promise<Reading<KvHistory>>;
  writeKv(connectionId: string, write: KvWrite): Promise<Reading<KvOutcome>>;
  /** Calls back with the newest revision, then with each new one, without values; until the link is lost or it is ended. */
  watchKv(
    run: string,
    at: { connectionId: string; bucket: string; key: string },
    hear: (entry: KvEntry) => void,
  ): Promise<Reading<null>>;
  unwatchKv(run: string): void;
};

/** Buckets as a whole; over the control connection. */
export type BucketCalls = {
  getBucket(connectionId: string, bucket: string): Promise<Reading<BucketDetail>>;
  /** What an update would send, by what was opened; nothing is asked of NATS. */
  previewBucket(
    settings: BucketSettings,
    opened: BucketDetail["config"],
  ): Promise<Reading<BucketPreview>>;
  createBucket(connectionId: string, settings: BucketSettings): Promise<Reading<WrittenBucket>>;
  /** Compared with a fresh read just before it is sent: `changed-elsewhere` where it is no longer what was opened. */
  updateBucket(
    connectionId: string,
    settings: BucketSettings,
    opened: BucketDetail["config"],
  ): Promise<Reading<WrittenBucket>>;
  deleteBucket(connectionId: string, bucket: string): Promise<Reading<null>>;
};

import {
  createParser,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { connectionAddress } from "./connections";
import { parseAsSequence } from "./sequence";
import { parseAsSort } from "./table";

const parseAsShown = createParser({
  parse: (text) => (text === "shown" ? true : null),
  serialize: () => "shown",
});

/** What a bucket's page can show. */
export const bucketTabs = ["keys", "changes", "settings"] as const;

/** What the address of a bucket says: what is looked at, and which key is open. */
export const bucketParams = {
  tab: parseAsStringLiteral(bucketTabs).withDefault("keys"),
  /** The key that is open, and one revision of it. */
  key: parseAsString,
  rev: parseAsSequence,
  /** What is seen of the key. */
  show: parseAsStringLiteral(["value", "history"]).withDefault("value"),
  view: parseAsStringLiteral(["tree", "flat"]).withDefault("tree"),
  by: parseAsStringLiteral(["dot", "slash", "both"]).withDefault("both"),
  /** A pattern that the server matches, and letters that a key holds. */
  pattern: parseAsString,
  q: parseAsString,
  deleted: parseAsShown,
  /** A column, with - before it where it is descending. */
  sort: parseAsSort,
  /** The columns chosen beside the key, in their order. */
  cols: parseAsArrayOf(parseAsString),
};

/** What is seen of a bucket at first, and the address of the rest. */
export function bucketTabAddress(
  connectionId: string,
  bucket: string,
  tab: (typeof bucketTabs)[number],
): string {
  const address = bucketAddress(connectionId, bucket);
  return tab === "keys" ? address : `${address}?tab=${tab}`;
}

/** The bucket that a stream is; undefined where it is none. */
export function bucketOfStream(stream: string): string | undefined {
  return /^KV_(?<bucket>[\w-]+)$/.exec(stream)?.groups?.bucket;
}

/** What the address says of the list of buckets, beyond what it says of any table. */
export const bucketListParams = {
  /** The form of a new bucket is open. */
  create: parseAsBoolean,
};

/** The address of the form of a new bucket. */
export function createBucketAddress(connectionId: string): string {
  return `${connectionAddress(connectionId)}/kv?create=true`;
}

/** The address of a bucket, with one of its keys opened. */
export function bucketAddress(connectionId: string, bucket: string, key?: string): string {
  const address = `${connectionAddress(connectionId)}/kv/${encodeURIComponent(bucket)}`;
  return key === undefined ? address : `${address}?key=${encodeURIComponent(key)}`;
}

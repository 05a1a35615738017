import type { AppError } from "@/lib/errors/app-error";
import type { KvOperation } from "./kv";

// The keys of an open bucket stay in the worker; the page is told the rows that it draws.

/** How the keys are looked at. */
export type KeysView = {
  shape: "tree" | "flat";
  /** What parts a key into levels. */
  separators: "." | "/" | "both";
  /** A pattern over keys as over subjects, which the server matches: `user.*.name`; none is every key. */
  pattern: string | undefined;
  /** Letters that the key holds, whatever their case. */
  text: string;
  showsDeleted: boolean;
  /** The branches that stand open, by their prefix with its separator: `user.`, `user.5.`. */
  open: readonly string[];
  /** By anything but the key only where the state of every key is known. */
  sort: { by: "key" | "revision" | "time" | "size"; isDescending: boolean };
  /** The rows that are drawn, of all that there are in this view. */
  from: number;
  count: number;
};

/** A branch, or a key. `name` is what stands at its depth; the whole key where the list is flat. */
export type KeysRow =
  | {
      kind: "branch";
      prefix: string;
      name: string;
      depth: number;
      keys: number;
      isOpen: boolean;
      /** It is being asked for by itself, before the list has come to it. */
      isReading: boolean;
      /** All that are below it are known: its figure needs no ≥, whatever is missing elsewhere. */
      isCounted: boolean;
    }
  | {
      kind: "key";
      key: string;
      name: string;
      depth: number;
      revisions: bigint | undefined;
      state: KeyState | undefined;
    };

/** What is known of a key beside its name; the same object as before where nothing has changed. */
export type KeyState = {
  revision: bigint;
  timeNs: bigint;
  operation: KvOperation;
  sizeBytes: number;
  ttl?: string;
  /** By `performance.now()` of the worker, told as an age: changed while somebody looked. */
  changedAgoMs: number | undefined;
};

/** What there is to see of a bucket's keys. */
export type KeysFrame = {
  rows: KeysRow[];
  from: number;
  /** Rows in this view: keys that pass, and branches. */
  rowCount: number;
  /** Keys that pass, whatever of them is drawn; those below closed branches too. */
  passing: number;
  /** No others can pass: those figures need no ≥, also where the bucket is not listed as a whole. */
  isCounted: boolean;
  listing: KeysListing;
  /** Changes since it was opened, and of the last second. */
  live: {
    state: "live" | "connecting" | "refused";
    changes: number;
    perSec: number;
    error?: AppError;
  };
  error: AppError | undefined;
};

/** How far the list is. */
export type KeysListing = {
  /** `asks`: above the limit, where a list of everything is asked for by a button. */
  state: "reading" | "complete" | "asks" | "stopped";
  /** Keys known so far; a figure below them is marked with ≥ until the list is complete. */
  keys: number;
  deleted: number;
  /** What the bucket says that it holds; undefined where the server does not tell. */
  total: number | undefined;
  /** True where of every key is known whether it was deleted. */
  knowsDeleted: boolean;
};

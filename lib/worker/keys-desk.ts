import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import { createKeyBook, type KeyBook, type KnownState } from "@/lib/live/key-book";
import { createKeyChanges, type KeyChanges } from "@/lib/live/key-changes";
import { createKeyBookView, type KeyBookView } from "@/lib/live/key-view";
import { keysUnasked, keysWhole, keysWholeWithAge } from "@/lib/live/limits";
import type { KvEntry } from "@/lib/model/kv";
import type { KeysFrame, KeysListing, KeysView } from "@/lib/model/kv-keys";

/** Beyond these a list is made in another way; a test has smaller ones. */
export type KeysLimits = {
  /** So many are brought by a consumer, with all that is known of each. */
  whole: number;
  /** The same where values go by their age: of names alone nobody knows which are gone. */
  wholeWithAge: number;
  /** More are listed only when somebody asks for it. */
  unasked: number;
};

/** The connection that lists and follows, and one for what somebody waits for. */
export type Ways = { nc: NatsConnection; quick: () => NatsConnection };

/** What is known of a bucket's keys, and by whom it is looked at. */
export type KeysDesk = {
  book: KeyBook;
  shown: KeyBookView;
  changes: KeyChanges;
  limits: KeysLimits;
  /** As somebody looks at it now. */
  view: KeysView;
  listing: Pick<KeysListing, "state" | "total">;
  live: Pick<KeysFrame["live"], "state" | "error">;
  error: AppError | undefined;
  /** Where nobody counts them, how many revisions a key has. */
  revisions: bigint | undefined;
  /** Which part of the keys is being asked for by itself, and of which all are known. */
  parts: { isReading(pattern: string): boolean; isCounted(pattern: string): boolean };
  /** The newest revision that was heard of. */
  last: bigint;
  /** How the bucket was when there were other keys in it than are listed, and a new list changed nothing. */
  settled: string;
  /** Something has changed that somebody may see. */
  mark(): void;
};

/** What bounds a list of keys, where nobody says otherwise. */
export const keysLimits: KeysLimits = {
  whole: keysWhole,
  wholeWithAge: keysWholeWithAge,
  unasked: keysUnasked,
};

const nothing = { isReading: () => false, isCounted: () => false };

/** A desk without a key on it. */
export function createKeysDesk(view: KeysView, limits: KeysLimits, mark: () => void): KeysDesk {
  const book = createKeyBook();
  return {
    ...{ book, view, limits, mark },
    shown: createKeyBookView(book, view),
    changes: createKeyChanges(),
    listing: { state: "reading", total: undefined },
    live: { state: "connecting" },
    error: undefined,
    revisions: undefined,
    parts: nothing,
    last: 0n,
    settled: "",
  };
}

/** Takes in what a key has become; `isChange` where somebody has changed it just now. */
export function takeEntry(desk: KeysDesk, entry: KvEntry, isChange = false): void {
  const { key, revision, timeNs, operation, sizeBytes, ttl } = entry;
  const state: KnownState = { revision, timeNs, operation, sizeBytes };
  desk.book.set(key, ttl === undefined ? state : { ...state, ttl }, isChange);
  if (isChange) desk.changes.note(key);
  if (revision > desk.last) desk.last = revision;
  desk.mark();
}

/** What there is to see. */
export function toKeysFrame(desk: KeysDesk): KeysFrame {
  const { book, shown, changes, listing, live, error, revisions, parts, view } = desk;
  shown.refresh();
  const { all, deleted, known } = book.size();
  const isWhole = listing.state === "complete";
  return {
    ...shown.rows({
      changedAgoMs: changes.agoMs,
      revisions,
      isReading: (prefix) => parts.isReading(patternBelow(prefix) ?? ">"),
      isCounted: (prefix) => isWhole || parts.isCounted(patternBelow(prefix) ?? ">"),
    }),
    rowCount: shown.rowCount(),
    passing: shown.passing(),
    isCounted: isWhole || parts.isCounted(view.pattern ?? ">"),
    listing: { ...listing, keys: all - deleted, deleted, knowsDeleted: isWhole && known === all },
    live: { ...live, changes: changes.count(), perSec: changes.perSec() },
    error,
  };
}

/** The narrowest pattern for all keys below a branch: to the server only what ends with a dot is one. */
export function patternBelow(prefix: string): string | undefined {
  const end = prefix.lastIndexOf(".") + 1;
  return end === 0 ? undefined : `${prefix.slice(0, end)}>`;
}

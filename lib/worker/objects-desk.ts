import type { ObjectsState } from "@/lib/model/object-list";
import { type ObjectStore, parseObjectInfo } from "@/lib/nats/object-info";
import type { StoredMessage } from "@/lib/nats/stored-message";
import type { ObjectsBook } from "./objects-book";

/** What the objects of a store are listed with. */
export type ObjectsDesk = {
  book: ObjectsBook;
  /** So many are listed unasked. */
  most: number;
  /** Aborted once somebody has asked for all. */
  wantsAll: AbortSignal;
  isVisible: () => boolean;
  tell: (state: ObjectsState) => void;
  /** There is something to be told, and the state is as it was. */
  mark: () => void;
};

/** One reading of a store from its beginning, in one part or two. */
export type ObjectsPass = {
  take(message: StoredMessage): void;
  /** What was known before and did not come is no more; up to a revision, where the rest was not read. */
  settle(upTo?: bigint): void;
  /** How many came, and the newest of them. */
  read(): number;
  reached(): bigint;
};

/** Begins a reading. */
export function beginPass({ book }: ObjectsDesk, store: ObjectStore): ObjectsPass {
  const seen = new Set<string>();
  const subjectLength = store.prefix.length + "M.".length;
  let read = 0;
  let reached = 0n;
  return {
    take(message) {
      const { sequence: revision, timeNs } = message;
      const encoded = message.subject.slice(subjectLength);
      const info = parseObjectInfo(store.bucket, message);
      book.take(encoded, { revision, timeNs, info: info.ok ? info.value : undefined });
      seen.add(encoded);
      read++;
      if (revision > reached) reached = revision;
    },
    settle: (upTo) => book.keepOnly((encoded) => seen.has(encoded), upTo),
    read: () => read,
    reached: () => reached,
  };
}

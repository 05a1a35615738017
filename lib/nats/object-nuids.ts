import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { ObjectInfo } from "@/lib/model/objects";
import { getMessage } from "./message-get";
import { type ObjectStore, parseObjectInfo } from "./object-info";
import { readMetadata } from "./object-metadata";
import { streamOfWrites } from "./object-place";
import { fromLeader } from "./stream-head";

/** Who has which chunks in a store; kept for what is deleted next, and brought up to date by what was written since. */
type NuidBook = {
  bucket: string;
  /** Everything before this is known. */
  next: bigint;
  namesOf: Map<string, Set<string>>;
  nuidOf: Map<string, string>;
};

const books = new WeakMap<NatsConnection, NuidBook>();
const turns = new WeakMap<NatsConnection, Promise<unknown>>();
/** More names than that are not kept in memory for it. */
const mostNames = 500_000;

/**
 * Whether another name has the same chunks, as for a moment, or after a loss, a renamed object has. True also where
 * there are too many names to tell.
 */
export function isShared(
  nc: NatsConnection,
  store: ObjectStore,
  info: Pick<ObjectInfo, "nuid" | "name">,
): Promise<Reading<boolean>> {
  // One after the other: many that are deleted at once would each read all names.
  const look = () => lookUp(nc, store, info);
  const answer = (turns.get(nc) ?? Promise.resolve()).then(look, look);
  turns.set(nc, answer);
  return answer;
}

async function lookUp(
  nc: NatsConnection,
  store: ObjectStore,
  { nuid, name }: Pick<ObjectInfo, "nuid" | "name">,
): Promise<Reading<boolean>> {
  const known = books.get(nc);
  const book =
    known?.bucket === store.bucket ? await readOn(nc, store, known) : await readAll(nc, store);
  if (!book.ok) return book;
  if (!book.value) return { ok: true, value: true };
  books.set(nc, book.value);
  const names = book.value.namesOf.get(nuid) ?? new Set();
  return { ok: true, value: [...names].some((other) => other !== name) };
}

async function readAll(
  nc: NatsConnection,
  store: ObjectStore,
): Promise<Reading<NuidBook | undefined>> {
  const book: NuidBook = {
    ...{ bucket: store.bucket, next: 1n, namesOf: new Map(), nuidOf: new Map() },
  };
  const read = await readMetadata(nc, store, {
    what: `The objects of ${store.bucket}`,
    signal: new AbortController().signal,
    most: mostNames,
    onInfo: (info) => enter(book, info),
  });
  if (!read.ok) return read;
  return { ok: true, value: read.value.isWhole ? book : undefined };
}

async function readOn(
  nc: NatsConnection,
  store: ObjectStore,
  book: NuidBook,
): Promise<Reading<NuidBook>> {
  const what = `The objects of ${store.bucket}`;
  const leader = fromLeader(streamOfWrites(store));
  for (;;) {
    const query = { seq: book.next, next_by_subj: `${store.prefix}M.>` };
    const message = await getMessage(nc, what, leader, query);
    if (!message.ok) return message;
    if (!message.value) return { ok: true, value: book };
    const info = parseObjectInfo(store.bucket, message.value);
    if (!info.ok) return info;
    enter(book, info.value);
  }
}

function enter(book: NuidBook, { name, nuid, revision, isDeleted }: ObjectInfo): void {
  const before = book.nuidOf.get(name);
  if (before !== undefined) book.namesOf.get(before)?.delete(name);
  book.nuidOf.delete(name);
  if (revision >= book.next) book.next = revision + 1n;
  if (isDeleted || nuid === "") return;
  book.nuidOf.set(name, nuid);
  const names = book.namesOf.get(nuid) ?? new Set();
  book.namesOf.set(nuid, names.add(name));
}

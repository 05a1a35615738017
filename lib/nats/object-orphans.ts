import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { OrphanGroup, OrphansProgress } from "@/lib/model/object-orphans";
import type { ObjectInfo } from "@/lib/model/objects";
import { getMessage } from "./message-get";
import { type ObjectStore, openObjectStore, parseObjectInfo } from "./object-info";
import { readMetadata } from "./object-metadata";
import { weighChunks } from "./object-orphans-weigh";
import { getStore, storeInWords } from "./object-store";
import { fromLeader } from "./stream-head";
import { listSubjectNames } from "./subject-names-list";

/** Chunks that belong to nothing, and the sequence of the newest of them. */
export type KnownOrphans = OrphanGroup & { lastSequence: bigint };

/** A store's chunks that belong to nothing, and what has to be known to remove them. */
export type OrphansBook = {
  store: ObjectStore;
  /** The oldest first. */
  groups: KnownOrphans[];
  /** Which chunks objects have. */
  used: Set<string>;
  /** Up to where the metadata is known. */
  seen: bigint;
  nowMs: number;
  usedChunks: number;
  usedBytes: bigint;
};

/** Until when is worked, and who hears of it. */
export type OrphansOptions = {
  signal: AbortSignal;
  tell: (progress: OrphansProgress) => void;
};

/** An upload that goes on adds a chunk more often than this, also over a bad line. */
const youngMs = 600_000;
const atOnce = 8;

/** Looks which chunks no object's metadata names, and weighs them. Nothing changes by it. */
export async function findOrphans(
  nc: NatsConnection,
  bucket: string,
  options: OrphansOptions,
): Promise<Reading<OrphansBook>> {
  const { signal } = options;
  const what = `The chunks of ${storeInWords(bucket)}`;
  const detail = await getStore(nc, bucket);
  if (!detail.ok) return detail;
  const store = await openObjectStore(nc, bucket);
  if (!store.ok) return store;
  // Chunks first: what becomes an object between the two questions is then known to be one.
  const counts = await countChunks(nc, store.value, what);
  if (!counts.ok) return counts;
  const { row } = detail.value;
  const known = await readUsed(
    nc,
    { store: store.value, what, atStart: row.lastSequence },
    options,
  );
  if (!known.ok) return known;
  const nowMs = row.atMs ?? Date.now();
  const book: OrphansBook = {
    store: store.value,
    groups: [],
    ...known.value,
    nowMs,
    usedChunks: 0,
  };
  const left: [nuid: string, chunks: number][] = [];
  for (const [nuid, chunks] of counts.value) {
    if (book.used.has(nuid)) book.usedChunks += chunks;
    else left.push([nuid, chunks]);
  }
  const failure = await weighAll(nc, book, left, options);
  if (failure) return { ok: false, error: failure };
  if (signal.aborted) return { ok: false, error: { kind: "cancelled", what } };
  book.groups.sort((one, other) => (one.lastSequence < other.lastSequence ? -1 : 1));
  return { ok: true, value: book };
}

/**
 * Takes in what was written to the metadata since: as the leader has it, because a replica that answered before may
 * have been behind it, and a replica has what the leader has up to some message.
 */
export async function catchUp(
  nc: NatsConnection,
  book: Pick<OrphansBook, "store" | "used" | "seen">,
  signal: AbortSignal,
): Promise<AppError | undefined> {
  const { bucket, head, prefix } = book.store;
  const what = `The objects of ${storeInWords(bucket)}`;
  while (!signal.aborted) {
    const query = { seq: book.seen + 1n, next_by_subj: `${prefix}M.>` };
    const message = await getMessage(nc, what, fromLeader(head.name), query);
    if (!message.ok) return message.error;
    if (!message.value) return undefined;
    const info = parseObjectInfo(bucket, message.value);
    if (!info.ok) return info.error;
    takeIn(book, info.value);
  }
  return undefined;
}

async function countChunks(
  nc: NatsConnection,
  { head, prefix }: ObjectStore,
  what: string,
): Promise<Reading<Map<string, number>>> {
  const counts = new Map<string, number>();
  const end = await listSubjectNames(
    nc,
    { what, stream: head.name, prefix: `${prefix}C.` },
    {
      pattern: ">",
      onPage({ names, counts: ofNames }) {
        for (const [at, name] of names.entries()) counts.set(name, ofNames[at] ?? 0);
        return true;
      },
    },
  );
  return end.error ? { ok: false, error: end.error } : { ok: true, value: counts };
}

type Used = Pick<OrphansBook, "used" | "seen" | "usedBytes">;

async function readUsed(
  nc: NatsConnection,
  { store, what, atStart }: { store: ObjectStore; what: string; atStart: bigint },
  { signal, tell }: OrphansOptions,
): Promise<Reading<Used>> {
  const found: Used & { store: ObjectStore } = {
    ...{ store, used: new Set(), seen: 0n, usedBytes: 0n },
  };
  let done = 0;
  const read = await readMetadata(nc, store, {
    ...{ what, signal, most: Number.POSITIVE_INFINITY },
    onInfo(info, total) {
      takeIn(found, info);
      if (!info.isDeleted) found.usedBytes += info.sizeBytes;
      tell({ done: ++done, total });
    },
  });
  if (!read.ok) return read;
  // What came while it was read may have been passed over.
  if (found.seen > atStart) found.seen = atStart;
  const failure = await catchUp(nc, found, signal);
  if (failure) return { ok: false, error: failure };
  const { used, seen, usedBytes } = found;
  return { ok: true, value: { used, seen, usedBytes } };
}

function takeIn(book: Pick<OrphansBook, "used" | "seen">, info: ObjectInfo): void {
  if (!info.isDeleted && info.nuid !== "") book.used.add(info.nuid);
  if (info.revision > book.seen) book.seen = info.revision;
}

async function weighAll(
  nc: NatsConnection,
  book: OrphansBook,
  left: readonly [nuid: string, chunks: number][],
  { signal, tell }: OrphansOptions,
): Promise<AppError | undefined> {
  let failure: AppError | undefined;
  let next = 0;
  let done = 0;
  const work = async () => {
    while (!failure && !signal.aborted) {
      const one = left[next++];
      if (!one) return;
      const [nuid, chunks] = one;
      const weight = await weighChunks(nc, book.store, { nuid, chunks }, signal);
      if (!weight.ok) failure = weight.error;
      else if (weight.value) {
        const isYoung = book.nowMs - weight.value.lastMs < youngMs;
        book.groups.push({ nuid, chunks, isYoung, ...weight.value });
      }
      tell({ done: ++done, total: left.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failure;
}

import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { ObjectInfo } from "@/lib/model/objects";
import { createLookingConsumer, deleteLookingConsumer } from "./looking-consumer";
import { getBatch, hasBatches } from "./message-batch";
import { getMessage } from "./message-get";
import { type ObjectStore, parseObjectInfo } from "./object-info";
import { pullMessages } from "./pull";
import type { StoredMessage } from "./stored-message";
import { fromLeader } from "./stream-head";
import { listSubjectNames } from "./subject-names-list";

/** What is read of a store's metadata, deleted objects' too. */
export type MetadataOptions = {
  what: string;
  signal: AbortSignal;
  /** Where there are more, none is read. */
  most: number;
  /** The total is that of all there are. */
  onInfo: (info: ObjectInfo, total: number) => void;
};

/** How many there are; and whether each of them was read. */
export type MetadataRead = { total: number; isWhole: boolean };

/** The server matches no more subjects than this at once. */
const mostAtOnce = 1_000;
const pageBytes = 4 * 1024 * 1024;

/** Reads the newest metadata of each name, in the way that changes nothing and asks the least of the server. */
export async function readMetadata(
  nc: NatsConnection,
  store: ObjectStore,
  options: MetadataOptions,
): Promise<Reading<MetadataRead>> {
  const read = (await readAtOnce(nc, store, options)) ?? (await readInOrder(nc, store, options));
  return options.signal.aborted
    ? { ok: false, error: { kind: "cancelled", what: options.what } }
    : read;
}

/** Undefined where there are too many of them for one answer, or the server has no such answer. */
async function readAtOnce(
  nc: NatsConnection,
  { bucket, head, prefix }: ObjectStore,
  { what, most, onInfo }: MetadataOptions,
): Promise<Reading<MetadataRead> | undefined> {
  if (!head.allowDirect || !hasBatches(nc)) return undefined;
  const page = await getBatch(nc, what, head.name, {
    multi_last: [`${prefix}M.>`],
    batch: mostAtOnce,
    max_bytes: pageBytes,
  });
  if (!page.ok) return isTooMany(page.error) ? undefined : page;
  if (!page.value || page.value.pending > 0n) return undefined;
  const { messages } = page.value;
  if (messages.length > most)
    return { ok: true, value: { total: messages.length, isWhole: false } };
  for (const message of messages) {
    const info = parseObjectInfo(bucket, message);
    if (!info.ok) return info;
    onInfo(info.value, messages.length);
  }
  return { ok: true, value: { total: messages.length, isWhole: true } };
}

function isTooMany(error: AppError): boolean {
  return error.kind === "jetstream" && error.code === 413;
}

function readInOrder(
  nc: NatsConnection,
  store: ObjectStore,
  options: MetadataOptions,
): Promise<Reading<MetadataRead>> {
  return store.head.retention === "limits"
    ? readByConsumer(nc, store, options)
    : readOneByOne(nc, store, options);
}

async function readByConsumer(
  nc: NatsConnection,
  { bucket, head, prefix }: ObjectStore,
  { what, signal, most, onInfo }: MetadataOptions,
): Promise<Reading<MetadataRead>> {
  const look = { filter: `${prefix}M.>`, from: "last-per-subject" } as const;
  const consumer = await createLookingConsumer(nc, what, head.name, look);
  if (!consumer.ok) return consumer;
  const total = Number(consumer.value.pending);
  if (total === 0 || total > most) {
    await deleteLookingConsumer(nc, consumer.value);
    return { ok: true, value: { total, isWhole: total === 0 } };
  }
  const enough = new AbortController();
  let malformed: AppError | undefined;
  let read = 0;
  const take = (message: StoredMessage) => {
    const info = parseObjectInfo(bucket, message);
    if (info.ok) onInfo(info.value, total);
    else malformed = info.error;
    read++;
    if (malformed || read >= total || message.pending === 0n) enough.abort();
  };
  const end = await pullMessages(nc, consumer.value, {
    ...{ what, onMessage: take },
    signal: AbortSignal.any([signal, enough.signal]),
  });
  await deleteLookingConsumer(nc, consumer.value);
  if (malformed) return { ok: false, error: malformed };
  if (end.why === "stopped") return { ok: true, value: { total, isWhole: true } };
  return { ok: false, error: end.why === "error" ? end.error : interrupted(what) };
}

/** A consumer would take part in what such a stream keeps. */
async function readOneByOne(
  nc: NatsConnection,
  { bucket, head, prefix }: ObjectStore,
  { what, signal, most, onInfo }: MetadataOptions,
): Promise<Reading<MetadataRead>> {
  const names: string[] = [];
  const home = { what, stream: head.name, prefix: `${prefix}M.` };
  let total = 0;
  const listed = await listSubjectNames(nc, home, {
    pattern: ">",
    onPage(page) {
      total = page.total;
      names.push(...page.names);
      return total <= most;
    },
  });
  if (listed.error) return { ok: false, error: listed.error };
  if (total > most) return { ok: true, value: { total, isWhole: false } };
  for (const name of new Set(names)) {
    if (signal.aborted) break;
    const subject = `${prefix}M.${name}`;
    const message = await getMessage(nc, what, fromLeader(head.name), { last_by_subj: subject });
    if (!message.ok) return message;
    if (!message.value) continue;
    const info = parseObjectInfo(bucket, message.value);
    if (!info.ok) return info;
    onInfo(info.value, total);
  }
  return { ok: true, value: { total, isWhole: true } };
}

function interrupted(what: string): AppError {
  return { kind: "disconnected", what, why: "The connection was interrupted.", willRetry: false };
}

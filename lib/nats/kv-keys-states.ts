import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { KvEntry } from "@/lib/model/kv";
import { toKvEntry } from "./kv-entry";
import { bucketInWords, type KvPlace } from "./kv-place";
import { createLookingConsumer, deleteLookingConsumer } from "./looking-consumer";
import { getBatch, hasBatches } from "./message-batch";
import { getMessage } from "./message-get";
import { pullMessages } from "./pull";
import type { StoredMessage } from "./stored-message";
import { fromLeader } from "./stream-head";

/** What is known of each key that was asked for, as it is told; with those that are no more. */
export type KeyStates = { entries: KvEntry[]; gone: string[] };

/** Whose states are read; `meanBytes` says how big a value is, which a get brings along. */
export type StatesWish = { keys: readonly string[]; meanBytes: number; signal: AbortSignal };

/** Bigger ones are not fetched for the sake of their headers. */
const bigBytes = 64 * 1_024;
const batchBytes = 4 * 1_024 * 1_024;
const mostInFlight = 20;
const mostConsumers = 4;

/** Reads what was last done to some keys in sight: their revision, time and size. */
export async function readKeyStates(
  nc: NatsConnection,
  place: KvPlace,
  wish: StatesWish,
): Promise<Reading<KeyStates>> {
  const { keys, meanBytes } = wish;
  const isBatched = place.allowDirect && hasBatches(nc);
  const isBig = meanBytes > bigBytes || (isBatched && meanBytes * keys.length > batchBytes);
  const read = await readLast(nc, place, wish, { isBatched, isBig });
  if (!read.ok) return read;
  const entries = read.value.map((message) => toKvEntry(place.prefix, message));
  const found = new Set(entries.map(({ key }) => key));
  const missing = keys.filter((key) => !found.has(key));
  if (missing.length === 0) return { ok: true, value: { entries, gone: [] } };
  if (isBig && place.retention !== "limits") return { ok: true, value: { entries, gone: [] } };
  // A replica may not have it yet: only the leader knows that there is none.
  const leader = { ...place, ...fromLeader(place.name) };
  const certain = await readOneByOne(nc, leader, missing);
  if (!certain.ok) return certain;
  const more = certain.value.map((message) => toKvEntry(place.prefix, message));
  const there = new Set(more.map(({ key }) => key));
  const gone = missing.filter((key) => !there.has(key));
  return { ok: true, value: { entries: [...entries, ...more], gone } };
}

function readLast(
  nc: NatsConnection,
  place: KvPlace,
  wish: StatesWish,
  { isBatched, isBig }: { isBatched: boolean; isBig: boolean },
): Promise<Reading<StoredMessage[]>> {
  if (!isBig) {
    return isBatched ? readByBatch(nc, place, wish.keys) : readOneByOne(nc, place, wish.keys);
  }
  // A consumer tells headers alone; where it would change what is kept, sizes stay unknown.
  if (place.retention !== "limits") return Promise.resolve({ ok: true, value: [] });
  return readHeaders(nc, place, wish);
}

async function readByBatch(
  nc: NatsConnection,
  place: KvPlace,
  keys: readonly string[],
): Promise<Reading<StoredMessage[]>> {
  const what = bucketInWords(place.bucket);
  const found: StoredMessage[] = [];
  let missing = new Set(keys.map((key) => `${place.prefix}${key}`));
  while (missing.size > 0) {
    const query = { multi_last: [...missing], batch: missing.size, max_bytes: batchBytes };
    const answer = await getBatch(nc, what, place.name, query);
    if (!answer.ok) return answer;
    if (!answer.value) return readOneByOne(nc, place, keys);
    const { messages, pending } = answer.value;
    found.push(...messages);
    const came = new Set(messages.map(({ subject }) => subject));
    missing = new Set([...missing].filter((subject) => !came.has(subject)));
    if (messages.length === 0 || pending === 0n) break;
  }
  return { ok: true, value: found };
}

async function readOneByOne(
  nc: NatsConnection,
  place: KvPlace,
  keys: readonly string[],
): Promise<Reading<StoredMessage[]>> {
  const what = bucketInWords(place.bucket);
  const found: StoredMessage[] = [];
  for (let at = 0; at < keys.length; at += mostInFlight) {
    const some = keys.slice(at, at + mostInFlight);
    const answers = await Promise.all(
      some.map((key) => getMessage(nc, what, place, { last_by_subj: `${place.prefix}${key}` })),
    );
    for (const answer of answers) {
      if (!answer.ok) return answer;
      if (answer.value) found.push(answer.value);
    }
  }
  return { ok: true, value: found };
}

/** A consumer for each key, and some at a time: one for many wants a server of 2.10, and none has more than headers. */
async function readHeaders(
  nc: NatsConnection,
  place: KvPlace,
  { keys, signal }: StatesWish,
): Promise<Reading<StoredMessage[]>> {
  const found: StoredMessage[] = [];
  for (let at = 0; at < keys.length && !signal.aborted; at += mostConsumers) {
    const some = keys.slice(at, at + mostConsumers);
    const answers = await Promise.all(some.map((key) => readHeader(nc, place, key, signal)));
    for (const answer of answers) {
      if (!answer.ok) return answer;
      if (answer.value) found.push(answer.value);
    }
  }
  return { ok: true, value: found };
}

async function readHeader(
  nc: NatsConnection,
  { bucket, name, prefix }: KvPlace,
  key: string,
  signal: AbortSignal,
): Promise<Reading<StoredMessage | undefined>> {
  const what = bucketInWords(bucket);
  const look = { filter: `${prefix}${key}`, from: "last-per-subject", headersOnly: true } as const;
  const made = await createLookingConsumer(nc, what, name, look);
  if (!made.ok) return made;
  if (made.value.pending === 0n) {
    await deleteLookingConsumer(nc, made.value);
    return { ok: true, value: undefined };
  }
  const done = new AbortController();
  const stop = () => done.abort();
  signal.addEventListener("abort", stop);
  let found: StoredMessage | undefined;
  const onMessage = (message: StoredMessage) => {
    found = { ...message, data: message.data.slice() };
    stop();
  };
  const end = await pullMessages(nc, made.value, { what, signal: done.signal, onMessage });
  signal.removeEventListener("abort", stop);
  await deleteLookingConsumer(nc, made.value);
  return end.why === "error" ? { ok: false, error: end.error } : { ok: true, value: found };
}

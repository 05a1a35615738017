import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { createLookingConsumer, deleteLookingConsumer } from "./looking-consumer";
import { getBatch, hasBatches } from "./message-batch";
import { getMessage } from "./message-get";
import type { ObjectStore } from "./object-info";
import { type PullEnd, pullMessages } from "./pull";
import type { StoredMessage } from "./stored-message";
import { listSubjectNames } from "./subject-names-list";

/** From where a store's metadata is followed, and who hears of it. */
export type FollowObjectsOptions = {
  /** The newest of each name and then each change, or all from a sequence on. */
  from: "last-per-subject" | { sequence: bigint };
  /** Of what is there when it begins, no more than so many are told. */
  most: number;
  signal: AbortSignal;
  /** How many there are when it begins. */
  onBegun: (total: number) => void;
  /** A view that is valid only now. */
  onMessage: (message: StoredMessage) => void;
  /** What was there when it began has come; from now on it is live. */
  onInitial: () => void;
};

/** It ended as a pull does; or there are more than were wanted. */
export type FollowObjectsEnd = PullEnd | { why: "enough" };

/**
 * Follows the metadata of a store's objects by a consumer of the console's own, as long as that lives. Leaves nothing
 * behind. Only on streams with limits retention.
 */
export async function followObjects(
  nc: NatsConnection,
  store: ObjectStore,
  { from, most, signal, onBegun, onMessage, onInitial }: FollowObjectsOptions,
): Promise<FollowObjectsEnd> {
  const what = metadataInWords(store);
  const look = { filter: `${store.prefix}M.>`, from };
  const made = await createLookingConsumer(nc, what, store.head.name, look);
  if (!made.ok) return { why: "error", error: made.error };
  const consumer = made.value;
  const enough = new AbortController();
  let [left, read, isInitial] = [consumer.pending, 0, true];
  const tellInitial = () => {
    isInitial = false;
    onInitial();
  };
  onBegun(Number(left));
  if (left === 0n) tellInitial();
  const end = await pullMessages(nc, consumer, {
    what,
    signal: AbortSignal.any([signal, enough.signal]),
    onMessage(message) {
      if (enough.signal.aborted) return;
      onMessage(message);
      if (!isInitial) return;
      left--;
      read++;
      // Of what was there when it began some may be gone meanwhile, and new ones may keep coming.
      if (message.pending === 0n || left <= 0n) tellInitial();
      else if (read >= most) enough.abort();
    },
  });
  const deletion = deleteLookingConsumer(nc, consumer);
  if (end.why !== "gone") await deletion;
  return enough.signal.aborted && !signal.aborted ? { why: "enough" } : end;
}

/** From where metadata is read without a consumer. */
export type PageObjectsOptions = {
  from: bigint;
  most: number;
  signal: AbortSignal;
  onMessage: (message: StoredMessage) => void;
};

const pageMessages = 1_000;
const pageBytes = 4 * 1_024 * 1_024;

/** Reads metadata in the order in which it was written, without a consumer; the result is where it goes on. */
export async function pageObjects(
  nc: NatsConnection,
  store: ObjectStore,
  { from, most, signal, onMessage }: PageObjectsOptions,
): Promise<Reading<{ next: bigint; isWhole: boolean }>> {
  let next = from;
  let read = 0;
  while (!signal.aborted) {
    const page = await readPage(nc, store, next);
    if (!page.ok) return page;
    for (const message of page.value) {
      onMessage(message);
      next = message.sequence + 1n;
    }
    read += page.value.length;
    if (page.value.length === 0) return { ok: true, value: { next, isWhole: true } };
    if (read >= most) return { ok: true, value: { next, isWhole: false } };
  }
  return { ok: true, value: { next, isWhole: false } };
}

async function readPage(
  nc: NatsConnection,
  store: ObjectStore,
  sequence: bigint,
): Promise<Reading<StoredMessage[]>> {
  const what = metadataInWords(store);
  const { head } = store;
  const query = { seq: sequence, next_by_subj: `${store.prefix}M.>` };
  if (head.allowDirect && hasBatches(nc)) {
    const page = await getBatch(nc, what, head.name, {
      ...{ ...query, batch: pageMessages, max_bytes: pageBytes },
    });
    if (!page.ok) return page;
    if (page.value) return { ok: true, value: page.value.messages };
  }
  const message = await getMessage(nc, what, head, query);
  if (!message.ok) return message;
  return { ok: true, value: message.value ? [message.value] : [] };
}

/** The names of a store's metadata as they stand in its subjects; no message is read. */
export async function listObjectNames(
  nc: NatsConnection,
  store: ObjectStore,
): Promise<Reading<Set<string>>> {
  const names = new Set<string>();
  const home = {
    what: metadataInWords(store),
    stream: store.head.name,
    prefix: `${store.prefix}M.`,
  };
  const end = await listSubjectNames(nc, home, {
    pattern: ">",
    onPage(page) {
      for (const name of page.names) names.add(name);
      return true;
    },
  });
  return end.error ? { ok: false, error: end.error } : { ok: true, value: names };
}

function metadataInWords({ bucket }: ObjectStore): string {
  return `Object store ${bucket}`;
}

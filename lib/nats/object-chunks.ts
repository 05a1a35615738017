import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import { whileLost } from "./connection-events";
import {
  createLookingConsumer,
  deleteLookingConsumer,
  type LookingConsumer,
} from "./looking-consumer";
import { getBatch, hasBatches } from "./message-batch";
import { getMessage } from "./message-get";
import { isPassing } from "./passing";
import { pullMessages } from "./pull";
import type { StoredMessage } from "./stored-message";
import type { StreamHead } from "./stream-head";

/** Which messages are read, in their order, and who takes them, one after the other. */
export type ReadOptions = {
  what: string;
  head: StreamHead;
  subject: string;
  /** How many there are. */
  count: number;
  signal: AbortSignal;
  onData: (data: Uint8Array) => void | Promise<void>;
};

/** Of a page; two are in memory at a time, but for messages that are larger. */
const stepBytes = 4 * 1024 * 1024;
const stepMessages = 1_000;

/** What was read so far, and where it goes on. */
type Place = { left: number; sequence: bigint };
/** Read to the end, not possible in this way, or an error. */
type Outcome = { is: "done" } | { is: "impossible" } | { is: "failed"; error: AppError };

/**
 * Reads a subject's messages with as few requests as the server allows, and no faster than they are taken: in pages
 * from 2.11 on, else by a consumer, and where a consumer would change what the stream keeps, one by one.
 */
export async function readSubject(
  nc: NatsConnection,
  options: ReadOptions,
): Promise<AppError | undefined> {
  const place: Place = { left: options.count, sequence: 1n };
  for (const read of [readInPages, readByConsumer, readOneByOne]) {
    const outcome = await read(nc, options, place);
    if (options.signal.aborted) return { kind: "cancelled", what: options.what };
    if (outcome.is === "failed") return outcome.error;
    if (outcome.is === "impossible") continue;
    if (place.left === 0) return undefined;
    const detail = `${place.left} of its ${options.count} chunks are not there.`;
    return { kind: "damaged", what: options.what, detail };
  }
  return undefined;
}

async function readInPages(
  nc: NatsConnection,
  options: ReadOptions,
  place: Place,
): Promise<Outcome> {
  const { what, head, subject, signal } = options;
  if (!head.allowDirect || !hasBatches(nc)) return { is: "impossible" };
  const patience = { leftMs: outageMs };
  const ask = ({ left, sequence }: Place) =>
    getBatch(nc, what, head.name, {
      ...{ seq: sequence, next_by_subj: subject },
      ...{ batch: Math.min(stepMessages, left), max_bytes: stepBytes },
    });
  let next = ask(place);
  while (place.left > 0 && !signal.aborted) {
    let page = await next;
    while (!page.ok && (await outlast(nc, page.error, { patience, signal }))) {
      page = await ask(place);
    }
    if (!page.ok) return { is: "failed", error: page.error };
    if (!page.value) return { is: "impossible" };
    const { messages } = page.value;
    const last = messages.at(-1);
    if (!last) break;
    // The next page is on its way while this one is taken.
    const left = place.left - messages.length;
    if (left > 0) next = ask({ left, sequence: last.sequence + 1n });
    await take(messages, options, place);
  }
  return { is: "done" };
}

async function take(
  messages: readonly StoredMessage[],
  { signal, onData }: ReadOptions,
  place: Place,
): Promise<void> {
  for (const { data, sequence } of messages) {
    if (signal.aborted) return;
    await onData(data);
    pass(place, sequence);
  }
}

/** For so long in all, a server that restarts or has no leader ends no reading. */
const outageMs = 60_000;
const againMs = 250;

/** Waits until it is worth another try; false where it is not, or was not for too long. */
async function outlast(
  nc: NatsConnection,
  error: AppError,
  { patience, signal }: { patience: { leftMs: number }; signal: AbortSignal },
): Promise<boolean> {
  if (!isPassing(error, nc) || patience.leftMs <= 0 || signal.aborted) return false;
  const begunMs = performance.now();
  const enough = AbortSignal.any([signal, AbortSignal.timeout(patience.leftMs)]);
  await whileLost(nc, enough);
  await new Promise((settle) => setTimeout(settle, againMs));
  patience.leftMs -= performance.now() - begunMs;
  return !enough.aborted;
}

async function readByConsumer(
  nc: NatsConnection,
  options: ReadOptions,
  place: Place,
): Promise<Outcome> {
  const { what, head, subject, signal } = options;
  if (head.retention !== "limits") return { is: "impossible" };
  while (place.left > 0 && !signal.aborted) {
    const consumer = await createLookingConsumer(nc, what, head.name, {
      filter: subject,
      from: { sequence: place.sequence },
    });
    if (!consumer.ok) {
      // The stream can have as many consumers as it may.
      if (consumer.error.kind === "jetstream") return { is: "impossible" };
      return { is: "failed", error: consumer.error };
    }
    if (consumer.value.pending === 0n) {
      await deleteLookingConsumer(nc, consumer.value);
      break;
    }
    const outcome = await drain(nc, consumer.value, options, place);
    await deleteLookingConsumer(nc, consumer.value);
    if (outcome) return outcome;
  }
  return { is: "done" };
}

/** Undefined when the consumer was lost on the way: another goes on. */
async function drain(
  nc: NatsConnection,
  consumer: LookingConsumer,
  { what, signal, onData }: ReadOptions,
  place: Place,
): Promise<Outcome | undefined> {
  const enough = new AbortController();
  const end = await pullMessages(nc, consumer, {
    what,
    signal: AbortSignal.any([signal, enough.signal]),
    async onMessage({ data, sequence, pending }) {
      await onData(data);
      pass(place, sequence);
      if (place.left === 0 || pending === 0n) enough.abort();
    },
  });
  if (end.why === "error") return { is: "failed", error: end.error };
  return end.why === "stopped" ? { is: "done" } : undefined;
}

async function readOneByOne(
  nc: NatsConnection,
  { what, head, subject, signal, onData }: ReadOptions,
  place: Place,
): Promise<Outcome> {
  while (place.left > 0 && !signal.aborted) {
    const query = { seq: place.sequence, next_by_subj: subject };
    const message = await getMessage(nc, what, head, query);
    if (!message.ok) return { is: "failed", error: message.error };
    if (!message.value) break;
    await onData(message.value.data);
    pass(place, message.value.sequence);
  }
  return { is: "done" };
}

function pass(place: Place, sequence: bigint): void {
  place.left--;
  place.sequence = sequence + 1n;
}

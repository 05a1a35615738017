import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import {
  createLookingConsumer,
  deleteLookingConsumer,
  type LookingConsumer,
} from "./looking-consumer";
import { getBatch, hasBatches } from "./message-batch";
import { getMessage } from "./message-get";
import { pullMessages } from "./pull";
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

/** What is in memory at a time, but for one message that is larger. */
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
  { what, head, subject, signal, onData }: ReadOptions,
  place: Place,
): Promise<Outcome> {
  if (!head.allowDirect || !hasBatches(nc)) return { is: "impossible" };
  while (place.left > 0 && !signal.aborted) {
    const page = await getBatch(nc, what, head.name, {
      seq: place.sequence,
      next_by_subj: subject,
      batch: Math.min(stepMessages, place.left),
      max_bytes: stepBytes,
    });
    if (!page.ok) return { is: "failed", error: page.error };
    if (!page.value) return { is: "impossible" };
    for (const { data, sequence } of page.value.messages) {
      if (signal.aborted) break;
      await onData(data);
      pass(place, sequence);
    }
    if (page.value.messages.length === 0) break;
  }
  return { is: "done" };
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

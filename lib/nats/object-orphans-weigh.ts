import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { createLookingConsumer, deleteLookingConsumer } from "./looking-consumer";
import { getMessage } from "./message-get";
import type { ObjectStore } from "./object-info";
import { storeInWords } from "./object-store";
import { pullMessages } from "./pull";
import type { StoredMessage } from "./stored-message";
import { fromLeader } from "./stream-head";

/** What chunks of one name are together. */
type Weight = { bytes: bigint; lastMs: number; lastSequence: bigint };

type Chunks = { nuid: string; chunks: number };

/** Tells how much chunks weigh, and when the newest came; undefined where there are none any more. */
export async function weighChunks(
  nc: NatsConnection,
  store: ObjectStore,
  chunks: Chunks,
  signal: AbortSignal,
): Promise<Reading<Weight | undefined>> {
  if (store.head.retention !== "limits") return weighByEnds(nc, store, chunks);
  const weight = await weighByHeaders(nc, store, chunks, signal);
  // The stream can have as many consumers as it may.
  const isRefused = !weight.ok && weight.error.kind === "jetstream";
  return isRefused ? weighByEnds(nc, store, chunks) : weight;
}

/** Chunk by chunk, without their data. */
async function weighByHeaders(
  nc: NatsConnection,
  { bucket, head, prefix }: ObjectStore,
  { nuid }: Chunks,
  signal: AbortSignal,
): Promise<Reading<Weight | undefined>> {
  const what = `The chunks of ${storeInWords(bucket)}`;
  const consumer = await createLookingConsumer(nc, what, head.name, {
    ...{ filter: `${prefix}C.${nuid}`, headersOnly: true },
    from: { sequence: 1n },
  });
  if (!consumer.ok) return consumer;
  const enough = new AbortController();
  let weight: Weight | undefined;
  const onMessage = (message: StoredMessage) => {
    const size = message.headers?.get("Nats-Msg-Size") || "0";
    weight = { ...lastOf(message), bytes: (weight?.bytes ?? 0n) + BigInt(size) };
    if (message.pending === 0n) enough.abort();
  };
  if (consumer.value.pending === 0n) enough.abort();
  const end = await pullMessages(nc, consumer.value, {
    ...{ what, onMessage },
    signal: AbortSignal.any([signal, enough.signal]),
  });
  await deleteLookingConsumer(nc, consumer.value);
  if (end.why === "stopped") return { ok: true, value: weight };
  return { ok: false, error: end.why === "error" ? end.error : interrupted(what) };
}

/** All but the last chunk are as large as the first. */
async function weighByEnds(
  nc: NatsConnection,
  { bucket, head, prefix }: ObjectStore,
  { nuid, chunks }: Chunks,
): Promise<Reading<Weight | undefined>> {
  const what = `The chunks of ${storeInWords(bucket)}`;
  const subject = `${prefix}C.${nuid}`;
  const leader = fromLeader(head.name);
  const first = await getMessage(nc, what, leader, { seq: 1n, next_by_subj: subject });
  if (!first.ok) return first;
  const last = await getMessage(nc, what, leader, { last_by_subj: subject });
  if (!last.ok) return last;
  if (!first.value || !last.value) return { ok: true, value: undefined };
  const bytes = first.value.data.length * (chunks - 1) + last.value.data.length;
  return { ok: true, value: { ...lastOf(last.value), bytes: BigInt(bytes) } };
}

function lastOf({ sequence, timeNs }: StoredMessage): Omit<Weight, "bytes"> {
  return { lastSequence: sequence, lastMs: Number(timeNs / 1_000_000n) };
}

function interrupted(what: string): AppError {
  return { kind: "disconnected", what, why: "The connection was interrupted.", willRetry: false };
}

import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { isSameBytes } from "@/lib/format/same-bytes";
import type { ObjectInfo } from "@/lib/model/objects";
import { writeJson } from "./json";
import { inWords, type ObjectStore } from "./object-info";
import type { MetadataJson } from "./object-json";
import { getMetadata, type StoredMetadata, subjectOfWrites } from "./object-place";
import { toUnstored } from "./object-refusals";
import { publishToStream } from "./publish";
import { readUntil } from "./read-again";

/** Metadata, where it is written, and the last sequence that is expected there. */
export type MetadataWrite = {
  store: ObjectStore;
  /** What the object is then, but for revision and time. */
  info: ObjectInfo;
  subject: string;
  expected: bigint;
  json: MetadataJson;
};

/** How a write may be waited for. */
export type MetadataWriteOptions = { ackMs?: number; readBackMs?: number };

/** What became of it. */
export type WrittenMetadata =
  | { is: "stored"; sequence: bigint }
  /** Another was there. */
  | { is: "conflict" }
  /** No answer came, and read again for a while it is not there. */
  | { is: "not-there" }
  /** No answer came, and what is there now does not tell. */
  | { is: "unknown"; error: AppError | undefined };

/** Another last sequence than the one that was expected. */
const conflicts = new Set([10071, 10164]);
const expectedHeader = "Nats-Expected-Last-Subject-Sequence";

/**
 * Writes metadata where nothing else was written meanwhile. It is sent once: where no answer comes, what is there is read
 * back and told (R05).
 */
export async function writeMetadata(
  nc: NatsConnection,
  write: MetadataWrite,
  { ackMs, readBackMs }: MetadataWriteOptions = {},
): Promise<Reading<WrittenMetadata>> {
  const { info, subject, expected, json } = write;
  const payload = new TextEncoder().encode(writeJson(json));
  const headers = [
    { name: expectedHeader, value: String(expected) },
    { name: "Nats-Rollup", value: "sub" },
  ];
  const message = { subject: subjectOfWrites(nc, subject), headers, payload };
  const outcome = await publishToStream(nc, message, ackMs);
  if (outcome.state === "stored") {
    return { ok: true, value: { is: "stored", sequence: outcome.sequence } };
  }
  if (outcome.state === "unknown") {
    return { ok: true, value: await readBack(nc, write, payload, readBackMs) };
  }
  if (outcome.state === "rejected" && conflicts.has(outcome.code)) {
    return { ok: true, value: { is: "conflict" } };
  }
  return { ok: false, error: toUnstored(inWords(info.name), subject, outcome) };
}

async function readBack(
  nc: NatsConnection,
  { store, subject, expected }: MetadataWrite,
  payload: Uint8Array,
  withinMs: number | undefined,
): Promise<WrittenMetadata> {
  const isNewer = (found: StoredMetadata | undefined) =>
    found !== undefined && found.message.sequence > expected;
  const now = await readUntil(nc, () => getMetadata(nc, store, subject), isNewer, withinMs);
  if (!now?.ok) return { is: "unknown", error: now?.error };
  const { message } = now.value ?? {};
  if (!message || message.sequence <= expected) return { is: "not-there" };
  // The server keeps the header that a write was compared by, and only one can have followed what was expected.
  if (message.headers?.get(expectedHeader) !== String(expected)) {
    return { is: "unknown", error: undefined };
  }
  return isSameBytes(message.data, payload)
    ? { is: "stored", sequence: message.sequence }
    : { is: "conflict" };
}

/** The object as it was stored: with the server's time, where that can be read. */
export async function readWritten(
  nc: NatsConnection,
  { store, subject, info }: MetadataWrite,
  sequence: bigint,
): Promise<ObjectInfo> {
  const now = await getMetadata(nc, store, subject);
  if (now.ok && now.value?.message.sequence === sequence) return now.value.info;
  return { ...info, revision: sequence, timeNs: BigInt(Date.now()) * 1_000_000n };
}

import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { isSameBytes } from "@/lib/format/same-bytes";
import type { KvEntry, KvOutcome, KvWrite } from "@/lib/model/kv";
import type { HeaderLine, OutgoingMessage, PublishOutcome } from "@/lib/model/publish";
import { toKvEntry } from "./kv-entry";
import { checkAskedKey, getKvMessage, getKvMessageFrom, keyInWords } from "./kv-get";
import { getKvPlace, type KvPlace } from "./kv-place";
import { publishToStream } from "./publish";
import { readUntil } from "./read-again";
import { apiPrefixOf, apiSubject } from "./scope";
import type { StoredMessage } from "./stored-message";

/** How a write may be waited for. */
export type KvWriteOptions = { ackMs?: number; readBackMs?: number };

/**
 * Writes one key where it still has the revision that was expected. It is sent once: where no answer comes, what the
 * key has become is read back and told (R05). Never throws.
 */
export async function writeKv(
  nc: NatsConnection,
  write: KvWrite,
  options: KvWriteOptions = {},
): Promise<Reading<KvOutcome>> {
  const place = await getKvPlace(nc, write.bucket);
  if (!place.ok) return notWritten(write, notSent(write, place.error));
  return writeKvAt(nc, place.value, write, options);
}

/** The same for whoever knows where the bucket is, and writes many. */
export async function writeKvAt(
  nc: NatsConnection,
  place: KvPlace,
  write: KvWrite,
  options: KvWriteOptions = {},
): Promise<Reading<KvOutcome>> {
  // A server stores a subject with a wildcard in it, and then takes a purge of it for one of all that it matches.
  const bad = checkAskedKey(write.key);
  if (bad) return notWritten(write, bad.error);
  const refused = refuse(place, write);
  if (refused) return notWritten(write, refused);
  const outcome = await publishToStream(nc, toMessage(nc, place, write), options.ackMs);
  return tell(nc, { place, write, options }, outcome);
}

type Written = { place: KvPlace; write: KvWrite; options: KvWriteOptions };

async function tell(
  nc: NatsConnection,
  written: Written,
  outcome: PublishOutcome,
): Promise<Reading<KvOutcome>> {
  const { place, write } = written;
  if (outcome.state === "stored") {
    return { ok: true, value: { state: "stored", revision: outcome.sequence } };
  }
  if (outcome.state === "unknown") return { ok: true, value: await readBack(nc, written) };
  if (outcome.state !== "rejected" || !conflicts.has(outcome.code)) {
    return notWritten(write, toError(place, write, outcome));
  }
  const current = await getKvMessage(nc, place, write.key);
  if (!current.ok) return notWritten(write, current.error);
  return { ok: true, value: { state: "conflict", current: toEntry(place, current.value) } };
}

/** Another last sequence than the one that was expected. */
const conflicts = new Set([10071, 10164]);

const expectedHeader = "Nats-Expected-Last-Subject-Sequence";

function toMessage(nc: NatsConnection, place: KvPlace, write: KvWrite): OutgoingMessage {
  const { key, change, expected } = write;
  const subject = `${place.prefix}${key}`;
  const headers: HeaderLine[] = [{ name: expectedHeader, value: String(expected) }];
  if (change.kind !== "put") headers.push({ name: "KV-Operation", value: operations[change.kind] });
  if (change.kind === "purge") headers.push({ name: "Nats-Rollup", value: "sub" });
  if (change.ttlNs !== undefined) {
    headers.push({ name: "Nats-TTL", value: toTtl(change.ttlNs) });
  }
  return {
    // Where the bucket is reached through a domain, it is written through the API's prefix.
    subject: apiPrefixOf(nc) === "$JS.API" ? subject : apiSubject(nc, subject),
    headers,
    payload: change.kind === "put" ? change.value : new Uint8Array(),
  };
}

/** Whole seconds as every server writes them itself. */
function toTtl(ns: bigint): string {
  return ns % nsPerSecond === 0n ? `${ns / nsPerSecond}s` : `${ns}ns`;
}

const nsPerSecond = 1_000_000_000n;
const operations = { delete: "DEL", purge: "PURGE" } as const;

/** What is known beforehand to be in vain, or to do something else than it says. */
function refuse(place: KvPlace, { key, change }: KvWrite): AppError | undefined {
  const what = keyInWords(key);
  if (place.readOnlyWhy) {
    const detail = readOnlyWords[place.readOnlyWhy];
    return { kind: "console", title: `${what} was not written`, detail };
  }
  // Older servers, and streams without it, keep the header and never do what it says.
  if (change.ttlNs === undefined || place.hasMessageTtl) return undefined;
  return {
    kind: "console",
    title: `${what} was not written`,
    detail: "The bucket gives its keys no time to live of their own (allow_msg_ttl, NATS 2.11).",
  };
}

const readOnlyWords = {
  "mirror-of-elsewhere":
    "The bucket mirrors one of another account or domain: it is written there, not here.",
  sealed: "The bucket is sealed: nothing in it changes any more.",
};

/** What a stream's refusal means to a bucket. */
const rejections: Record<number, string> = {
  10054: "The bucket takes no value of this size: its max value size is less.",
  10077: "The bucket is full: it takes nothing until older values go, or its max bytes is raised.",
};

function toError(
  place: KvPlace,
  { key }: KvWrite,
  outcome: Exclude<PublishOutcome, { state: "stored" | "unknown" }>,
): AppError {
  const what = keyInWords(key);
  switch (outcome.state) {
    case "refused":
      return outcome.error;
    case "rejected": {
      const { code, description } = outcome;
      const detail = rejections[code];
      if (detail === undefined) return { kind: "jetstream", what, code, description };
      const words = `${detail} (${description}, ${code})`;
      return { kind: "console", title: `${what} was not written`, detail: words };
    }
    case "too-large":
      return {
        kind: "console",
        title: `${what} was not written`,
        detail: `With its headers it has ${outcome.sizeBytes} bytes; the server takes ${outcome.maxBytes} at most (max_payload).`,
      };
    default:
      return { kind: "no-responders", what, subject: `${place.prefix}${key}` };
  }
}

async function readBack(nc: NatsConnection, written: Written): Promise<KvOutcome> {
  const { place, write, options } = written;
  const now = await readUntil(
    nc,
    () => getKvMessage(nc, place, write.key),
    (found) => isNewer(found, write),
    options.readBackMs,
  );
  if (!now) return { state: "unknown", error: disconnected(write) };
  if (!now.ok) return { state: "unknown", error: now.error };
  if (now.value && isNewer(now.value, write)) return judge(nc, written, now.value);
  return { state: "found-not-stored", current: toEntry(place, now.value) };
}

function isNewer(found: StoredMessage | undefined, { expected }: KvWrite): boolean {
  return found !== undefined && found.sequence > expected;
}

/** The key is newer than it was: by this write, or by another. Only one write can have followed what was expected. */
async function judge(
  nc: NatsConnection,
  { place, write }: Written,
  now: StoredMessage,
): Promise<KvOutcome> {
  if (isMine(now, write)) return { state: "found-stored", revision: now.sequence };
  const current = toKvEntry(place.prefix, now);
  const first = await getKvMessageFrom(nc, place, write.key, write.expected + 1n);
  const next = first.ok ? (first.value ?? now) : now;
  if (isMine(next, write)) return { state: "found-stored", revision: next.sequence };
  if (expectedBy(next) === write.expected) return { state: "found-not-stored", current };
  if (write.expected === 0n || !first.ok) return { state: "found-other", current };
  // As long as what was expected is still kept, nothing that followed it can have gone.
  const base = await getKvMessage(nc, place, write.key, write.expected);
  const isWhole = base.ok && base.value !== undefined;
  return { state: isWhole ? "found-not-stored" : "found-other", current };
}

/** The server keeps the header that a write was compared by. */
function expectedBy({ headers }: StoredMessage): bigint | undefined {
  const text = headers?.get(expectedHeader) ?? "";
  return /^\d+$/.test(text) ? BigInt(text) : undefined;
}

function isMine(stored: StoredMessage, { change, expected }: KvWrite): boolean {
  if (expectedBy(stored) !== expected) return false;
  const operation = stored.headers?.get("KV-Operation") ?? "";
  if (change.kind !== "put") return operation === operations[change.kind];
  return operation === "" && isSameBytes(stored.data, change.value);
}

function toEntry(place: KvPlace, message: StoredMessage | undefined): KvEntry | undefined {
  return message && toKvEntry(place.prefix, message);
}

function disconnected({ key }: KvWrite): AppError {
  const why = "The connection was lost after it was sent.";
  return { kind: "disconnected", what: keyInWords(key), why, willRetry: true };
}

/** Only the bucket was asked for: whatever became of that, nothing of the key was sent. */
function notSent({ bucket, key, change }: KvWrite, cause: AppError): AppError {
  if (cause.kind !== "timeout" && cause.kind !== "disconnected") return cause;
  const why = cause.kind === "timeout" ? "gave no answer in time" : "could not be reached";
  return {
    kind: "console",
    title: `${keyInWords(key)} was not ${verbs[change.kind]}`,
    detail: `Bucket ${bucket} ${why}, so nothing was sent.`,
  };
}

const verbs = { put: "written", delete: "deleted", purge: "purged" } as const;

function notWritten({ key, change }: KvWrite, cause: AppError): { ok: false; error: AppError } {
  const title = `${keyInWords(key)} was not ${verbs[change.kind]}`;
  return { ok: false, error: { kind: "not-done", title, cause } };
}

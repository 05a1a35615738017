import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { KvEntry } from "@/lib/model/kv";
import type { BulkJob, BulkReading, ChosenKeys } from "@/lib/model/kv-bulk";
import {
  type BulkBook,
  type BulkItem,
  createBook,
  hashOf,
  mostItems,
  toItem,
  toNow,
  toPreview,
} from "./kv-bulk-book";
import { readChosen } from "./kv-bulk-read";
import { getKvPlace, type KvPlace } from "./kv-place";

/** Until when is planned, and who hears how far it is. */
export type PlanOptions = { signal: AbortSignal; onProgress?: (reading: BulkReading) => void };

type ChosenJob = Exclude<BulkJob, { kind: "import" }>;

/** What a job would do to the keys that were chosen, each compared with what stands there now. Nothing is sent. */
export async function planChosen(
  nc: NatsConnection,
  place: KvPlace,
  job: ChosenJob,
  options: PlanOptions,
): Promise<Reading<BulkBook>> {
  if (job.kind === "copy") return planCopy(nc, place, job, options);
  if (job.kind === "ttl" && !place.hasMessageTtl) return { ok: false, error: noTtl(place) };
  const book = createBook();
  const seen = new Map<string, number>();
  const read = await readChosen(nc, place, {
    ...{ ...options, chosen: job.chosen, withValues: false },
    onEntry: (entry) => put(book, seen, judge(entry, job)),
  });
  if (!read.ok) return read;
  addMissing(book, seen, job.chosen);
  return full(book) ?? { ok: true, value: book };
}

function judge(entry: KvEntry, job: ChosenJob): BulkItem {
  const { key, revision, operation, sizeBytes } = entry;
  const base = { expected: revision, now: toNow(entry, undefined), sizeBytes, source: revision };
  const hasValue = operation.kind === "put";
  const { chosen } = job;
  if (operation.kind === "delete" && chosen.kind === "pattern" && chosen.leavesDeleted) {
    return toItem(key, "same", {
      ...base,
      why: "It is deleted, and was not among what was shown.",
    });
  }
  if (job.kind === "purge") {
    return operation.kind === "purge" || operation.kind === "removed"
      ? toItem(key, "same", { ...base, why: "It is purged already." })
      : toItem(key, "purged", base);
  }
  if (!hasValue) return toItem(key, "same", { ...base, why: "It has no value." });
  if (job.kind === "delete") return toItem(key, "deleted", base);
  return toItem(key, "changed", { ...base, ...(job.kind === "ttl" && { ttlNs: job.ttlNs }) });
}

async function planCopy(
  nc: NatsConnection,
  place: KvPlace,
  { chosen, to }: ChosenJob & { kind: "copy" },
  options: PlanOptions,
): Promise<Reading<BulkBook>> {
  const target = await getKvPlace(nc, to);
  if (!target.ok) return target;
  const book = createBook();
  const seen = new Map<string, number>();
  const read = await readChosen(nc, place, {
    ...{ ...options, chosen, withValues: true },
    onEntry: (entry) => put(book, seen, toCopy(entry, book)),
  });
  if (!read.ok) return read;
  addMissing(book, seen, chosen);
  return full(book) ?? compare(nc, target.value, book, options);
}

function toCopy(entry: KvEntry, book: BulkBook): BulkItem {
  const { key, revision, operation, value, ttl } = entry;
  if (operation.kind !== "put") return toItem(key, "same", { why: "It has no value to copy." });
  if (ttl !== undefined && ttl !== "never") book.ttlsLost++;
  return toItem(key, "created", {
    ...{ source: revision, sizeBytes: value.length, hash: hashOf(value) },
    preview: toPreview(value, book.items.length),
  });
}

/** Compares what would be written with what stands in the bucket that it would be written to. */
export async function compare(
  nc: NatsConnection,
  place: KvPlace,
  book: BulkBook,
  options: PlanOptions,
): Promise<Reading<BulkBook>> {
  const wanted = new Map<string, BulkItem>();
  for (const item of book.items) {
    if (item.fate === "refused" || item.fate === "same") continue;
    const why = tooLarge(nc, place, item);
    if (why === undefined) wanted.set(item.key, item);
    else refuse(item, why);
  }
  let no = 0;
  const read = await readChosen(nc, place, {
    ...{ ...options, chosen: { kind: "keys", keys: [...wanted.keys()] }, withValues: true },
    onEntry: (entry) => {
      const item = wanted.get(entry.key);
      if (item) meet(item, entry, no++);
    },
  });
  if (!read.ok) return read;
  // What is to be deleted, and is not there.
  for (const item of wanted.values()) {
    if (item.now === undefined && item.fate !== "created") leave(item, "It has no value.");
  }
  return { ok: true, value: book };
}

/** What the file or the source has, and what stands here. */
function meet(item: BulkItem, entry: KvEntry, no: number): void {
  const { operation, revision, value } = entry;
  const hasValue = operation.kind === "put";
  item.expected = revision;
  item.now = toNow(entry, hasValue ? toPreview(value, no) : undefined);
  if (item.fate === "deleted" || item.fate === "purged") {
    if (!hasValue) leave(item, "It has no value.");
    return;
  }
  if (!hasValue) return;
  const isSame = value.length === item.sizeBytes && hashOf(value) === item.hash;
  if (isSame) leave(item, "It has this value.");
  else item.fate = "changed";
}

function leave(item: BulkItem, why: string): void {
  item.fate = "same";
  item.why = why;
}

function refuse(item: BulkItem, why: string): void {
  item.fate = "refused";
  item.why = why;
}

/** Room for the headers of a write, with some to spare. */
const headerBytes = 256;

function tooLarge(nc: NatsConnection, place: KvPlace, item: BulkItem): string | undefined {
  const { sizeBytes } = item;
  const most = place.maxMessageBytes;
  if (most !== undefined && most >= 0 && sizeBytes > most) {
    return `Its ${sizeBytes} bytes are more than the bucket takes for a value, ${most}.`;
  }
  const payload = nc.info?.max_payload;
  return payload !== undefined && sizeBytes + headerBytes > payload
    ? `Its ${sizeBytes} bytes are more than the server takes with the headers, ${payload}.`
    : undefined;
}

/** A key that changes while it is looked at comes again: the newest counts. */
function put(book: BulkBook, seen: Map<string, number>, item: BulkItem): void {
  const at = seen.get(item.key);
  if (at !== undefined) {
    book.items[at] = item;
    return;
  }
  seen.set(item.key, book.items.length);
  if (book.items.length <= mostItems) book.items.push(item);
}

function addMissing(book: BulkBook, seen: Map<string, number>, chosen: ChosenKeys): void {
  if (chosen.kind !== "keys") return;
  for (const key of chosen.keys) {
    if (!seen.has(key)) put(book, seen, toItem(key, "same", { why: "There is nothing any more." }));
  }
}

/** Where there are too many for one plan. */
export function full(book: BulkBook): { ok: false; error: AppError } | undefined {
  if (book.items.length <= mostItems) return undefined;
  return {
    ok: false,
    error: {
      kind: "console",
      title: "These are too many keys at once",
      detail: `More than ${mostItems} keys: each is compared with what was seen, so they are all kept in mind.`,
      hint: "Take a narrower pattern, one part after the other.",
    },
  };
}

function noTtl({ bucket }: KvPlace): AppError {
  return {
    kind: "console",
    title: `Keys of ${bucket} can't have a time to live of their own`,
    detail: "The bucket was made without it (allow_msg_ttl), or its server is older than 2.11.",
  };
}

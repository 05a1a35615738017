import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { KvFileEntry } from "@/lib/format/kv-file-read";
import { createBreath } from "./breath";
import {
  type BulkBook,
  type BulkItem,
  createBook,
  hashOf,
  mostItems,
  toItem,
  toPreview,
} from "./kv-bulk-book";
import type { FilePiece, KvFile } from "./kv-bulk-file";
import { compare, full, type PlanOptions } from "./kv-bulk-plan";
import { bucketInWords, type KvPlace } from "./kv-place";

/** What a file would do to a bucket, each key compared with what stands there now. Nothing is sent. */
export async function planImport(
  nc: NatsConnection,
  place: KvPlace,
  file: KvFile,
  options: PlanOptions,
): Promise<Reading<BulkBook>> {
  const book = createBook();
  const seen = new Map<string, BulkItem>();
  const breathe = createBreath();
  for await (const piece of file.pieces()) {
    if (options.signal.aborted) {
      return { ok: false, error: { kind: "cancelled", what: bucketInWords(place.bucket) } };
    }
    take(book, seen, piece);
    if (book.items.length > mostItems) break;
    if (book.items.length % 100 === 0) {
      options.onProgress?.({ looked: book.items.length, of: undefined });
      await breathe();
    }
  }
  countTtls(book, place);
  return full(book) ?? compare(nc, place, book, options);
}

function take(book: BulkBook, seen: Map<string, BulkItem>, { line, at, end, reading }: FilePiece) {
  if (!reading.ok) {
    book.items.push(toItem("", "refused", { line, why: reading.why }));
    return;
  }
  const { entry } = reading;
  const item = toImport(entry, book.items.length, { line, at, end });
  const before = seen.get(entry.key);
  if (before === undefined) {
    seen.set(entry.key, item);
    book.items.push(item);
    return;
  }
  // Of several the last one counts: in a file with the history the newest.
  book.replaced++;
  Object.assign(before, item);
}

function toImport(
  { key, change, ttlNs }: KvFileEntry,
  no: number,
  place: Pick<BulkItem, "line" | "at" | "end">,
): BulkItem {
  if (change.kind === "delete") return toItem(key, "deleted", place);
  if (change.kind === "purge") return toItem(key, "purged", place);
  const { value } = change;
  return toItem(key, "created", {
    ...place,
    ...{ sizeBytes: value.length, hash: hashOf(value), preview: toPreview(value, no), ttlNs },
  });
}

/** Where the bucket has no time to live of its own for each key, the file's is left out; which is told. */
function countTtls(book: BulkBook, place: KvPlace): void {
  for (const item of book.items) {
    if (item.ttlNs === undefined) continue;
    if (place.hasMessageTtl) {
      book.ttlsKept++;
      continue;
    }
    book.ttlsLost++;
    item.ttlNs = undefined;
  }
}

import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { KvChange } from "@/lib/model/kv";
import type { BulkItem } from "./kv-bulk-book";
import type { KvFile } from "./kv-bulk-file";
import { getKvMessage, keyInWords } from "./kv-get";
import type { KvPlace } from "./kv-place";

/** What a key is to become, by what is to be had of it: its value at a revision, or the place in the file. */
export type ChangeOf = (item: BulkItem) => Promise<Reading<KvChange>>;

/** Values as they stood in a bucket when it was looked at; one that was replaced meanwhile is no more to be had. */
export function changeFrom(nc: NatsConnection, source: KvPlace): ChangeOf {
  return async (item) => {
    const marker = markerOf(item);
    if (marker) return marker;
    const found = await getKvMessage(nc, source, item.key, item.source);
    if (!found.ok) return found;
    if (!found.value) return { ok: false, error: gone(item, source) };
    return put(found.value.data, item);
  };
}

/** Values as they stand in a file; one that was changed since it was looked at is refused by the browser. */
export function changeInFile(file: KvFile): ChangeOf {
  return async (item) => {
    const marker = markerOf(item);
    if (marker) return marker;
    const what = keyInWords(item.key);
    try {
      const reading = await file.read(item);
      if (reading.ok && reading.entry.change.kind === "put" && reading.entry.key === item.key) {
        return put(reading.entry.change.value, item);
      }
    } catch (error) {
      return { ok: false, error: { kind: "damaged", what, detail: String(error) } };
    }
    const detail = `Line ${item.line} of the file is not what it was when it was looked at.`;
    return { ok: false, error: { kind: "damaged", what, detail } };
  };
}

function markerOf({ fate }: BulkItem): Reading<KvChange> | undefined {
  if (fate === "deleted") return { ok: true, value: { kind: "delete" } };
  return fate === "purged" ? { ok: true, value: { kind: "purge" } } : undefined;
}

function put(value: Uint8Array, { ttlNs }: BulkItem): Reading<KvChange> {
  return { ok: true, value: { kind: "put", value, ...(ttlNs === undefined ? {} : { ttlNs }) } };
}

function gone({ key, source }: BulkItem, { bucket }: KvPlace): AppError {
  return {
    kind: "console",
    title: `${keyInWords(key)} was not written`,
    detail: `It was changed meanwhile: revision ${source}, which was looked at, is no longer in ${bucket}.`,
  };
}

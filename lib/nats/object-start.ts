import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { ObjectStart } from "@/lib/model/objects";
import { readSubject } from "./object-chunks";
import { inWords } from "./object-info";
import { chunkSubject } from "./object-removal";
import { type FoundObject, findObject, readFoundObject } from "./objects";

/** Reads the first bytes of an object, or of what it leads to; where that is all, it is checked by size and digest. */
export async function readObjectStart(
  nc: NatsConnection,
  { bucket, name }: { bucket: string; name: string },
  mostBytes: number,
): Promise<Reading<ObjectStart>> {
  const found = await findObject(nc, bucket, name);
  if (!found.ok) return found;
  const parts: Uint8Array[] = [];
  const isWhole = found.value.info.sizeBytes <= BigInt(mostBytes);
  const onChunk = (chunk: Uint8Array) => void parts.push(chunk.slice());
  const failure = isWhole
    ? await readFoundObject(nc, found.value, { onChunk })
    : await readBeginning(nc, found.value, mostBytes, onChunk);
  if (!failure.ok) return failure;
  return { ok: true, value: { bytes: joined(parts, mostBytes), isWhole } };
}

async function readBeginning(
  nc: NatsConnection,
  { store, info }: FoundObject,
  mostBytes: number,
  onChunk: (chunk: Uint8Array) => void,
): Promise<Reading<null>> {
  const enough = new AbortController();
  const subject = chunkSubject(store, info.nuid);
  let bytes = 0;
  const error =
    subject &&
    (await readSubject(nc, {
      ...{ what: inWords(info.name), head: store.head, subject, signal: enough.signal },
      count: countFor(info, mostBytes),
      onData(data) {
        onChunk(data);
        bytes += data.length;
        if (bytes >= mostBytes) enough.abort();
      },
    }));
  // Chunks can be smaller than the metadata says: then it ends before there is enough.
  return error && !enough.signal.aborted ? { ok: false, error } : { ok: true, value: null };
}

/** No more is read than that takes. */
function countFor({ chunks, sizeBytes }: FoundObject["info"], mostBytes: number): number {
  const each = Math.max(1, Math.floor(Number(sizeBytes) / Math.max(1, chunks)));
  return Math.min(chunks, Math.ceil(mostBytes / each));
}

function joined(parts: readonly Uint8Array[], mostBytes: number): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(Math.min(length, mostBytes));
  let at = 0;
  for (const part of parts) {
    const fitting = part.subarray(0, bytes.length - at);
    bytes.set(fitting, at);
    at += fitting.length;
  }
  return bytes;
}

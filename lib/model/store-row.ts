import type { StoreRow } from "./object-store";
import type { StreamSummary } from "./streams";

/** What the name of an object store's stream begins with. */
export const storeStreamPrefix = "OBJ_";

/** A stream as the object store that it is; undefined where its name is not that of one. */
export function toStoreRow(stream: StreamSummary): StoreRow | undefined {
  const name = storeOf(stream.name);
  if (name === undefined) return undefined;
  return {
    name,
    stream: stream.name,
    bytes: stream.bytes,
    messages: stream.messages,
    ttlMs: stream.maxAgeMs,
    maxBytes: stream.maxBytes,
    storage: stream.storage,
    replicas: stream.replicas,
    isCompressed: stream.isCompressed === true,
    isSealed: stream.isSealed,
    mirrorOf: stream.mirrorOf && (storeOf(stream.mirrorOf) ?? stream.mirrorOf),
    isMirrorOfElsewhere: stream.isMirrorOfElsewhere === true,
    description: stream.description ?? "",
    createdMs: stream.createdMs,
    atMs: stream.atMs,
    lastMs: stream.lastMessageMs,
    lastSequence: stream.lastSequence,
  };
}

/** The object store that a stream is; undefined where it is none. */
export function storeOf(stream: string): string | undefined {
  if (!stream.startsWith(storeStreamPrefix)) return undefined;
  return stream.slice(storeStreamPrefix.length) || undefined;
}

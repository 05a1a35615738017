import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { StoreCount } from "@/lib/model/object-store";
import { openObjectStore } from "./object-info";
import { readMetadata } from "./object-metadata";
import { storeInWords } from "./object-store";

/** Beyond so many they are counted by their names alone, also those that were deleted. */
const mostLookedAt = 1_000;
/** What a cell of a table can show. */
const mostSizes = 4;

/** Counts a store's objects, and the sizes of their chunks. */
export async function countObjects(
  nc: NatsConnection,
  bucket: string,
): Promise<Reading<StoreCount>> {
  const store = await openObjectStore(nc, bucket);
  if (!store.ok) return store;
  const sizes = new Set<number>();
  let objects = 0;
  const read = await readMetadata(nc, store.value, {
    what: `The objects of ${storeInWords(bucket)}`,
    signal: new AbortController().signal,
    most: mostLookedAt,
    onInfo({ isDeleted, chunkBytes }) {
      if (isDeleted) return;
      objects++;
      if (chunkBytes !== undefined) sizes.add(chunkBytes);
    },
  });
  if (!read.ok) return read;
  const { total, isWhole } = read.value;
  const sorted = [...sizes].toSorted((one, other) => one - other);
  const chunkBytes =
    sorted.length > mostSizes ? [...sorted.slice(0, mostSizes - 1), ...sorted.slice(-1)] : sorted;
  return {
    ok: true,
    value: { bucket, objects: isWhole ? objects : total, isAtMost: !isWhole, chunkBytes },
  };
}

import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { StoreLinks } from "@/lib/model/object-store";
import { openObjectStore } from "./object-info";
import { readMetadata } from "./object-metadata";
import { storeInWords } from "./object-store";

/** In bigger stores links are not looked for. */
const mostObjects = 1_000;

/** Looks through other stores for links that lead to one, or to an object of it. */
export async function findLinksTo(
  nc: NatsConnection,
  bucket: string,
  others: readonly string[],
): Promise<Reading<StoreLinks>> {
  const found: StoreLinks = { links: [], unread: [] };
  for (const other of others) {
    const names = await linksIn(nc, other, bucket);
    if (names) found.links.push(...names.map((name) => ({ bucket: other, name })));
    else found.unread.push(other);
  }
  return { ok: true, value: found };
}

/** Undefined where they can't be told. */
async function linksIn(
  nc: NatsConnection,
  bucket: string,
  to: string,
): Promise<string[] | undefined> {
  const store = await openObjectStore(nc, bucket);
  if (!store.ok) return undefined;
  const names: string[] = [];
  const read = await readMetadata(nc, store.value, {
    what: `The links of ${storeInWords(bucket)}`,
    signal: new AbortController().signal,
    most: mostObjects,
    onInfo({ name, link, isDeleted }) {
      if (!isDeleted && link?.bucket === to) names.push(name);
    },
  });
  return read.ok && read.value.isWhole ? names : undefined;
}

import { setTimeout as pause } from "node:timers/promises";
import {
  DiscardPolicy,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  StorageType,
  StoreCompression,
} from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { Objm } from "@nats-io/obj";
import type { Features } from "./features";
import { catalogueExport } from "./papers";
import { metaSubject, newNuid, putChunks, putLink, putMarker, putObject } from "./put-object";
import { deleted, links, type Paper, papersOf, type StoreName } from "./store-papers";
import type { StreamDefinition } from "./streams";

/** How the programs write to the object stores. */
export type Stores = { client: JetStreamClient; manager: JetStreamManager };

const mib = 1024 * 1024;
const minuteNs = 60 * 1_000_000_000;

/** What the stores are, where the server has what they ask for. */
function definitionsOf(features: Features): Record<StoreName, Partial<StreamDefinition>> {
  return {
    assets: {
      description: "Pictures of the web shop",
      max_bytes: 8 * mib,
      ...(features.metadata ? { metadata: { team: "web" } } : {}),
    },
    documents: {
      description: "Papers of the back office",
      max_bytes: 48 * mib,
      ...(features.metadata
        ? { compression: StoreCompression.S2, metadata: { team: "back-office" } }
        : {}),
    },
    "books-2025": {
      description: "The books of 2025, as they were signed",
      max_bytes: mib,
    },
    "dock-cameras": {
      description: "What the cameras at the gates saw last: gone after ten minutes",
      storage: StorageType.Memory,
      max_age: 10 * minuteNs,
      max_bytes: 2 * mib,
    },
  };
}

/** Makes the stores that are not there; one that is stays as it is: somebody may have changed it. */
export async function openStores(
  connection: NatsConnection,
  manager: JetStreamManager,
  present: ReadonlySet<string>,
  features: Features,
): Promise<Stores> {
  const missing = Object.entries(definitionsOf(features)).filter(
    ([bucket]) => !present.has(streamOf(bucket)),
  );
  await Promise.all(
    missing.map(([bucket, definition]) =>
      manager.streams.add({
        name: streamOf(bucket),
        subjects: [`$O.${bucket}.C.>`, `$O.${bucket}.M.>`],
        ...{ discard: DiscardPolicy.New, allow_direct: true, allow_rollup_hdrs: true },
        ...definition,
      }),
    ),
  );
  return { client: jetstream(connection), manager };
}

/** Uploads what was never there, and seals the books; half a core at most, for a page opened meanwhile comes first. */
export async function stockStores(stores: Stores, seed: number): Promise<void> {
  const { client, manager } = stores;
  const isWanted = await wantedIn(manager);
  for (const paper of papersOf(seed)) {
    if (!isWanted(paper)) continue;
    const sinceMs = performance.now();
    await putObject(client, paper, paper.content(), paper.chunkBytes);
    await pause(performance.now() - sinceMs);
  }
  for (const label of deleted) if (isWanted(label)) await putMarker(client, label);
  for (const { label, target } of links) if (isWanted(label)) await putLink(client, label, target);
  if (isWanted.isNew("documents")) await breakOff(client, seed);
  await seal(stores, "books-2025");
}

/** Puts a picture in the place of the one before, as clients do: first the new one, then the old chunks go. */
export async function replacePicture({ client, manager }: Stores, picture: Paper): Promise<void> {
  const { bucket, name } = picture;
  const stream = streamOf(bucket);
  const last = await manager.streams.getMessage(stream, {
    last_by_subj: metaSubject(bucket, name),
  });
  await putObject(client, picture, picture.content(), picture.chunkBytes);
  const old = last?.json<{ nuid?: string }>().nuid;
  if (old) await manager.streams.purge(stream, { filter: `$O.${bucket}.C.${old}` });
}

function streamOf(bucket: string): string {
  return `OBJ_${bucket}`;
}

/** A deleted one was deleted by somebody, and stays so; a sealed store takes nothing. */
async function wantedIn(manager: JetStreamManager) {
  const names: StoreName[] = ["assets", "documents", "books-2025"];
  const found = await Promise.all(
    names.map(async (bucket) => {
      const { config, state } = await manager.streams.info(streamOf(bucket), {
        subjects_filter: `$O.${bucket}.M.>`,
      });
      const isNew = state.last_seq === 0;
      return { bucket, isSealed: config.sealed, isNew, subjects: state.subjects ?? {} };
    }),
  );
  const of = (bucket: StoreName) => found.find((store) => store.bucket === bucket);
  const isWanted = ({ bucket, name }: { bucket: StoreName; name: string }) => {
    const store = of(bucket);
    return (
      store !== undefined &&
      !store.isSealed &&
      store.subjects[metaSubject(bucket, name)] === undefined
    );
  };
  return Object.assign(isWanted, { isNew: (bucket: StoreName) => of(bucket)?.isNew === true });
}

/** An upload that ended too early: its chunks belong to nothing. */
async function breakOff(client: JetStreamClient, seed: number): Promise<void> {
  const content = catalogueExport(seed, 5 * 64 * 1024);
  await putChunks(client, "documents", newNuid(), content, 64 * 1024);
}

async function seal({ client, manager }: Stores, bucket: StoreName): Promise<void> {
  const { config } = await manager.streams.info(streamOf(bucket));
  if (!config.sealed) await (await new Objm(client).open(bucket)).seal();
}

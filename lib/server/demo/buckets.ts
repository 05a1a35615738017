import {
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  StorageType,
} from "@nats-io/jetstream";
import { Kvm, type KvOptions } from "@nats-io/kv";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import type { BucketChange, BucketName } from "./bucket-changes";
import { catalogueOf } from "./catalogue";
import type { Features } from "./features";
import { firstEntries } from "./first-entries";
import type { StreamDefinition } from "./streams";

/** The open buckets: how the programs write to them. */
export type Buckets = {
  connection: NatsConnection;
  client: JetStreamClient;
  manager: JetStreamManager;
  /** Which of them were made on a server that knows a time to live for each key. */
  haveKeyTtl: ReadonlySet<BucketName>;
};

const mib = 1024 * 1024;
const minuteMs = 60_000;

/** What the buckets are, where the server has what they ask for. */
function optionsOf(features: Features): Record<BucketName, Partial<KvOptions>> {
  return {
    config: {
      description: "Settings of the services, with what they were before",
      history: 10,
      max_bytes: 2 * mib,
    },
    flags: {
      description: "Feature flags of the web shop",
      history: 5,
      max_bytes: mib,
    },
    sessions: {
      description: "Who is in the web shop: gone ten minutes after the last click",
      ttl: 10 * minuteMs,
      storage: StorageType.Memory,
      max_bytes: 4 * mib,
    },
    holds: {
      description: "Goods held while somebody checks out, each for a time of its own",
      ...(features.keyTtl ? { markerTTL: minuteMs / 2 } : { ttl: 2 * minuteMs }),
      storage: StorageType.Memory,
      max_bytes: mib,
    },
    labels: {
      description: "What the electronic labels on the shelves of all shops show",
      ...(features.metadata ? { compression: true } : {}),
      max_bytes: 8 * mib,
    },
    catalogue: {
      description: "Facts, texts and pictures of the products",
      history: 3,
      max_bytes: 4 * mib,
      maxValueSize: mib / 4,
    },
  };
}

/** The flags once more, for whoever reads far away; its keys are those of the origin. */
export const flagsMirror: StreamDefinition = {
  name: "KV_flags-apac",
  description: "The flags as Singapore reads them: a mirror of flags",
  mirror: { name: "KV_flags" },
  max_msgs_per_subject: 5,
  max_bytes: mib,
  allow_direct: true,
  mirror_direct: true,
  allow_rollup_hdrs: true,
};

/** Opens or makes the buckets. */
export async function openBuckets(
  connection: NatsConnection,
  manager: JetStreamManager,
  features: Features,
): Promise<Buckets> {
  const client = jetstream(connection);
  const kvm = new Kvm(client);
  const opened = await Promise.all(
    Object.entries(optionsOf(features)).map(async ([name, options]) => {
      const { streamInfo } = await (await kvm.create(name, options)).status();
      return { name, hasKeyTtl: streamInfo.config.allow_msg_ttl === true };
    }),
  );
  const haveKeyTtl = new Set(opened.flatMap(({ name, hasKeyTtl }) => (hasKeyTtl ? [name] : [])));
  return { connection, client, manager, haveKeyTtl: haveKeyTtl as ReadonlySet<BucketName> };
}

/** Puts the first entries that were never there; what somebody changed or deleted is left alone. */
export async function fillBuckets(buckets: Buckets, seed: number): Promise<void> {
  const missing = await missingOf(buckets, firstEntries(seed));
  for (const { bucket, key, value, isGone } of missing) {
    await applyChange(buckets, { kind: "put", bucket, key, value });
    if (isGone) await applyChange(buckets, { kind: "delete", bucket, key });
  }
}

/** Puts the products that were never there. */
export async function stockCatalogue(buckets: Buckets, seed: number): Promise<void> {
  const entries = catalogueOf(seed).map((entry) => ({ bucket: "catalogue" as const, ...entry }));
  for (const { bucket, key, content } of await missingOf(buckets, entries)) {
    await applyChange(buckets, { kind: "put", bucket, key, value: content() });
  }
}

/**
 * Does to a bucket what the plan of its changes says: by plain messages, because the client library
 * neither takes every key nor gives a value or a deletion a time to live.
 */
export async function applyChange(buckets: Buckets, change: BucketChange): Promise<void> {
  const { bucket, key, ttlSeconds } = change;
  const lines = headers();
  if (change.kind === "delete") lines.set("KV-Operation", "DEL");
  if (ttlSeconds !== undefined && buckets.haveKeyTtl.has(bucket)) {
    lines.set("Nats-TTL", `${ttlSeconds}s`);
  }
  const value = change.kind === "put" ? change.value : undefined;
  await buckets.client.publish(`$KV.${bucket}.${key}`, value, { headers: lines });
}

async function missingOf<Entry extends { bucket: BucketName; key: string }>(
  { manager }: Buckets,
  entries: readonly Entry[],
): Promise<Entry[]> {
  const wanted = await Promise.all(
    entries.map(async (entry) => {
      const last = { last_by_subj: `$KV.${entry.bucket}.${entry.key}` };
      const isThere = (await manager.streams.getMessage(`KV_${entry.bucket}`, last)) !== null;
      return isThere ? [] : [entry];
    }),
  );
  return wanted.flat();
}

import { type JetStreamClient, StorageType } from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import { type BucketChange, firstEntries } from "./bucket-changes";

/** The open buckets by their names. */
export type Buckets = Record<BucketChange["bucket"], KV>;

const mib = 1024 * 1024;

/** Opens or makes the buckets. */
export async function openBuckets(client: JetStreamClient): Promise<Buckets> {
  const manager = new Kvm(client);
  const [config, flags, sessions] = await Promise.all([
    manager.create("config", {
      description: "Settings of the services, with what they were before",
      history: 10,
      max_bytes: 2 * mib,
    }),
    manager.create("flags", {
      description: "Feature flags of the web shop",
      history: 5,
      max_bytes: mib,
    }),
    manager.create("sessions", {
      description: "Who is in the web shop: gone ten minutes after the last click",
      ttl: 10 * 60_000,
      storage: StorageType.Memory,
      max_bytes: 4 * mib,
    }),
  ]);
  return { config, flags, sessions };
}

/** Puts the first entries that were never there; what somebody changed or deleted is left alone. */
export async function fillBuckets(buckets: Buckets, seed: number): Promise<void> {
  const empty = new Set<string>();
  for (const [name, bucket] of Object.entries(buckets)) {
    if ((await bucket.status()).values === 0) empty.add(name);
  }
  for (const { bucket, key, value } of firstEntries(seed)) {
    const isThere = !empty.has(bucket) && (await buckets[bucket].get(key)) !== null;
    if (!isThere) await buckets[bucket].put(key, value);
  }
}

/** Does to a bucket what the plan of its changes says. */
export async function applyChange(buckets: Buckets, change: BucketChange): Promise<void> {
  const bucket = buckets[change.bucket];
  if (change.kind === "put") await bucket.put(change.key, change.value);
  else await bucket.delete(change.key);
}

import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { getStreamHead, type StreamHead, type StreamRules, whyReadOnly } from "./stream-head";

/** Where the keys of a bucket are: all that reading and writing them has to know. */
export type KvPlace = StreamHead &
  StreamRules & {
    bucket: string;
    /** What a key's subject begins with, its dot too: in a mirror the origin's. */
    prefix: string;
    /** Why nothing is written here; what is written to a mirror of this account's own goes to its origin. */
    readOnlyWhy: "mirror-of-elsewhere" | "sealed" | undefined;
  };

/** Asks where the keys of a bucket are. */
export async function getKvPlace(nc: NatsConnection, bucket: string): Promise<Reading<KvPlace>> {
  const head = await getStreamHead(nc, bucketInWords(bucket), `KV_${bucket}`);
  if (!head.ok) return head;
  const prefix = `$KV.${head.value.mirrorOf?.replace(/^KV_/, "") ?? bucket}.`;
  const readOnlyWhy = whyReadOnly(head.value);
  return { ok: true, value: { ...head.value, bucket, prefix, readOnlyWhy } };
}

/** A bucket as errors name it. */
export function bucketInWords(bucket: string): string {
  return `Bucket ${bucket}`;
}

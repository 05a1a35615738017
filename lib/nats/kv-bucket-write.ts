import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { checkName } from "@/lib/format/name";
import type { Json } from "@/lib/model/json";
import type { BucketSettings, WrittenBucket } from "@/lib/model/kv-bucket";
import { patchBucketConfig, toBucketConfig } from "./kv-bucket-config";
import { bucketInWords } from "./kv-place";
import { differencesOf } from "./stream-config";
import {
  createByConfig,
  deleteMeant,
  type Meant,
  notDone,
  updateByConfig,
  type WrittenConfig,
} from "./stream-config-write";

/** Makes a bucket; one of the same name is never taken for it, however alike. */
export async function createBucket(
  nc: NatsConnection,
  settings: BucketSettings,
): Promise<Reading<WrittenBucket>> {
  const { name } = settings;
  const fault = checkName(name, "bucket");
  if (fault !== undefined) {
    const title = `${bucketInWords(name)} was not created`;
    return notDone(title, { kind: "bad-name", what: title, detail: fault });
  }
  return toWritten(name, await createByConfig(nc, meant(name), toBucketConfig(settings)));
}

/** Changes a bucket's settings where it still is what was opened; every field that is no setting stays. */
export async function updateBucket(
  nc: NatsConnection,
  settings: BucketSettings,
  opened: Json,
): Promise<Reading<WrittenBucket>> {
  const { name } = settings;
  const patch = (fresh: Json) => patchBucketConfig(fresh, settings);
  return toWritten(name, await updateByConfig(nc, meant(name), opened, patch));
}

/** Removes a bucket with every key and revision. */
export function deleteBucket(nc: NatsConnection, bucket: string): Promise<Reading<null>> {
  return deleteMeant(nc, meant(bucket));
}

function meant(bucket: string): Meant {
  return { stream: `KV_${bucket}`, what: bucketInWords(bucket) };
}

function toWritten(name: string, written: Reading<WrittenConfig>): Reading<WrittenBucket> {
  if (!written.ok) return written;
  const { asked, echo } = written.value;
  return { ok: true, value: { name, differences: differencesOf(asked, echo) } };
}

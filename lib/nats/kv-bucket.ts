import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { bucketOf, toBucketRow } from "@/lib/model/bucket-row";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { toBucketSettings } from "./kv-bucket-settings";
import { bucketInWords } from "./kv-place";
import { getStream } from "./stream-detail";
import { whyReadOnly } from "./stream-head";

/** One bucket with its settings, its state and all that its stream says. */
export async function getBucket(
  nc: NatsConnection,
  bucket: string,
): Promise<Reading<BucketDetail>> {
  const what = bucketInWords(bucket);
  const stream = await getStream(nc, `KV_${bucket}`, what);
  if (!stream.ok) return stream;
  const { summary, config, raw } = stream.value;
  const row = toBucketRow(summary);
  if (!row) return { ok: false, error: noName(what, bucket) };
  return {
    ok: true,
    value: {
      ...{ row, config, raw, settings: toBucketSettings(config) },
      // A mirror keeps its origin's subjects.
      prefix: `$KV.${bucketOf(summary.mirrorOf ?? "") ?? bucket}.`,
      readOnlyWhy: whyReadOnly(summary),
    },
  };
}

function noName(what: string, bucket: string): AppError {
  return { kind: "bad-name", what, detail: `"${bucket}" is no name of a bucket.` };
}

import { getBucket } from "@/lib/nats/kv-bucket";
import { previewBucket } from "@/lib/nats/kv-bucket-config";
import { createBucket, deleteBucket, updateBucket } from "@/lib/nats/kv-bucket-write";
import { bucketInWords } from "@/lib/nats/kv-place";
import type { BucketCalls } from "./kv-protocol";
import type { Link } from "./link";
import { readOverLink, writeOverLink } from "./over-link";

/** What the page asks of buckets and does to them, over the tab's own connection. */
export function createBucketCalls(linkOf: (connectionId: string) => Link): BucketCalls {
  return {
    getBucket: (connectionId, bucket) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: bucketInWords(bucket) },
        read: (nc) => getBucket(nc, bucket),
      }),
    previewBucket: async (settings, opened) => ({
      ok: true,
      value: previewBucket(settings, opened),
    }),
    createBucket: (connectionId, settings) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `${bucketInWords(settings.name)} was not created` },
        read: (nc) => createBucket(nc, settings),
      }),
    updateBucket: (connectionId, settings, opened) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `${bucketInWords(settings.name)} was not changed` },
        read: (nc) => updateBucket(nc, settings, opened),
      }),
    deleteBucket: (connectionId, bucket) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `${bucketInWords(bucket)} was not deleted` },
        read: (nc) => deleteBucket(nc, bucket),
      }),
  };
}

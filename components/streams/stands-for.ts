import { bucketAddress, bucketOfStream } from "@/lib/url/kv";
import { storeAddress, storeOfStream } from "@/lib/url/objects";

/** The bucket or object store that a stream is, and the words of the way to it; undefined where it is none. */
export function standsFor(
  connectionId: string,
  stream: string,
): { address: string; words: string } | undefined {
  const [bucket, store] = [bucketOfStream(stream), storeOfStream(stream)];
  if (bucket) return { address: bucketAddress(connectionId, bucket), words: "Open as bucket" };
  if (store) return { address: storeAddress(connectionId, store), words: "Open as object store" };
  return undefined;
}

import { toBucketRow } from "@/lib/model/bucket-row";
import type { BucketRow } from "@/lib/model/kv-bucket";
import type { StreamRow } from "@/lib/model/streams";
import { minuteRate } from "./minute-rate";

/** Of a stream that has not changed the row is the same object as before. */
const known = new WeakMap<StreamRow, BucketRow>();

/** The buckets among streams, in their order. */
export function bucketRows(streams: readonly StreamRow[]): BucketRow[] {
  return streams.flatMap((stream) => {
    const before = known.get(stream);
    if (before) return [before];
    const row = toBucketRow(stream, minuteRate(stream) ?? null);
    if (!row) return [];
    known.set(stream, row);
    return [row];
  });
}

import type { BucketOddity, BucketRow } from "./kv-bucket";
import type { StreamSummary } from "./streams";

/** What the name of a bucket's stream begins with. */
export const bucketStreamPrefix = "KV_";

/** A stream as the bucket that it is; undefined where its name is not that of one. */
export function toBucketRow(
  stream: StreamSummary,
  inRate: number | null = null,
): BucketRow | undefined {
  const name = bucketOf(stream.name);
  if (name === undefined) return undefined;
  return {
    name,
    stream: stream.name,
    // Of an empty one no server tells a count.
    keys: stream.messages === 0n ? 0 : stream.subjectCount,
    values: stream.messages,
    bytes: stream.bytes,
    history: stream.maxMessagesPerSubject,
    ttlMs: stream.maxAgeMs,
    maxBytes: stream.maxBytes,
    maxValueBytes: stream.maxMessageBytes,
    storage: stream.storage,
    replicas: stream.replicas,
    isCompressed: stream.isCompressed === true,
    hasKeyTtl: stream.hasMessageTtl === true,
    markerTtlMs: stream.markerTtlMs,
    mirrorOf: stream.mirrorOf && inWords(stream.mirrorOf),
    isMirrorOfElsewhere: stream.isMirrorOfElsewhere === true,
    sources: (stream.sources ?? []).map(inWords),
    description: stream.description ?? "",
    oddities: odditiesOf(stream, name),
    createdMs: stream.createdMs,
    atMs: stream.atMs,
    lastMs: stream.lastMessageMs,
    writesPerSec: inRate,
  };
}

/** The bucket that a stream is; undefined where it is none. */
export function bucketOf(stream: string): string | undefined {
  if (!stream.startsWith(bucketStreamPrefix)) return undefined;
  return stream.slice(bucketStreamPrefix.length) || undefined;
}

function inWords(stream: string): string {
  return bucketOf(stream) ?? stream;
}

function odditiesOf(stream: StreamSummary, bucket: string): BucketOddity[] {
  const { retention, subjects, mirrorOf, isSealed } = stream;
  const takes = mirrorOf === undefined ? [`$KV.${bucket}.>`] : [];
  const isUsual =
    subjects.length === takes.length && subjects.every((one, at) => one === takes[at]);
  return [
    ...(retention === "limits" ? [] : [retention]),
    ...(isUsual ? [] : (["subjects"] as const)),
    ...(mirrorOf === undefined || bucketOf(mirrorOf) ? [] : (["mirror-of-stream"] as const)),
    ...(isSealed ? (["sealed"] as const) : []),
  ];
}

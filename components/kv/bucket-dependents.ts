import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { StreamRow } from "@/lib/model/streams";

/** What of this account lives on a bucket, in sentences. */
export function dependents(
  { row, settings }: BucketDetail,
  streams: readonly StreamRow[],
): string[] {
  const ofHere = streams.filter(({ isMirrorOfElsewhere }) => !isMirrorOfElsewhere);
  const mirrors = ofHere.filter(({ mirrorOf }) => mirrorOf === row.stream);
  const takers = streams.filter(({ sources }) => sources?.includes(row.stream));
  return [
    ...mirrors.map(({ name }) => `${inWords(name)} mirrors it, and gets nothing new any more.`),
    ...takers.map(({ name }) => `${inWords(name)} takes from it, and gets nothing new any more.`),
    ...(settings.republish
      ? [`What it stores is republished to ${settings.republish.destination}; that ends.`]
      : []),
  ];
}

function inWords(stream: string): string {
  return stream.startsWith("KV_") ? `Bucket ${stream.slice(3)}` : `Stream ${stream}`;
}

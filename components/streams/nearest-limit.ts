import type { StreamSummary } from "@/lib/model/streams";

/** The limit that a stream will meet first. */
export type NearestLimit = {
  share: number;
  of: "messages" | "bytes";
  /** Where it ends at the limit: an old one makes room, or a new one is refused. */
  refuses: boolean;
};

/** How full a stream is, by its nearest limit; undefined where it has none. */
export function nearestLimit(row: StreamSummary): NearestLimit | undefined {
  const shares = [
    { of: "messages" as const, share: shareOf(row.messages, row.maxMessages) },
    { of: "bytes" as const, share: shareOf(row.bytes, row.maxBytes) },
  ].flatMap(({ of, share }) => (share === undefined ? [] : [{ of, share }]));
  const [nearest] = shares.toSorted((a, b) => b.share - a.share);
  return nearest && { ...nearest, refuses: row.discard === "new" };
}

function shareOf(used: bigint, limit: bigint | undefined): number | undefined {
  return limit === undefined || limit === 0n ? undefined : Number(used) / Number(limit);
}

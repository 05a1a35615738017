import type { ConsumerSummary } from "@/lib/model/consumers";
import type { StreamExtent } from "@/lib/model/message-page";

/** A part of a stream, from a sequence to another, and what became of it. */
export type Stretch = {
  face: "done" | "delivered" | "waiting" | "taken";
  from: bigint;
  to: bigint;
  percent: number;
};

type Reader = Pick<ConsumerSummary, "ackPolicy" | "ackFloor" | "delivered" | "pending">;
type Extent = Pick<StreamExtent, "first" | "last">;

/** What a consumer has done of its stream, in order, without stretches that hold nothing. */
export function stretches(now: Reader, { first, last }: Extent): Stretch[] {
  // A stream that never held a message says that its first and its last are 0.
  if (last === 0n) return [];
  const isAcked = now.ackPolicy !== "none";
  const floor = isAcked ? now.ackFloor.streamSequence : now.delivered.streamSequence;
  const delivered = furthest(now.delivered.streamSequence, floor);
  const span = last - first + 1n;
  const of = (face: Stretch["face"], after: bigint, to: bigint): Stretch[] => {
    const from = furthest(after + 1n, first);
    if (span <= 0n || to < from) return [];
    return [{ face, from, to, percent: Number(((to - from + 1n) * 100_000n) / span) / 1_000 }];
  };
  const upTo = (sequence: bigint) => (sequence < last ? sequence : last);
  return [
    ...of(isAcked ? "done" : "taken", first - 1n, upTo(floor)),
    ...of("delivered", floor, upTo(delivered)),
    // A filter may take nothing of what is left.
    ...(now.pending > 0n ? of("waiting", delivered, last) : []),
  ];
}

/** Math.max knows no bigint. */
function furthest(one: bigint, other: bigint): bigint {
  if (one > other) return one;
  return other;
}

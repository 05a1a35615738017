import type { ConsumerCause, ConsumerReach, ConsumerSummary } from "@/lib/model/consumers";

/** What one reading shows, and since when nothing has moved. */
export type CauseFacts = {
  consumer: ConsumerSummary;
  reach: ConsumerReach;
  atMs: number;
  stillSinceMs: number;
};

/** Workers that fetch in batches ask for nothing between two of them. */
const leastStillMs = 5_000;

/** Why a consumer is behind; undefined where nothing shows it. */
export function causeOf(facts: CauseFacts): ConsumerCause | undefined {
  const { consumer, reach, atMs, stillSinceMs } = facts;
  if (consumer.group && consumer.group.leader === undefined) return "no-leader";
  if ((consumer.pausedUntilMs ?? 0) > atMs) return "paused";
  // What came under other subjects once may still be there for it.
  const hasNothing = consumer.pending === 0n && consumer.ackPending === 0;
  if (reach === "none" && hasNothing) return "filter-matches-nothing";
  if (consumer.pending === 0n) return undefined;
  if (consumer.isBound === false) return "not-bound";
  const { maxAckPending, ackPending } = consumer;
  if (maxAckPending !== undefined && ackPending >= maxAckPending) return "acks-held";
  return isLeftAlone(consumer, atMs - stillSinceMs) ? "nobody-pulls" : undefined;
}

/** Whoever holds messages may still be at work on them; after the wait for their acknowledgement nobody is. */
function isLeftAlone(
  { isPull, waiting, ackPending, ackWaitMs = 0 }: ConsumerSummary,
  stillMs: number,
) {
  if (!isPull || waiting !== 0) return false;
  return stillMs >= (ackPending > 0 ? Math.max(leastStillMs, ackWaitMs) : leastStillMs);
}

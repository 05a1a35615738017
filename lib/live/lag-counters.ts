import type { ConsumerSummary } from "@/lib/model/consumers";

/** One reading of a consumer's counters, as numbers. */
export type LagCounters = {
  atMs: number;
  pending: number;
  delivered: number;
  streamSequence: number;
  ackPending: number;
  acked: number;
  redelivered: number;
};

/** What flows through a consumer, a second. */
export type LagRates = { inRate: number | null; ackRate: number | null };

/** The counters of a reading. */
export function countersOf(atMs: number, consumer: ConsumerSummary): LagCounters {
  const { pending, ackPending, redelivered, delivered, ackFloor } = consumer;
  return {
    atMs,
    pending: Number(pending),
    delivered: Number(delivered.consumerSequence),
    streamSequence: Number(delivered.streamSequence),
    ackPending,
    acked: Number(ackFloor.consumerSequence),
    redelivered,
  };
}

/** True where something was delivered or acknowledged in between. */
export function hasMoved(last: LagCounters, now: LagCounters): boolean {
  return (
    now.delivered !== last.delivered ||
    now.acked !== last.acked ||
    now.ackPending !== last.ackPending
  );
}

/** So much of what waited is gone at once undelivered: that is no expiry. */
const purgedPart = 0.5;
const purgedLeast = 10;

/** L7: a counter that falls, a clock that goes back, and a purge say nothing about what comes after them. */
export function beganAnew(last: LagCounters, now: LagCounters): boolean {
  if (now.atMs < last.atMs || now.delivered < last.delivered || now.acked < last.acked) return true;
  const vanished = last.pending - now.pending - (now.delivered - last.delivered);
  return vanished > Math.max(purgedLeast, last.pending * purgedPart);
}

/** What flowed between two readings; `takesAll` where the stream's sequences count what is for the consumer. */
export function ratesBetween(first: LagCounters, last: LagCounters, takesAll: boolean): LagRates {
  const seconds = (last.atMs - first.atMs) / 1_000;
  if (seconds <= 0) return unknownRates;
  const per = (read: (one: LagCounters) => number) => {
    const grown = read(last) - read(first);
    return grown >= 0 ? grown / seconds : null;
  };
  if (takesAll) {
    return {
      inRate: per((one) => one.pending + one.streamSequence),
      ackRate: per((one) => one.streamSequence - one.ackPending),
    };
  }
  // Deliveries count those that are repeated, too.
  if (first.redelivered > 0 || last.redelivered > 0) {
    return { inRate: null, ackRate: per(({ acked }) => acked) };
  }
  return {
    inRate: per((one) => one.pending + one.delivered),
    ackRate: per((one) => one.delivered - one.ackPending),
  };
}

/** Before there are two readings. */
export const unknownRates: LagRates = { inRate: null, ackRate: null };

import type { ConsumerRow } from "@/lib/model/consumers";

/** A consumer that is not behind, for tests; what matters is given. */
export function consumerRow(given: Partial<ConsumerRow> = {}): ConsumerRow {
  return {
    ...{ stream: "ORDERS", name: "worker", isPull: true, isDurable: true, filterSubjects: [] },
    ...{ ackPolicy: "explicit", deliverPolicy: "all", maxAckPending: 1_000, waiting: 1 },
    ...{ pending: given.lagMessages ?? 0n, ackPending: 0, redelivered: 0 },
    delivered: { streamSequence: 10n, consumerSequence: 10n },
    ackFloor: { streamSequence: 10n, consumerSequence: 10n },
    ...{ lagMessages: 0n, lagSeconds: 0, unackedSeconds: 0 },
    ...{ isLagAtLeast: false, isUnackedAtLeast: false },
    ...{ trendPerSec: 0, etaSeconds: null, inRate: 0, ackRate: 0 },
    ...given,
  };
}

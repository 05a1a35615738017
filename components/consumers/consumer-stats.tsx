"use client";

import { LimitBar } from "@/components/ui/limit-bar";
import { Stat } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { ConsumerRow, ConsumerSummary } from "@/lib/model/consumers";
import { ageWords, etaWords, trendOf } from "./lag-words";

type Props = {
  now: ConsumerSummary;
  /** As the collector knows it: what takes more than one reading. */
  row: ConsumerRow | undefined;
};

/** The figures of a consumer. */
export function ConsumerStats({ now, row }: Props) {
  const format = useFormat();
  const trendPerSec = row?.trendPerSec ?? null;
  const rate = (perSec: number | null | undefined) =>
    perSec === null || perSec === undefined ? undefined : format.rate(perSec);
  return (
    <div className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 @3xl:grid-cols-6">
      <Stat
        label="Lag"
        value={
          now.pending === 0n ? "0 s" : row && ageWords(row.lagSeconds, row.isLagAtLeast, format)
        }
        exact="age of the oldest message that was not delivered"
      />
      <Stat
        label="Not delivered"
        value={format.count(now.pending)}
        exact={format.exact(now.pending)}
        trend={
          trendPerSec === null
            ? undefined
            : {
                change: trendOf(trendPerSec) === "steady" ? 0 : trendPerSec,
                words: `${format.rate(Math.abs(trendPerSec))}/s`,
              }
        }
      />
      <Stat
        label="Drained in"
        value={
          now.pending === 0n ? "0 s" : row && etaWords({ ...row, lagMessages: now.pending }, format)
        }
      />
      <Stat label="In" value={rate(row?.inRate)} unit="/s" />
      <Stat
        label={now.ackPolicy === "none" ? "Delivered" : "Acknowledged"}
        value={rate(row?.ackRate)}
        unit="/s"
      />
      {now.isPull ? (
        <Stat
          label="Open pulls"
          value={now.waiting === undefined ? undefined : format.count(now.waiting)}
        />
      ) : (
        <Stat label="Bound" value={now.isBound ? "yes" : "no"} />
      )}
      {now.ackPolicy !== "none" && <AckStats now={now} row={row} />}
    </div>
  );
}

function AckStats({ now, row }: Props) {
  const format = useFormat();
  const { ackPending, maxAckPending, redelivered } = now;
  const isNear = maxAckPending !== undefined && ackPending >= 0.8 * maxAckPending;
  return (
    <>
      <div className="col-span-2 -mt-1.5 *:border-b-0">
        <LimitBar
          label="Ack pending"
          used={format.exact(ackPending)}
          limit={maxAckPending === undefined ? undefined : format.exact(maxAckPending)}
          share={maxAckPending === undefined ? undefined : ackPending / maxAckPending}
          forecast={isNear ? "at the limit nothing is delivered" : undefined}
        />
      </div>
      <Stat
        label="Oldest unacknowledged"
        value={
          ackPending === 0
            ? "0 s"
            : row && ageWords(row.unackedSeconds, row.isUnackedAtLeast, format)
        }
        exact="age of the oldest message that is delivered and not acknowledged"
      />
      <Stat
        label="Redelivered"
        value={format.count(redelivered)}
        exact={format.exact(redelivered)}
      />
    </>
  );
}

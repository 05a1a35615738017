import type { ConsumerRow } from "@/lib/model/consumers";
import { accountSeries, streamSeries } from "@/lib/model/history";
import type { StreamRow } from "@/lib/model/streams";
import { type Integer, toInteger } from "./integer";

/** What a tick is made of, each read by itself; a part's number is stored. */
export const parts = ["consumers", "streams", "account"] as const;
export type Part = 0 | 1 | 2;
export const consumerPart = 0 satisfies Part;
export const streamPart = 1 satisfies Part;
export const accountPart = 2 satisfies Part;

/**
 * What is stored of each part. Acknowledged is stored as what it lags behind delivered: two counters that run side by
 * side take the bytes of one.
 */
export const storedSeries = [
  ["pending", "ackPending", "redelivered", "waiting", "delivered", "unacked", "lagMs"],
  streamSeries,
  accountSeries,
] as const;

/** The place of a consumer's lag among its series. */
export const lagPlace = storedSeries[consumerPart].indexOf("lagMs");

/** Rates of the account come with fractions: they are stored in thousandths. */
export const thousandths = new Set<string>(["inMessages", "outMessages", "inBytes", "outBytes"]);

/** What counts up has no lowest and highest of its own in a step. */
export const counters = new Set<string>(["delivered", "unacked", "firstSequence", "lastSequence"]);

/** What somebody of a part is called, and since when it is the same. */
export type Name = { stream: string; name: string; createdMs: number };

/** What is stored of a consumer. */
export function consumerValues(row: ConsumerRow): (Integer | null)[] {
  const { delivered, ackFloor, lagSeconds } = row;
  return [
    toInteger(row.pending),
    row.ackPending,
    row.redelivered,
    row.waiting ?? null,
    toInteger(delivered.consumerSequence),
    toInteger(delivered.consumerSequence - ackFloor.consumerSequence),
    lagSeconds === null ? null : Math.round(lagSeconds * 1_000),
  ];
}

/** What is stored of a stream. */
export function streamValues(row: StreamRow): (Integer | null)[] {
  return streamSeries.map((series) => toInteger(row[series]));
}

/** What is stored of the account. */
export function accountValues(
  given: Partial<Record<(typeof accountSeries)[number], number | null>>,
): (Integer | null)[] {
  return accountSeries.map((series) => {
    const value = given[series] ?? null;
    if (value === null || !Number.isFinite(value)) return null;
    const whole = Math.round(thousandths.has(series) ? value * 1_000 : value);
    return Number.isSafeInteger(whole) ? whole : toInteger(BigInt(whole));
  });
}

import type { Reading } from "@/lib/errors/app-error";
import { hasBatches } from "./message-batch";
import { getOne, type ReadScope } from "./messages-scope";

/** The sequence of the first message at or after a time; one behind the last where there is none. */
export async function findTime(scope: ReadScope, timeNs: bigint): Promise<Reading<bigint>> {
  const { first, last, lastNs } = scope.extent;
  if (lastNs !== undefined && timeNs > lastNs) return { ok: true, value: last + 1n };
  if (hasBatches(scope.nc)) {
    const found = await getOne(scope, { start_time: formatTimeNs(timeNs), next_by_subj: ">" });
    if (!found.ok) return found;
    // Seen on 2.15.1: a stream just written to now and then answers that there is none.
    if (found.value) return { ok: true, value: found.value.sequence };
  }
  return search(scope, timeNs, first, last);
}

/** A time as NATS reads it, to the nanosecond. */
export function formatTimeNs(timeNs: bigint): string {
  const ns = ((timeNs % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const second = new Date(Number((timeNs - ns) / 1_000_000n)).toISOString().slice(0, 19);
  return `${second}.${String(ns).padStart(9, "0")}Z`;
}

/**
 * Before 2.11 a start time is ignored without a word, so the sequence is looked for: where the time should stand
 * if messages come evenly, and every other time in the middle, which ends for certain.
 */
async function search(
  scope: ReadScope,
  timeNs: bigint,
  first: bigint,
  last: bigint,
): Promise<Reading<bigint>> {
  let [low, high] = [first, last + 1n];
  let [lowNs, highNs] = [scope.extent.firstNs, scope.extent.lastNs];
  for (let step = 0; low < high; step++) {
    const guess = step % 2 === 0 ? between(low, high, lowNs, highNs, timeNs) : (low + high) / 2n;
    const found = await getOne(scope, { seq: guess, next_by_subj: ">" });
    if (!found.ok) return found;
    const message = found.value;
    if (!message || message.sequence >= high) {
      high = guess;
    } else if (message.timeNs >= timeNs) {
      high = guess;
      highNs = message.timeNs;
      // Nothing stands between the guess and what was found.
      if (guess === low) return { ok: true, value: message.sequence };
    } else {
      low = message.sequence + 1n;
      lowNs = message.timeNs;
    }
  }
  return { ok: true, value: low };
}

function between(
  low: bigint,
  high: bigint,
  lowNs: bigint | undefined,
  highNs: bigint | undefined,
  timeNs: bigint,
): bigint {
  if (lowNs === undefined || highNs === undefined || highNs <= lowNs) return (low + high) / 2n;
  const guess = low + ((high - low) * (timeNs - lowNs)) / (highNs - lowNs);
  if (guess < low) return low;
  return guess < high ? guess : high - 1n;
}

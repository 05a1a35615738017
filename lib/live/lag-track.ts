import type { ConsumerSummary } from "@/lib/model/consumers";
import {
  beganAnew,
  countersOf,
  hasMoved,
  type LagCounters,
  type LagRates,
  ratesBetween,
  unknownRates,
} from "./lag-counters";
import { type LinePoint, slopeOf } from "./lag-line";
import { lagSamples } from "./limits";

/** How one consumer has moved for five minutes, by the server's own counters and clock (L7). */
export type LagTrack = {
  /** What was read of it; false where its counters began anew. */
  add(atMs: number, consumer: ConsumerSummary): boolean;
  /** Whatever comes next says nothing about how fast it went before. */
  gap(): void;
  /** Null under three readings. */
  trendPerSec(): number | null;
  rates(takesAll: boolean): LagRates;
  /** So much waited at each reading. */
  isFlat(): boolean;
  /** When the oldest that was never delivered came, as far as its own readings tell. */
  oldestPending(): OldestPending | undefined;
  /** Since when nothing has been delivered, acknowledged or asked for. */
  stillSinceMs(): number;
};

/** It came by `byMs` at the latest; after `afterMs`, where that is known. */
type OldestPending = { byMs: number; afterMs: number | undefined; ms: number };

type Sample = LinePoint & {
  /** Deliveries and what waits: it grows by what comes in. */
  arrived: number;
  delivered: number;
  /** Nothing was delivered twice or lost: then what came before is told rightly. */
  isExact: boolean;
};

const windowMs = 300_000;
const stepMs = 4_500;
/** The first ones are all kept: a trend is wanted soon. */
const firstSamples = 12;
/** Rates are those of so long a time. */
const recentMs = 10_000;

/** The track of one consumer, from its first reading on. */
export function createLagTrack(): LagTrack {
  let samples: Sample[] = [];
  let recent: LagCounters[] = [];
  let last: LagCounters | undefined;
  let createdMs: number | undefined;
  let stillMs = 0;

  const keep = (now: LagCounters) => {
    const before = samples.at(-2);
    const newest = samples.at(-1);
    const sample = toSample(now, newest);
    const isClose = newest && before && newest.atMs - before.atMs < stepMs;
    if (samples.length >= firstSamples && isClose) {
      samples[samples.length - 1] = { ...sample, isExact: sample.isExact && newest.isExact };
    } else samples.push(sample);
    const oldestMs = now.atMs - windowMs;
    while (samples.length > lagSamples || (samples[0]?.atMs ?? now.atMs) < oldestMs) {
      samples.shift();
    }
  };
  const keepRecent = (now: LagCounters) => {
    recent.push(now);
    const fromMs = now.atMs - recentMs;
    while (recent.length > 2 && (recent[1]?.atMs ?? now.atMs) <= fromMs) recent.shift();
  };
  const stillAfter = (
    before: LagCounters | undefined,
    now: LagCounters,
    consumer: ConsumerSummary,
  ) => {
    if ((consumer.waiting ?? 0) > 0) return now.atMs;
    if (!before) return lastActiveOf(consumer) ?? now.atMs;
    return hasMoved(before, now) ? now.atMs : stillMs;
  };
  return {
    add(atMs, consumer) {
      const now = countersOf(atMs, consumer);
      const isOther = createdMs !== consumer.createdMs;
      const began = last !== undefined && (isOther || beganAnew(last, now));
      if (began) [samples, recent] = [[], []];
      stillMs = stillAfter(began ? undefined : last, now, consumer);
      createdMs = consumer.createdMs;
      last = now;
      keep(now);
      keepRecent(now);
      return !began;
    },
    gap() {
      recent = [];
    },
    trendPerSec: () => slopeOf(samples),
    rates(takesAll) {
      const [first] = recent;
      const newest = recent.at(-1);
      return first && newest ? ratesBetween(first, newest, takesAll) : unknownRates;
    },
    isFlat: () => samples.every(({ value }) => value === samples[0]?.value),
    oldestPending: () => oldestOf(samples),
    stillSinceMs: () => stillMs,
  };
}

function toSample(now: LagCounters, last: Sample | undefined): Sample {
  const arrived = now.delivered + now.pending;
  const isExact = now.redelivered === 0 && (!last || arrived >= last.arrived);
  return { atMs: now.atMs, value: now.pending, arrived, delivered: now.delivered, isExact };
}

/** First in, first out: it came when so many had come as are delivered now, and one more. */
function oldestOf(samples: readonly Sample[]): OldestPending | undefined {
  const now = samples.at(-1);
  if (!now || now.value <= 0) return undefined;
  const next = now.delivered + 1;
  const at = samples.findIndex(({ arrived }) => arrived >= next);
  const by = samples[at];
  if (!by) return undefined;
  const before = samples[at - 1];
  if (!before || samples.slice(at - 1).some(({ isExact }) => !isExact)) {
    return { byMs: by.atMs, afterMs: undefined, ms: by.atMs };
  }
  const part = (next - before.arrived) / Math.max(1, by.arrived - before.arrived);
  const ms = before.atMs + (by.atMs - before.atMs) * Math.min(1, Math.max(0, part));
  return { byMs: by.atMs, afterMs: before.atMs, ms };
}

/** Nobody knows what was before the first reading, unless the server does. */
function lastActiveOf({ delivered, ackFloor }: ConsumerSummary): number | undefined {
  const known = [delivered.lastActiveMs, ackFloor.lastActiveMs].filter((ms) => ms !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

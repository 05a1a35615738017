import type {
  ConsumerCause,
  ConsumerReach,
  ConsumerRow,
  ConsumerSummary,
  LagSpark,
} from "@/lib/model/consumers";
import { causeOf } from "./consumer-cause";
import { isEqual } from "./keep-equal";
import { type Age, ageOf, type LagPlace, type LookedUp, type StreamFacts, takesAll } from "./lag";
import type { LagPast } from "./lag-pasts";
import { createSpark } from "./lag-spark";
import { createLagTrack } from "./lag-track";

/** One consumer: what was read of it, and what that and the readings before it come to. */
export type ConsumerEntry = {
  row: ConsumerRow;
  /** Of the row, and of its line of lag. */
  revision: number;
  sparkRevision: number;
  /** When it was read, by the console's clock. */
  readMs: number;
  put(reading: EntryReading, revision: number): void;
  /** Its server does not answer; what was known of it stays. */
  lose(revision: number): void;
  /** A message that was looked up for it; undefined where there was none. */
  lookUp(place: LagPlace, found: LookedUp | undefined, atMs: number, revision: number): void;
  /** From where on a look-up would tell more, and when one was tried last. */
  wants(place: LagPlace): { from: bigint; triedMs: number } | undefined;
  /** Its lag for whoever keeps it: a bound that the first look-up is about to better is none. */
  lagToKeep(): number | null;
  gap(): void;
  forgetPast(): void;
  /** Its lag as it was kept; what one of the same name had before is not its own. */
  recall(past: LagPast | undefined, revision: number): void;
  spark(): LagSpark;
};

/** What was read; the consumer becomes the row. */
export type EntryReading = {
  consumer: ConsumerSummary;
  stream: StreamFacts | undefined;
  reach: ConsumerReach;
  readMs: number;
};

/** A consumer that is read for the first time. */
export function createConsumerEntry(first: EntryReading, revision: number): ConsumerEntry {
  let track = createLagTrack();
  let line = createSpark();
  let reading = first;
  let lookedUp: Partial<Record<LagPlace, LookedUp>> = {};
  let ages: Record<LagPlace, Age> = { pending: noAge, unacked: noAge };
  let isLost = false;
  /** Nothing waits and nothing moves: while nothing else is said of it, nothing else comes of it. */
  let isAtRest = false;
  const tried: Record<LagPlace, number> = { pending: 0, unacked: 0 };

  const derive = (): Derived => {
    const { consumer, stream, reach, readMs } = reading;
    // Servers before 2.10 don't tell their time: then the console's own is the nearest.
    const atMs = consumer.atMs ?? readMs;
    const facts = { consumer, stream, reach, track, lookedUp, atMs };
    ages = { pending: ageOf("pending", facts), unacked: ageOf("unacked", facts) };
    const trendPerSec = rounded(track.trendPerSec());
    const { inRate, ackRate } = track.rates(takesAll(facts));
    return {
      atMs,
      lagMessages: consumer.pending,
      lagSeconds: ages.pending.seconds,
      unackedSeconds: ages.unacked.seconds,
      isLagAtLeast: ages.pending.isAtLeast,
      isUnackedAtLeast: ages.unacked.isAtLeast,
      trendPerSec,
      etaSeconds: etaOf(consumer.pending, trendPerSec),
      inRate: rounded(inRate),
      ackRate: rounded(ackRate),
      cause: causeOf({ consumer, reach, atMs, stillSinceMs: track.stillSinceMs() }),
    };
  };
  const take = (row: ConsumerRow, at: number) => {
    entry.row = row;
    entry.revision = at;
  };
  const renew = (row: ConsumerRow, at: number) => {
    if (!keeps(entry.row, row)) take(row, at);
  };
  const update = (isAgain: boolean, at: number) => {
    const derived = derive();
    if (!isAgain) renew(toRow(reading.consumer, derived), at);
    else if (!keepsDerived(entry.row, derived)) take(renewed(entry.row, derived), at);
    isAtRest = isQuiet(entry.row) && track.isFlat();
  };
  track.add(first.consumer.atMs ?? first.readMs, first.consumer);
  const entry: ConsumerEntry = {
    row: toRow(first.consumer, derive()),
    revision,
    sparkRevision: revision,
    readMs: first.readMs,
    put(next, at) {
      const isAgain = !isLost && saysTheSame(reading, next);
      const isOther = next.consumer.createdMs !== reading.consumer.createdMs;
      if (isOther) line = createSpark();
      reading = next;
      isLost = false;
      entry.readMs = next.readMs;
      const goesOn = track.add(next.consumer.atMs ?? next.readMs, next.consumer);
      if (!goesOn) lookedUp = {};
      if (!(isAtRest && isAgain && goesOn)) update(isAgain, at);
      if (line.add(next.readMs, entry.lagToKeep()) || isOther) entry.sparkRevision = at;
    },
    lose(at) {
      isLost = true;
      if (entry.row.group?.leader === undefined) return;
      const group = { followers: entry.row.group.followers };
      entry.row = { ...entry.row, group, cause: "no-leader" };
      entry.revision = at;
    },
    lookUp(place, found, atMs, at) {
      tried[place] = atMs;
      if (!found) return;
      lookedUp = { ...lookedUp, [place]: found };
      // Of one that is lost, what was read is no longer so.
      if (!isLost) renew(renewed(entry.row, derive()), at);
    },
    wants(place) {
      const { wants } = ages[place];
      return wants === undefined ? undefined : { from: wants, triedMs: tried[place] };
    },
    lagToKeep() {
      const { seconds, isAtLeast, wants } = ages.pending;
      return isAtLeast && wants !== undefined && tried.pending === 0 ? null : seconds;
    },
    gap() {
      track.gap();
      isAtRest = false;
    },
    forgetPast() {
      isAtRest = false;
      track = createLagTrack();
      line.forget();
    },
    recall(past, at) {
      if (!past || past.createdMs !== (reading.consumer.createdMs ?? 0)) return;
      if (line.recall(past.line)) entry.sparkRevision = at;
    },
    spark: () => line.points(),
  };
  line.add(first.readMs, entry.lagToKeep());
  return entry;
}

/** What is known beyond a reading. */
type Derived = Pick<
  ConsumerRow,
  | ("lagMessages" | "lagSeconds" | "unackedSeconds" | "isLagAtLeast" | "isUnackedAtLeast")
  | ("trendPerSec" | "etaSeconds" | "inRate" | "ackRate")
> & { atMs: number; cause: ConsumerCause | undefined };

/** It is written into what was read, field by field: V8 gives whatever is added behind a spread a shape of its own. */
function toRow(target: ConsumerSummary, derived: Derived): ConsumerRow {
  const row = target as ConsumerRow;
  row.atMs = derived.atMs;
  row.lagMessages = derived.lagMessages;
  row.lagSeconds = derived.lagSeconds;
  row.unackedSeconds = derived.unackedSeconds;
  row.isLagAtLeast = derived.isLagAtLeast;
  row.isUnackedAtLeast = derived.isUnackedAtLeast;
  row.trendPerSec = derived.trendPerSec;
  row.etaSeconds = derived.etaSeconds;
  row.inRate = derived.inRate;
  row.ackRate = derived.ackRate;
  if (derived.cause) row.cause = derived.cause;
  return row;
}

/** The row of one of which nothing else was read. */
function renewed(old: ConsumerRow, derived: Derived): ConsumerRow {
  const row = { ...old };
  if (row.cause !== undefined && derived.cause === undefined) delete row.cause;
  return toRow(row, derived);
}

/** Whoever reads gives a part of the reading before again only where all says the same. */
function saysTheSame(one: EntryReading, other: EntryReading): boolean {
  return one.consumer.delivered === other.consumer.delivered && one.reach === other.reach;
}

/** Nothing of it depends on the time, or on how its stream goes on. */
function isQuiet(row: ConsumerRow): boolean {
  const waits = row.pending !== 0n || row.ackPending !== 0 || row.redelivered !== 0;
  const moves = row.trendPerSec !== 0 || row.inRate !== 0 || row.ackRate !== 0;
  return !waits && !moves && row.cause === undefined && row.pausedUntilMs === undefined;
}

const noAge: Age = { seconds: 0, isAtLeast: false };
const longestEtaSeconds = 365 * 86_400;

function etaOf(pending: bigint, trendPerSec: number | null): number | null {
  if (trendPerSec === null || trendPerSec >= 0 || pending === 0n) return null;
  const seconds = Number(pending) / -trendPerSec;
  return seconds <= longestEtaSeconds ? Math.round(seconds * 10) / 10 : null;
}

/** Three digits behind the point of what is small, none of what is large. */
function rounded(rate: number | null): number | null {
  if (rate === null) return null;
  const digits = Math.abs(rate) < 100 ? 1_000 : 1;
  return Math.round(rate * digits) / digits;
}

/** Ages grow by themselves: what they read otherwise by is a 64th, or a second. */
const agePart = 1 / 64;
const leastAgeStep = 1;

/** The moment of a reading is no change, and neither is an age that has hardly grown. */
function keeps(old: ConsumerRow, fresh: ConsumerRow): boolean {
  if (!isNear(old.lagSeconds, fresh.lagSeconds)) return false;
  if (!isNear(old.unackedSeconds, fresh.unackedSeconds)) return false;
  let count = 0;
  for (const key in fresh) {
    count++;
    const name = key as keyof ConsumerRow;
    if (!mayDiffer.has(name) && !isEqual(old[name], fresh[name])) return false;
  }
  return count === Object.keys(old).length;
}

/** The same where nothing but what is derived can differ. */
function keepsDerived(old: ConsumerRow, fresh: Derived): boolean {
  return (
    isNear(old.lagSeconds, fresh.lagSeconds) &&
    isNear(old.unackedSeconds, fresh.unackedSeconds) &&
    old.isLagAtLeast === fresh.isLagAtLeast &&
    old.isUnackedAtLeast === fresh.isUnackedAtLeast &&
    old.trendPerSec === fresh.trendPerSec &&
    old.etaSeconds === fresh.etaSeconds &&
    old.inRate === fresh.inRate &&
    old.ackRate === fresh.ackRate &&
    old.cause === fresh.cause
  );
}

const mayDiffer = new Set<keyof ConsumerRow>(["atMs", "lagSeconds", "unackedSeconds"]);

function isNear(old: number | null, fresh: number | null): boolean {
  if (old === fresh) return true;
  if (old === null || fresh === null || old === 0 || fresh === 0) return false;
  return Math.abs(fresh - old) < Math.max(leastAgeStep, old * agePart);
}

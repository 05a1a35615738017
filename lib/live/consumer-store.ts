import type { AppError } from "@/lib/errors/app-error";
import {
  type ConsumerReach,
  type ConsumerRow,
  type ConsumerSummary,
  type ConsumersDelta,
  type ConsumersSource,
  consumerKey,
  type LagSpark,
} from "@/lib/model/consumers";
import type { StreamSummary } from "@/lib/model/streams";
import { createArrivals } from "./arrivals";
import { type ConsumerEntry, createConsumerEntry } from "./consumer-entry";
import { isEqual } from "./keep-equal";
import type { LagPlace, LookedUp, StreamFacts } from "./lag";
import { createLagPasts, type LagPast } from "./lag-pasts";
import { goneLimit } from "./limits";
import { usualBeatMs } from "./snapshot-store";

/** All consumers of one connection, and what of them has changed since when. Times are the console's clock. */
export type ConsumerStore = {
  /** The streams as they were read: how far they had come tells when messages arrived. */
  putStreams(streams: readonly StreamSummary[], readMs: number): void;
  /** The consumers of a stream as they were read; of those that are `missing`, or not whole, what was known stays. */
  putConsumers(stream: string, found: Found, readMs: number): void;
  /** A sweep has ended; consumers of streams that are not among these are gone. */
  endSweep(sweep: SweepEnd): void;
  /** Why there is nothing newer. */
  fail(error: AppError): void;
  setBeat(ms: number): void;
  /** What comes next says nothing about how fast it went before. */
  gap(): void;
  /** Lines and trends begin anew. */
  forgetPast(): void;
  /** What was kept of the last hour; also of those that are not read yet. */
  recall(pasts: readonly LagPast[]): void;
  /** Messages whose time would tell more than is known, the most wanted first. */
  wanted(): WantedMessage[];
  putMessage(wanted: WantedMessage, found: LookedUp | undefined): void;
  rows(): ConsumerRow[];
  count(): number;
  sparkOf(key: string): LagSpark | undefined;
  /** As the last sweep read them; undefined where none has ended after a moment. */
  swept(afterMs: number): ConsumerRow[] | undefined;
  /** What has changed since a revision; everything where that one is not known. */
  read(since?: string): ConsumersDelta;
};

/** What was read of one stream. */
type Found = { consumers: ConsumerSummary[]; missing: string[]; isWhole: boolean };

/** What a whole sweep comes to. */
type SweepEnd = {
  beganMs: number;
  asOfMs: number;
  by: ConsumersSource;
  missing: string[];
  streams: ReadonlySet<string>;
};

/** The first message for a consumer from a sequence on. */
export type WantedMessage = {
  stream: StreamSummary;
  consumer: ConsumerRow;
  place: LagPlace;
  from: bigint;
};

/** `reachOf` tells how much of some subjects some filters take in. */
export type ConsumerStoreOptions = {
  nowMs: () => number;
  reachOf: (filters: readonly string[], subjects: readonly string[]) => ConsumerReach;
};

const places: LagPlace[] = ["pending", "unacked"];
/** More are not looked up until the next reading. */
const mostWanted = 200;
/** Where there was no message a moment ago, there may be one later. */
const tryAgainMs = 10_000;

/** A store for one connection; it holds no clock and no timer of its own. */
export function createConsumerStore({ nowMs, reachOf }: ConsumerStoreOptions): ConsumerStore {
  const epoch = crypto.randomUUID().slice(0, 8);
  const facts = new Map<string, StreamFacts & { reaches: Map<string, ConsumerReach> }>();
  const streams = new Map<string, Map<string, ConsumerEntry>>();
  const gone = new Map<string, { stream: string; name: string; revision: number }>();
  const pasts = createLagPasts();
  let revision = 0;
  let forgot = 0;
  let beatMs = usualBeatMs;
  let end: SweepEnd | undefined;
  let error: AppError | undefined;

  const entries = () => [...streams.values()].flatMap((entries) => [...entries.values()]);
  const reachIn = ({ stream, filterSubjects }: ConsumerSummary): ConsumerReach => {
    if (filterSubjects.length === 0) return "all";
    const found = facts.get(stream);
    if (!found || !tellsSubjects(found.summary)) return "some";
    const filters = filterSubjects.join(" ");
    const reach = found.reaches.get(filters) ?? reachOf(filterSubjects, found.summary.subjects);
    found.reaches.set(filters, reach);
    return reach;
  };
  const putOne = (
    entries: Map<string, ConsumerEntry>,
    consumer: ConsumerSummary,
    readMs: number,
  ) => {
    const stream = facts.get(consumer.stream);
    const reading = { consumer, stream, reach: reachIn(consumer), readMs } as const;
    const known = entries.get(consumer.name);
    if (known) known.put(reading, revision);
    else {
      const entry = createConsumerEntry(reading, revision);
      entry.recall(pasts.take(consumer), revision);
      entries.set(consumer.name, entry);
    }
    if (gone.size > 0) gone.delete(consumerKey(consumer));
  };
  const putStream = (summary: StreamSummary, readMs: number) => {
    const known = facts.get(summary.name);
    const isSame = known && known.summary.createdMs === summary.createdMs;
    const keepsSubjects = known && isEqual(known.summary.subjects, summary.subjects);
    const arrivals = isSame ? known.arrivals : createArrivals();
    const reaches = keepsSubjects ? known.reaches : new Map<string, ConsumerReach>();
    facts.set(summary.name, { summary, arrivals, reaches });
    const atMs = summary.atMs ?? readMs;
    arrivals.add(summary.lastSequence, summary.lastMessageMs ?? atMs, atMs);
  };
  /** Where nobody leads the stream its consumers get nothing, whoever leads them. */
  const loseUnled = (stream: string) => {
    const group = facts.get(stream)?.summary.group;
    if (!group || group.leader !== undefined) return;
    for (const entry of streams.get(stream)?.values() ?? []) entry.lose(revision);
  };
  const remember = (stream: string, name: string) => {
    gone.set(consumerKey({ stream, name }), { stream, name, revision });
    if (gone.size <= goneLimit) return;
    const [oldest] = gone;
    if (!oldest) return;
    gone.delete(oldest[0]);
    forgot = oldest[1].revision;
  };
  return {
    putStreams(list, readMs) {
      const names = new Set(list.map(({ name }) => name));
      for (const name of facts.keys()) if (!names.has(name)) facts.delete(name);
      for (const summary of list) putStream(summary, readMs);
    },
    putConsumers(stream, { consumers, missing, isWhole }, readMs) {
      const entries = streams.get(stream) ?? new Map<string, ConsumerEntry>();
      if (consumers.length === 0 && entries.size === 0) return;
      revision++;
      for (const consumer of consumers) putOne(entries, consumer, readMs);
      for (const name of missing) entries.get(name)?.lose(revision);
      streams.set(stream, entries);
      if (!isWhole) return;
      const names = new Set([...consumers.map(({ name }) => name), ...missing]);
      for (const name of [...entries.keys()]) {
        if (names.has(name)) continue;
        entries.delete(name);
        remember(stream, name);
      }
    },
    endSweep(sweep) {
      revision++;
      end = sweep;
      error = undefined;
      for (const [stream, entries] of [...streams]) {
        if (sweep.streams.has(stream)) continue;
        for (const name of entries.keys()) remember(stream, name);
        streams.delete(stream);
      }
      for (const stream of sweep.missing) loseUnled(stream);
    },
    fail(why) {
      revision++;
      error = why;
    },
    setBeat(ms) {
      beatMs = ms;
    },
    gap() {
      for (const entry of entries()) entry.gap();
    },
    forgetPast() {
      forgot = ++revision;
      for (const entry of entries()) entry.forgetPast();
    },
    recall(found) {
      revision++;
      for (const past of found) {
        const entry = streams.get(past.stream)?.get(past.name);
        if (entry) entry.recall(past, revision);
        else pasts.keep(past);
      }
    },
    wanted() {
      const atMs = nowMs();
      const needs = entries().flatMap((entry) => needsOf(entry, atMs));
      // Of ten thousand all are needed at first, and few are asked for.
      return needs
        .sort(byNeed)
        .slice(0, mostWanted)
        .flatMap(({ entry, place, from }) => {
          const stream = facts.get(entry.row.stream)?.summary;
          return stream ? [{ stream, consumer: entry.row, place, from }] : [];
        });
    },
    putMessage({ consumer, place }, found) {
      const entry = streams.get(consumer.stream)?.get(consumer.name);
      entry?.lookUp(place, found, nowMs(), ++revision);
    },
    count: () => [...streams.values()].reduce((sum, { size }) => sum + size, 0),
    rows: () => entries().map(({ row }) => row),
    sparkOf(key) {
      const [stream = "", name = ""] = key.split(" ");
      const spark = streams.get(stream)?.get(name)?.spark();
      return spark && spark.length > 0 ? spark : undefined;
    },
    swept(afterMs) {
      if (!end || end.asOfMs <= afterMs) return undefined;
      const { beganMs } = end;
      return entries().flatMap((entry) => (entry.readMs >= beganMs ? rowToKeep(entry) : []));
    },
    read(since) {
      const known = revisionOf(since, epoch, forgot);
      const from = known ?? -1;
      const sparks = sparksOf(entries(), from);
      return {
        revision: `${epoch}.${revision}`,
        answeredMs: Math.round(nowMs()),
        beatMs,
        isWhole: known === undefined,
        ...(end ? toldOf(end) : {}),
        ...(error ? { error } : {}),
        rows: entries().flatMap(({ row, revision: at }) => (at > from ? row : [])),
        gone: [...gone.values()]
          .filter((one) => one.revision > from)
          .map(({ stream, name }) => ({ stream, name })),
        ...(sparks ? { sparks } : {}),
      };
    },
  };
}

function rowToKeep(entry: ConsumerEntry): ConsumerRow {
  const lagSeconds = entry.lagToKeep();
  return lagSeconds === entry.row.lagSeconds ? entry.row : { ...entry.row, lagSeconds };
}

/** What a stream takes from others, or stores under other subjects, is not told by its own. */
function tellsSubjects({ subjects, mirrorOf, sources, isTransformed }: StreamSummary): boolean {
  return subjects.length > 0 && !mirrorOf && !sources?.length && !isTransformed;
}

function toldOf({ beganMs, asOfMs, by, missing }: SweepEnd) {
  return { asOfMs, tookMs: asOfMs - beganMs, by, missing };
}

/** Those that have changed; an empty one has none any more, and is left out where nothing was known. */
function sparksOf(all: ConsumerEntry[], from: number): Record<string, LagSpark> | undefined {
  const changed = all.filter(({ sparkRevision }) => sparkRevision > from);
  const told = changed.filter((entry) => from >= 0 || entry.spark().length > 0);
  if (told.length === 0) return undefined;
  return Object.fromEntries(told.map((entry) => [consumerKey(entry.row), entry.spark()]));
}

type Need = {
  entry: ConsumerEntry;
  place: LagPlace;
  from: bigint;
  triedMs: number;
  isAtLeast: boolean;
  seconds: number;
};

const nothing: Need[] = [];

function needsOf(entry: ConsumerEntry, atMs: number): Need[] {
  const needs = places.flatMap((place): Need[] => {
    const wants = entry.wants(place);
    if (!wants || atMs - wants.triedMs < tryAgainMs) return nothing;
    const { isLagAtLeast, isUnackedAtLeast, lagSeconds, unackedSeconds } = entry.row;
    const isPending = place === "pending";
    const isAtLeast = isPending ? isLagAtLeast : isUnackedAtLeast;
    const seconds = (isPending ? lagSeconds : unackedSeconds) ?? 0;
    return [{ entry, place, ...wants, isAtLeast, seconds }];
  });
  return needs.length > 0 ? needs : nothing;
}

/** Who is known worst, then who was asked for longest ago, then who is furthest behind. */
function byNeed(one: Need, other: Need): number {
  if (one.isAtLeast !== other.isAtLeast) return one.isAtLeast ? -1 : 1;
  return one.triedMs - other.triedMs || other.seconds - one.seconds;
}

/** Undefined for one of another store, or one that is too old to go on from. */
function revisionOf(since: string | undefined, epoch: string, oldest: number): number | undefined {
  const [, of, digits] = /^([^.]+)\.(\d{1,15})$/.exec(since ?? "") ?? [];
  const from = Number(digits);
  return of === epoch && from >= oldest ? from : undefined;
}

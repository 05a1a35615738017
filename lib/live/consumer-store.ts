import type { AppError } from "@/lib/errors/app-error";
import {
  type ConsumerRow,
  type ConsumerSummary,
  type ConsumersDelta,
  type ConsumersSource,
  consumerKey,
} from "@/lib/model/consumers";
import { isEqual } from "./keep-equal";
import { goneLimit } from "./limits";
import { usualBeatMs } from "./snapshot-store";

/** All consumers of one connection, and what of them has changed since when. Times are the console's clock. */
export type ConsumerStore = {
  /** The consumers of a stream as they were read; of those that are `missing`, or not whole, what was known stays. */
  putStream(stream: string, found: Found, readMs: number): void;
  /** A sweep has ended; consumers of streams that are not among these are gone. */
  endSweep(sweep: SweepEnd): void;
  /** Why there is nothing newer. */
  fail(error: AppError): void;
  setBeat(ms: number): void;
  rows(): ConsumerRow[];
  /** What has changed since a revision; everything where that one is not known. */
  read(since?: string): ConsumersDelta;
};

/** What was read of one stream. */
export type Found = { consumers: ConsumerSummary[]; missing: string[]; isWhole: boolean };

/** What a whole sweep comes to. */
export type SweepEnd = {
  asOfMs: number;
  by: ConsumersSource;
  missing: string[];
  streams: ReadonlySet<string>;
};

type Kept = { row: ConsumerRow; revision: number };

/** A store for one connection; it holds no clock and no timer of its own. */
export function createConsumerStore({ nowMs }: { nowMs: () => number }): ConsumerStore {
  const epoch = crypto.randomUUID().slice(0, 8);
  const streams = new Map<string, Map<string, Kept>>();
  const gone = new Map<string, { stream: string; name: string; revision: number }>();
  let revision = 0;
  let forgot = 0;
  let beatMs = usualBeatMs;
  let end: SweepEnd | undefined;
  let error: AppError | undefined;

  const putRow = (rows: Map<string, Kept>, summary: ConsumerSummary, readMs: number) => {
    const known = rows.get(summary.name);
    const row = keepRow(known?.row, toRow(summary, readMs));
    rows.set(summary.name, known?.row === row ? known : { row, revision });
    gone.delete(consumerKey(summary));
  };
  const remove = (stream: string, name: string) => {
    const key = consumerKey({ stream, name });
    gone.delete(key);
    gone.set(key, { stream, name, revision });
    if (gone.size <= goneLimit) return;
    const [oldest] = gone;
    if (!oldest) return;
    gone.delete(oldest[0]);
    forgot = oldest[1].revision;
  };
  const removeStream = (stream: string) => {
    for (const name of streams.get(stream)?.keys() ?? []) remove(stream, name);
    streams.delete(stream);
  };
  return {
    putStream(stream, { consumers, missing, isWhole }, readMs) {
      const rows = streams.get(stream) ?? new Map<string, Kept>();
      if (consumers.length === 0 && rows.size === 0) return;
      revision++;
      for (const summary of consumers) putRow(rows, summary, readMs);
      streams.set(stream, rows);
      if (!isWhole) return;
      const names = new Set([...consumers.map(({ name }) => name), ...missing]);
      for (const name of [...rows.keys()]) {
        if (names.has(name)) continue;
        rows.delete(name);
        remove(stream, name);
      }
    },
    endSweep(sweep) {
      revision++;
      end = sweep;
      error = undefined;
      for (const stream of [...streams.keys()]) {
        if (!sweep.streams.has(stream)) removeStream(stream);
      }
    },
    fail(why) {
      revision++;
      error = why;
    },
    setBeat(ms) {
      beatMs = ms;
    },
    rows: () => [...streams.values()].flatMap((rows) => [...rows.values()].map(({ row }) => row)),
    read(since) {
      const known = revisionOf(since, epoch, forgot);
      const from = known ?? -1;
      const all = [...streams.values()].flatMap((rows) => [...rows.values()]);
      return {
        revision: `${epoch}.${revision}`,
        answeredMs: Math.round(nowMs()),
        beatMs,
        isWhole: known === undefined,
        ...(end ? { asOfMs: end.asOfMs, by: end.by, missing: end.missing } : {}),
        ...(error ? { error } : {}),
        rows: all.filter((kept) => kept.revision > from).map(({ row }) => row),
        gone: [...gone.values()]
          .filter((one) => one.revision > from)
          .map(({ stream, name }) => ({ stream, name })),
      };
    },
  };
}

function toRow(summary: ConsumerSummary, readMs: number): ConsumerRow {
  return {
    ...summary,
    atMs: summary.atMs ?? readMs,
    lagMessages: summary.pending,
    lagSeconds: summary.pending === 0n ? 0 : null,
    unackedSeconds: summary.ackPending === 0 ? 0 : null,
    isLagAtLeast: false,
    isUnackedAtLeast: false,
    trendPerSec: null,
    etaSeconds: null,
    inRate: null,
    ackRate: null,
  };
}

/** The moment of a reading is no change. */
function keepRow(old: ConsumerRow | undefined, fresh: ConsumerRow): ConsumerRow {
  if (old?.atMs === undefined) return fresh;
  return isEqual(old, { ...fresh, atMs: old.atMs }) ? old : fresh;
}

/** Undefined for one of another store, or one that is too old to go on from. */
function revisionOf(since: string | undefined, epoch: string, oldest: number): number | undefined {
  const [, of, digits] = /^([^.]+)\.(\d{1,15})$/.exec(since ?? "") ?? [];
  const from = Number(digits);
  return of === epoch && from >= oldest ? from : undefined;
}

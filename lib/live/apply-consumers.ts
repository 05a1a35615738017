import type { AppError } from "@/lib/errors/app-error";
import {
  type ConsumerRow,
  type ConsumersDelta,
  type ConsumersSource,
  consumerKey,
  type LagSpark,
} from "@/lib/model/consumers";
import { isEqual, keepEqual } from "./keep-equal";

/** Everything that is known of a connection's consumers at one moment. Times are the console's clock. */
export type Consumers = {
  /** Given back, it gets only what has changed since. */
  revision: string | undefined;
  answeredMs: number | undefined;
  beatMs: number | undefined;
  asOfMs: number | undefined;
  by: ConsumersSource | undefined;
  /** Streams whose rows are the last known ones. */
  missing: readonly string[];
  error: AppError | undefined;
  /** By stream, then by name; undefined before they were read. */
  rows: ConsumerRow[] | undefined;
  /** By `consumerKey`; one that is not there had no lag for an hour. */
  sparks: ReadonlyMap<string, LagSpark>;
};

/** Before anything was read. */
export const noConsumers: Consumers = {
  ...{ revision: undefined, answeredMs: undefined, beatMs: undefined, asOfMs: undefined },
  ...{ by: undefined, missing: [], error: undefined, rows: undefined, sparks: new Map() },
};

/** The consumers after a delta. What has not changed stays the very same object, row by row. */
export function applyConsumers(old: Consumers, delta: ConsumersDelta): Consumers {
  const { revision, answeredMs, beatMs, isWhole, missing = [], error } = delta;
  const base = isWhole ? noConsumers : old;
  const asOfMs = delta.asOfMs ?? base.asOfMs;
  const rows = rowsAfter(old.rows, delta);
  return {
    ...{ revision, answeredMs, beatMs, asOfMs },
    by: delta.by ?? base.by,
    missing: keepEqual(old.missing, missing),
    error: error && keepEqual(old.error, error),
    // In the middle of the first sweep there are some, and no moment at which they were all.
    rows: asOfMs === undefined && rows.length === 0 ? undefined : rows,
    sparks: sparksAfter(old.sparks, delta),
  };
}

function rowsAfter(old: ConsumerRow[] | undefined, delta: ConsumersDelta): ConsumerRow[] {
  if (!old) return delta.rows.toSorted(byStreamAndName);
  return delta.isWhole ? afterWhole(old, delta.rows) : afterChange(old, delta);
}

/** Of another collector, or after a long time; most of it may be what is known. */
function afterWhole(old: ConsumerRow[], fresh: ConsumerRow[]): ConsumerRow[] {
  const places = placesOf(old);
  const rows = fresh.map((row) => {
    const known = old[places.get(consumerKey(row)) ?? -1];
    return known !== undefined && isEqual(known, row) ? known : row;
  });
  return keepList(old, rows.toSorted(byStreamAndName));
}

/** Only what came is looked at: there may be ten thousand others. */
function afterChange(old: ConsumerRow[], { rows, gone }: ConsumersDelta): ConsumerRow[] {
  if (rows.length === 0 && gone.length === 0) return old;
  const places = placesOf(old);
  const after = [...old];
  const added: ConsumerRow[] = [];
  for (const row of rows) {
    const place = places.get(consumerKey(row));
    if (place === undefined) added.push(row);
    else after[place] = row;
  }
  const lost = new Set(gone.map(consumerKey));
  if (lost.size === 0 && added.length === 0) {
    knownPlaces.set(after, places);
    return after;
  }
  const left = lost.size === 0 ? after : after.filter((row) => !lost.has(consumerKey(row)));
  return [...left, ...added].sort(byStreamAndName);
}

/** Where each row of a list is; made once for all lists with the same rows in the same places. */
const knownPlaces = new WeakMap<ConsumerRow[], ReadonlyMap<string, number>>();

function placesOf(rows: ConsumerRow[]): ReadonlyMap<string, number> {
  const known = knownPlaces.get(rows);
  if (known) return known;
  const places = new Map(rows.map((row, place) => [consumerKey(row), place]));
  knownPlaces.set(rows, places);
  return places;
}

function keepList(old: ConsumerRow[], fresh: ConsumerRow[]): ConsumerRow[] {
  const isSame = old.length === fresh.length && fresh.every((row, place) => row === old[place]);
  return isSame ? old : fresh;
}

/** A locale would sort alike names differently here and there. */
function byStreamAndName(one: ConsumerRow, other: ConsumerRow): number {
  if (one.stream !== other.stream) return one.stream < other.stream ? -1 : 1;
  return one.name < other.name ? -1 : 1;
}

function sparksAfter(
  old: ReadonlyMap<string, LagSpark>,
  { isWhole, sparks, gone }: ConsumersDelta,
): ReadonlyMap<string, LagSpark> {
  const fresh = Object.entries(sparks ?? {});
  if (isWhole) return new Map(fresh.map(([key, spark]) => [key, keepEqual(old.get(key), spark)]));
  const lost = gone.map(consumerKey).filter((key) => old.has(key));
  if (fresh.length === 0 && lost.length === 0) return old;
  const after = new Map(old);
  for (const [key, spark] of fresh) after.set(key, spark);
  for (const key of lost) after.delete(key);
  // An hour without lag has no line.
  for (const [key, spark] of fresh) if (spark.length === 0) after.delete(key);
  return after;
}

import { cellOfLag } from "@/lib/live/lag-cell";
import type { Axis } from "./axis-code";
import type { Integer } from "./integer";
import type { LagColumns } from "./lag-columns";
import { consumerPart, lagPlace, type Part, parts, storedSeries } from "./parts";
import { createSeriesWriter, putValue, type SeriesWriter, valueNow } from "./series-code";
import type { TickChange, TickPart } from "./tick-code";

/** A consumer, a stream or the account while its hour is open. */
export type OpenSubject = {
  id: number;
  part: Part;
  /** What was true before the hour, until its first tick says what is. */
  carried?: Values | undefined;
  /** What its first tick said, until something else is said: most never move, and cost no more than that. */
  first?: Values | undefined;
  /** None while it stands still. */
  writers: SeriesWriter[];
};

type Values = (Integer | null)[];

/** An hour that is in memory: of the ticks that have come, or of those that are being folded. */
export type OpenHour = {
  hour: number;
  /** One for each part, because each is read by itself. */
  axes: Axis[];
  subjects: Map<number, OpenSubject>;
  /** When each part was read last before this hour. */
  beforeMs: (number | undefined)[];
};

/** An hour that nothing has been said of. */
export function createOpenHour(hour: number, beforeMs: OpenHour["beforeMs"]): OpenHour {
  return {
    ...{ hour, subjects: new Map(), beforeMs },
    axes: parts.map(() => ({ atMs: [], isGap: [] })),
  };
}

/** The hour after one: what was true goes on. */
export function nextHour(old: OpenHour, hour: number): OpenHour {
  const next = createOpenHour(hour, lastTimes(old));
  for (const subject of old.subjects.values()) {
    const carried = valuesNow(subject);
    if (carried.every((value) => value === null)) continue;
    next.subjects.set(subject.id, { id: subject.id, part: subject.part, carried, writers: none });
  }
  return next;
}

/** What is true of a subject. */
export function valuesNow({ writers, carried, first }: OpenSubject): Values {
  return carried ?? first ?? writers.map(valueNow);
}

/** What a subject's series have become since the hour began. */
export function writersOf({ part, first, writers }: OpenSubject): SeriesWriter[] {
  if (!first) return writers;
  return storedSeries[part].map((_, at) => {
    const writer = createSeriesWriter();
    putValue(writer, 0, first[at] ?? null);
    return writer;
  });
}

/** When each part was read last, up to now. */
function lastTimes({ axes, beforeMs }: OpenHour): (number | undefined)[] {
  return axes.map(({ atMs }, part) => atMs.at(-1) ?? beforeMs[part]);
}

/** The last number of a series, which the next one is written as a difference from. */
export function lastIn(hour: OpenHour) {
  return (subject: number, place: number): Integer => {
    const known = hour.subjects.get(subject);
    return known?.first ? (known.first[place] ?? 0) : (known?.writers[place]?.last ?? 0);
  };
}

/** Takes what a tick says into the hour, the same way when it comes and when it is read again after a restart. */
export function applyTick(
  hour: OpenHour,
  atMs: number,
  ticked: readonly TickPart[],
  lag: LagColumns,
): void {
  for (const one of ticked) {
    const axis = hour.axes[one.part];
    if (!axis) continue;
    const place = axis.atMs.length;
    axis.atMs.push(atMs);
    axis.isGap.push(one.isGap);
    if (place === 0) beginPart(hour, one, lag);
    else applyPart(hour, one, place, lag);
    if (one.part === consumerPart) lag.tick(atMs, one.isGap);
  }
}

/** The first tick of an hour says everything. */
function beginPart(hour: OpenHour, { part, changes }: TickPart, lag: LagColumns): void {
  for (const { subject, values } of changes) {
    const known = hour.subjects.get(subject);
    // What goes on as it was is the very same.
    const isSame = known?.carried === values;
    const first = isSame ? known.carried : storedSeries[part].map((_, at) => values[at] ?? null);
    if (known) [known.carried, known.first] = [undefined, first];
    else hour.subjects.set(subject, { id: subject, part, first, writers: none });
    if (!isSame) putLag(lag, subject, part, values);
  }
  for (const { id, part: of, carried } of hour.subjects.values()) {
    if (of !== part || !carried) continue;
    hour.subjects.delete(id);
    putLag(lag, id, part, nothingOf(part));
  }
}

function applyPart(
  hour: OpenHour,
  { part, isKey, changes }: TickPart,
  place: number,
  lag: LagColumns,
): void {
  const said = new Set<number>();
  for (const { subject, values } of changes) {
    if (isKey) said.add(subject);
    putValues(hour.subjects.get(subject) ?? addSubject(hour, subject, part), place, values, lag);
  }
  if (!isKey) return;
  for (const subject of hour.subjects.values()) {
    if (subject.part !== part || said.has(subject.id)) continue;
    putValues(subject, place, nothingOf(part), lag);
  }
}

function putValues(
  subject: OpenSubject,
  place: number,
  values: TickChange["values"],
  lag: LagColumns,
): void {
  const { first } = subject;
  if (!first || values.some((value, at) => value !== undefined && value !== first[at])) {
    if (first) [subject.writers, subject.first] = [writersOf(subject), undefined];
    for (const [at, writer] of subject.writers.entries()) {
      const value = values[at];
      if (value !== undefined) putValue(writer, place, value);
    }
  }
  putLag(lag, subject.id, subject.part, values);
}

function putLag(lag: LagColumns, id: number, part: Part, values: TickChange["values"]): void {
  const ms = values[lagPlace];
  if (part !== consumerPart || ms === undefined) return;
  lag.put(id, cellOfLag(ms === null ? null : Number(ms) / 1_000));
}

/** Before it was there it was nothing, which is not nought. */
function addSubject(hour: OpenHour, id: number, part: Part): OpenSubject {
  const subject = { id, part, first: nothingOf(part), writers: none };
  hour.subjects.set(id, subject);
  return subject;
}

const none: SeriesWriter[] = [];

function nothingOf(part: Part): null[] {
  return storedSeries[part].map(() => null);
}

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
  writers: SeriesWriter[];
  /** What was true before the hour, until its first tick says what is. */
  carried?: Values | undefined;
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
    next.subjects.set(subject.id, { ...subject, writers: [], carried });
  }
  return next;
}

/** What is true of a subject. */
export function valuesNow({ writers, carried }: OpenSubject): Values {
  return carried ?? writers.map(valueNow);
}

/** When each part was read last, up to now. */
function lastTimes({ axes, beforeMs }: OpenHour): (number | undefined)[] {
  return axes.map(({ atMs }, part) => atMs.at(-1) ?? beforeMs[part]);
}

/** The last number of a series, which the next one is written as a difference from. */
export function lastIn(hour: OpenHour) {
  return (subject: number, place: number): Integer =>
    hour.subjects.get(subject)?.writers[place]?.last ?? 0;
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
    applyPart(hour, one, place, lag);
    if (one.part === consumerPart) lag.tick(atMs, one.isGap);
  }
}

function applyPart(
  hour: OpenHour,
  { part, isKey, changes }: TickPart,
  place: number,
  lag: LagColumns,
): void {
  const put = (subject: OpenSubject, values: TickChange["values"]) =>
    putValues(subject, place, values, lag);
  const said = new Set<number>();
  for (const { subject, values } of changes) {
    if (isKey) said.add(subject);
    const known = hour.subjects.get(subject);
    put(known?.carried ? begin(known) : (known ?? addSubject(hour, subject, part, place)), values);
  }
  if (!isKey) return;
  const nothing = storedSeries[part].map(() => null);
  for (const subject of hour.subjects.values()) {
    if (subject.part !== part || said.has(subject.id)) continue;
    if (subject.carried) hour.subjects.delete(subject.id);
    put(subject, nothing);
  }
}

function begin(subject: OpenSubject): OpenSubject {
  subject.carried = undefined;
  subject.writers = storedSeries[subject.part].map(() => createSeriesWriter());
  return subject;
}

function putValues(
  { id, part, writers }: OpenSubject,
  place: number,
  values: TickChange["values"],
  lag: LagColumns,
): void {
  for (const [at, writer] of writers.entries()) {
    const value = values[at];
    if (value !== undefined) putValue(writer, place, value);
  }
  const ms = values[lagPlace];
  if (part !== consumerPart || ms === undefined) return;
  lag.put(id, cellOfLag(ms === null ? null : Number(ms) / 1_000));
}

function addSubject(hour: OpenHour, id: number, part: Part, place: number): OpenSubject {
  const subject = { id, part, writers: storedSeries[part].map(() => createSeriesWriter()) };
  hour.subjects.set(id, subject);
  // Before it was there it was nothing, which is not nought.
  if (place > 0) for (const writer of subject.writers) putValue(writer, 0, null);
  return subject;
}

import { type Axis, parseAxis } from "./axis-code";
import { parseChunk } from "./chunk-code";
import {
  dayMs,
  fineLevel,
  hourMs,
  hoursOfDay,
  type Level,
  minuteLevel,
  quarterLevel,
} from "./levels";
import { type OpenHour, writersOf } from "./open-hour";
import type { Part } from "./parts";
import type { Past } from "./past";
import { type Sample, toSamples } from "./samples";
import { readSeries, writtenSeries } from "./series-code";
import type { Statements } from "./statements";

/** A stretch of time and where it is read: from memory, or from a level's chunks. */
export type Segment =
  | { from: "memory"; hour: OpenHour }
  | { from: "file"; level: Level; span: number; axis: Axis; beginMs: number; endMs: number };

/**
 * Where a part of the past is read from, the oldest first: the longest steps that `level` allows, and where these are not
 * made yet, or no longer there, what there is.
 */
export function findSegments(
  statements: Statements,
  past: Past,
  { part, fromMs, toMs, level }: { part: Part; fromMs: number; toMs: number; level: Level },
): Segment[] {
  const hours = [Math.floor(fromMs / hourMs), Math.floor(toMs / hourMs)] as const;
  const days = [Math.floor(fromMs / dayMs), Math.floor(toMs / dayMs)] as const;
  const read = (of: Level, [first, last]: readonly [number, number]) => {
    const rows = statements.axes(past.id, of, part, first, last);
    return new Map(rows.map(({ span, body }) => [span, body]));
  };
  const byDay = read(quarterLevel, days);
  const byHour = { 0: read(fineLevel, hours), 1: read(minuteLevel, hours) };
  const inMemory = [past.closing, past.open].filter((one) => one !== undefined);
  const segments: Segment[] = [];
  const add = (of: Level, span: number, body: Uint8Array, beginMs: number, endMs: number) =>
    segments.push({ from: "file", level: of, span, axis: parseAxis(body), beginMs, endMs });

  const addHour = (hour: number, day: Uint8Array | undefined) => {
    const kept = inMemory.find((one) => one.hour === hour);
    const order = level === fineLevel ? ([0, 1] as const) : ([1, 0] as const);
    const found = order.find((of) => byHour[of].has(hour));
    const [beginMs, endMs] = [hour * hourMs, (hour + 1) * hourMs];
    const body = found === undefined ? undefined : byHour[found].get(hour);
    if (kept) segments.push({ from: "memory", hour: kept });
    else if (found !== undefined && body) add(found, hour, body, beginMs, endMs);
    else if (day) add(quarterLevel, Math.floor(hour / hoursOfDay), day, beginMs, endMs);
  };
  for (let day = days[0]; day <= days[1]; day++) {
    const whole = byDay.get(day);
    if (level === quarterLevel && whole) {
      add(quarterLevel, day, whole, day * dayMs, (day + 1) * dayMs);
      continue;
    }
    const [first, last] = [day * hoursOfDay, (day + 1) * hoursOfDay - 1];
    for (let hour = Math.max(first, hours[0]); hour <= Math.min(last, hours[1]); hour++)
      addHour(hour, whole);
  }
  return segments;
}

/** What was seen of a subject, the oldest first. */
export function readSamples(
  statements: Statements,
  segments: readonly Segment[],
  part: Part,
  subject: number,
): Sample[] {
  const samples: Sample[] = [];
  let isGap = false;
  for (const segment of segments) {
    const read = readSegment(statements, segment, part, subject);
    if (!read) isGap = true;
    for (const [at, sample] of (read ?? []).entries()) {
      samples.push(isGap && at === 0 ? { ...sample, isGap } : sample);
      isGap = false;
    }
  }
  return samples;
}

function readSegment(
  statements: Statements,
  segment: Segment,
  part: Part,
  subject: number,
): Sample[] | undefined {
  if (segment.from === "memory") {
    const open = segment.hour.subjects.get(subject);
    const axis = segment.hour.axes[part];
    if (!open || !axis) return undefined;
    const count = axis.atMs.length;
    return toSamples(axis, {
      last: writersOf(open).map((writer) => readSeries(writtenSeries(writer), count)),
    });
  }
  const { level, span, axis, beginMs, endMs } = segment;
  const row = statements.chunks[level].one(span, subject);
  if (!row) return undefined;
  const columns = parseChunk(part, row.body, axis.atMs.length, level !== fineLevel);
  return toSamples(axis, columns).filter(({ atMs }) => atMs >= beginMs && atMs < endMs);
}

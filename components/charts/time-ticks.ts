import { toWallClock } from "@/lib/format/clock";
import type { Format } from "@/lib/format/format";
import type { Span } from "./series";

/** A moment of an axis and its words. */
export type TimeTick = { atMs: number; label: string };

const second = 1_000;
const minute = 60 * second;
const quarter = 15 * minute;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28].map((count) => count * day),
];

/** Round moments of the reader's clock inside a span, at most `most` of them. */
export function timeTicks(span: Span, most: number, format: Format): TimeTick[] {
  const lengthMs = span.toMs - span.fromMs;
  if (!(lengthMs > 0) || !(most >= 1)) return [];
  const step = steps.find((size) => lengthMs / size <= most) ?? 28 * day;
  const moments = step <= quarter ? evenly(span, step) : byWallClock(span, step, format.zone);
  return moments.map((atMs) => ({ atMs, label: words(atMs, step, format) }));
}

// All zones are whole quarters of an hour from UTC, so these are round on every clock, also while it changes.
function evenly({ fromMs, toMs }: Span, step: number): number[] {
  const first = Math.ceil(fromMs / step) * step;
  const count = Math.floor((toMs - first) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index * step);
}

// Asks the wall clock instead of counting: a day may have 23 hours, and an hour may come twice.
function byWallClock({ fromMs, toMs }: Span, step: number, zone: string): number[] {
  const found: number[] = [];
  let atMs = Math.ceil(fromMs / quarter) * quarter;
  while (atMs <= toMs) {
    const past = wallMs(atMs, zone) % step;
    if (past === 0) found.push(atMs);
    // Clocks change by two hours at most: up to there nothing is missed.
    atMs += Math.max(quarter, step - past - 3 * hour);
  }
  return found;
}

function wallMs(atMs: number, zone: string): number {
  const wall = toWallClock(atMs, zone);
  return Date.parse(`${wall.day}T${wall.clock}Z`);
}

function words(atMs: number, step: number, format: Format): string {
  if (step < minute) return format.clock(atMs);
  const time = format.minute(atMs);
  return step < day && time !== "00:00" ? time : dayWords(format.day(atMs));
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayWords(isoDay: string): string {
  const [, month = "", date = ""] = isoDay.split("-");
  return `${Number(date)} ${months[Number(month) - 1] ?? ""}`;
}

import type { LagSpark } from "@/lib/model/consumers";
import { isEqual } from "./keep-equal";
import { sparkMinutes } from "./limits";

const minuteMs = 60_000;

/** The highest lag of each minute of the last hour. */
export type SparkBook = {
  /** True where what it tells has changed. */
  add(atMs: number, seconds: number | null): boolean;
  /** What was known before the first reading, too; true where what it tells has changed. */
  recall(past: SparkPast): boolean;
  /** What was added never was; what was recalled stays. */
  forget(): void;
  /** Empty: no lag for an hour. */
  points(): LagSpark;
};

/** Lag of the minutes up to one of them, which is counted from 1970. Many may share its points. */
export type SparkPast = { minute: number; points: Readonly<LagSpark> };

/** The line of one consumer; most have no lag and cost nothing. */
export function createSpark(): SparkBook {
  let past: SparkPast | undefined;
  let sinceMinute: number | undefined;
  let minute = 0;
  let points: LagSpark = [];

  const quiet = () => lineUpTo(minute, (at) => (isWatched(at) ? 0 : valueAt(past, at)));
  const isWatched = (at: number) => sinceMinute !== undefined && at >= sinceMinute;
  const goOn = (now: number) => {
    const passed = Math.min(Math.max(0, now - minute), sparkMinutes);
    minute = Math.max(minute, now);
    if (past && minute - past.minute >= sparkMinutes) past = undefined;
    if (points.length === 0 || passed === 0) return false;
    const gap: LagSpark = Array.from({ length: passed }, () => null);
    points = [...points.slice(passed), ...gap];
    if (!points.some((point) => point)) points = [];
    return true;
  };
  const recall = (given: SparkPast) => {
    past = given;
    if (minute === 0) return false;
    const known = points.length > 0 ? points : quiet();
    const first = minute - sparkMinutes + 1;
    const line = known.map((value, at) => higherOf(value, valueAt(past, first + at)));
    if (!line.some((point) => point) || isEqual(line, points)) return false;
    points = line;
    return true;
  };
  return {
    add(atMs, seconds) {
      const now = Math.floor(atMs / minuteMs);
      const isOn = goOn(now);
      if (seconds === null) return isOn;
      sinceMinute ??= now;
      const value = round(seconds);
      if (points.length === 0 && value > 0) points = quiet();
      const isHigher = points.length > 0 && isClearlyMore(value, points.at(-1) ?? null);
      if (isHigher) points = [...points.slice(0, -1), value];
      return isOn || isHigher;
    },
    recall,
    forget() {
      sinceMinute = undefined;
      points = [];
      if (past) recall(past);
    },
    points: () => points,
  };
}

/** What each of the last minutes says. */
function lineUpTo(minute: number, sayOf: (at: number) => number | null): LagSpark {
  const first = minute - sparkMinutes + 1;
  return Array.from({ length: sparkMinutes }, (_, at) => sayOf(first + at));
}

function valueAt(past: SparkPast | undefined, minute: number): number | null {
  if (!past) return null;
  return past.points[past.points.length - 1 - (past.minute - minute)] ?? null;
}

function higherOf(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

/** A line of 20 pixels shows no less. */
function isClearlyMore(value: number, before: number | null): boolean {
  return before === null || value >= before * 1.05 + 0.1;
}

/** One digit behind the point says enough. */
function round(seconds: number): number {
  return seconds < 100 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
}

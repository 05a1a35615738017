import type { LagSpark } from "@/lib/model/consumers";
import { sparkMinutes } from "./limits";

const minuteMs = 60_000;

/** The highest lag of each minute of the last hour. */
export type SparkBook = {
  /** True where what it tells has changed. */
  add(atMs: number, seconds: number | null): boolean;
  /** Empty: no lag for an hour. */
  points(): LagSpark;
};

/** The line of one consumer; most have no lag and cost nothing. */
export function createSpark(): SparkBook {
  let sinceMinute: number | undefined;
  let minute = 0;
  let points: LagSpark = [];

  const begin = (now: number) => {
    // What was watched before had none.
    const unknown = Math.max(0, sparkMinutes - (now - (sinceMinute ?? now)) - 1);
    points = Array.from({ length: sparkMinutes }, (_, at) => (at < unknown ? null : 0));
    minute = now;
  };
  const pass = (passed: number) => {
    const gap: LagSpark = Array.from({ length: passed }, () => null);
    points = [...points.slice(passed), ...gap];
    if (!points.some((point) => point)) points = [];
  };
  const goOn = (now: number) => {
    const passed = points.length === 0 ? 0 : Math.min(Math.max(0, now - minute), sparkMinutes);
    minute += passed;
    if (passed > 0) pass(passed);
    return passed > 0;
  };
  return {
    add(atMs, seconds) {
      const now = Math.floor(atMs / minuteMs);
      const isOn = goOn(now);
      if (seconds === null) return isOn;
      sinceMinute ??= now;
      const value = round(seconds);
      if (points.length === 0 && value > 0) begin(now);
      const isHigher = points.length > 0 && isClearlyMore(value, points.at(-1) ?? null);
      if (isHigher) points = [...points.slice(0, -1), value];
      return isOn || isHigher;
    },
    points: () => points,
  };
}

/** A line of 20 pixels shows no less. */
function isClearlyMore(value: number, before: number | null): boolean {
  return before === null || value >= before * 1.05 + 0.1;
}

/** One digit behind the point says enough. */
function round(seconds: number): number {
  return seconds < 100 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
}

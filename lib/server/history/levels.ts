import type { HistorySettings } from "./settings";

/** How the past is kept: every tick, by the minute, by the quarter of an hour; a level's number is stored. */
export const levels = [
  { stepMs: 10_000, spanMs: 3_600_000, table: "fine" },
  { stepMs: 60_000, spanMs: 3_600_000, table: "minute" },
  { stepMs: 900_000, spanMs: 86_400_000, table: "quarter" },
] as const;

export type Level = 0 | 1 | 2;
export const fineLevel = 0 satisfies Level;
export const minuteLevel = 1 satisfies Level;
export const quarterLevel = 2 satisfies Level;

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** Hours of a day, which one chunk of the last level is made of. */
export const hoursOfDay = 24;

/** How far back each level was set to reach. */
export function reachOf(settings: HistorySettings): Record<Level, number> {
  return { 0: settings.fineMs, 1: settings.minuteMs, 2: settings.quarterMs };
}

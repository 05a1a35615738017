/** How much of the past is kept. */
export type HistorySettings = {
  isEnabled: boolean;
  /** What the file may take; beyond it, the finest level shortens first. */
  maxBytes: number;
  /** How far back each level reaches: every tick, every minute, every quarter of an hour. */
  fineMs: number;
  minuteMs: number;
  quarterMs: number;
};

const hourMs = 3_600_000;

/** What holds where nothing else was said. */
export const usualHistory: HistorySettings = {
  isEnabled: true,
  maxBytes: 4 * 2 ** 30,
  fineMs: 24 * hourMs,
  minuteMs: 14 * 24 * hourMs,
  quarterMs: 365 * 24 * hourMs,
};

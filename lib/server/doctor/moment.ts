const dayMs = 24 * 60 * 60_000;

/** A moment that two people in different places read alike. */
export function formatMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** How far off a moment is, in whole days. */
export function daysUntil(ms: number, nowMs: number): number {
  return Math.floor((ms - nowMs) / dayMs);
}

/** `3 days`, `1 day`, `less than a day`. */
export function formatDays(days: number): string {
  if (days === 0) return "less than a day";
  return `${days} ${days === 1 ? "day" : "days"}`;
}

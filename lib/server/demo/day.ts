/** One day of the company passes in this many minutes, so that charts move while one looks. */
export const dayMs = 12 * 60_000;

/** How busy it is, around 1, `elapsedMs` after the start: a start falls on half past eight. */
export function demandAt(elapsedMs: number): number {
  const hour = (8.5 + (elapsedMs / dayMs) * 24) % 24;
  return 0.45 + 0.75 * peak(hour, 11.5, 2.6) + 1.1 * peak(hour, 20, 2.2) + 0.2 * peak(hour, 15, 3);
}

function peak(hour: number, at: number, width: number): number {
  const distance = Math.min(Math.abs(hour - at), 24 - Math.abs(hour - at));
  return Math.exp(-((distance / width) ** 2));
}

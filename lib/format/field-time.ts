import { toWallClock } from "./clock";

/** A moment as a field for date and time holds it: 2026-11-21T12:03:05, by a zone's clock. */
export function toFieldText(atMs: number, zone: string): string {
  const { day, clock } = toWallClock(atMs, zone);
  return `${day}T${clock}`;
}

/** The moment that a field means; an hour that comes twice is the first one, one that is left out the hour after. */
export function toMoment(text: string, zone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)) return undefined;
  const wallMs = Date.parse(`${text}Z`);
  if (Number.isNaN(wallMs)) return undefined;
  // A clock change is at most a day away: one of the two offsets around it is the right one.
  const before = wallMs - offsetMs(wallMs - dayMs, zone);
  const after = wallMs - offsetMs(wallMs + dayMs, zone);
  if (before + offsetMs(before, zone) === wallMs) return before;
  return after + offsetMs(after, zone) === wallMs ? after : before;
}

const dayMs = 86_400_000;

function offsetMs(atMs: number, zone: string): number {
  return Date.parse(`${toFieldText(atMs, zone)}Z`) - Math.floor(atMs / 1_000) * 1_000;
}

import type { TimeRange } from "@/lib/url/time-range";

/** How many consumers have a row of their own. */
export const heatRows = 200;

/** The finest step that is kept. */
const finestMs = 10_000;
const most = 600;
/** Rounded, so that a window that is drawn wider does not ask anew at each pixel. */
const step = 60;
const pixelsEach = 2;

/** How many steps of time a map of this width shows. */
export function heatColumns(width: number, range: TimeRange): number {
  const spanMs = range.kind === "live" ? range.spanMs : range.toMs - range.fromMs;
  const room = Math.max(step, Math.floor(width / pixelsEach / step) * step);
  return Math.max(1, Math.min(most, room, Math.ceil(spanMs / finestMs)));
}

import { toMoment } from "@/lib/format/field-time";
import { parseMoment } from "@/lib/url/time-range";

/** A time with its zone, or by the clock that the page shows. */
export function parseTime(text: string, zone: string): number | undefined {
  const typed = text.trim().replace(/^(\d{4}-\d\d-\d\d) +/, "$1T");
  const exact = parseMoment(typed.replace(/ ([+-]\d\d:\d\d)$/, "$1"));
  if (exact.ok) return exact.value;
  const wall = /^\d{4}-\d\d-\d\d$/.test(typed) ? `${typed}T00:00:00` : typed;
  return toMoment(wall, zone);
}

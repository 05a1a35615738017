const minuteMs = 60_000;

/** A moment as the wall clock of one time zone shows it. */
export type WallClock = { day: string; clock: string; offset: string };

/** A moment of today by the reader's own clock: 12:03:05. */
export function formatClock(atMs: number): string {
  return toWallClock(atMs, undefined).clock;
}

/** Reads the wall clock of a zone (the reader's own without one); a moment no calendar holds throws. */
export function toWallClock(atMs: number, zone: string | undefined): WallClock {
  const parts = new Map(
    calendarOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const [year, month, day] = numbers(parts, "year", "month", "day");
  const [hour, minute, second] = numbers(parts, "hour", "minute", "second");
  const shown = new Date(0);
  shown.setUTCFullYear(year, month - 1, day);
  shown.setUTCHours(hour, minute, second);
  return {
    day: [pad(year, 4), pad(month), pad(day)].join("-"),
    clock: [pad(hour), pad(minute), pad(second)].join(":"),
    offset: formatOffset(Math.round((shown.getTime() - atMs) / minuteMs)),
  };
}

const calendars = new Map<string | undefined, Intl.DateTimeFormat>();

// One is made per zone and kept: making it costs a hundred times what reading it does.
function calendarOf(zone: string | undefined): Intl.DateTimeFormat {
  const known = calendars.get(zone);
  if (known) return known;
  const calendar = new Intl.DateTimeFormat("en-US", {
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  calendars.set(zone, calendar);
  return calendar;
}

function numbers(
  parts: Map<string, string>,
  ...names: [string, string, string]
): [number, number, number] {
  const [first, second, third] = names;
  return [Number(parts.get(first)), Number(parts.get(second)), Number(parts.get(third))];
}

function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function pad(value: number, digits = 2): string {
  return String(value).padStart(digits, "0");
}

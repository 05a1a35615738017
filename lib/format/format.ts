import { formatBytes } from "./bytes";
import { toWallClock, type WallClock } from "./clock";
import { formatAge, formatDuration } from "./duration";
import { formatCount, formatExact, formatRate, oneDecimal } from "./number";

/** Whose clock is shown: the reader's own, or the one that logs and servers keep. */
type Times = "local" | "utc";

/** How digits are grouped and where decimals begin, named by what it looks like. */
export type NumberStyle = "1,234.5" | "1.234,5" | "1 234,5" | "1'234.5";

/** How one reader wants numbers and times; `zone` (an IANA name) stands in for the reader's own. */
export type FormatSettings = { times: Times; numbers: NumberStyle; zone?: string };

/** Numbers and times as one reader wants to see them. */
export type Format = {
  times: Times;
  /** The zone that the clock is of: "UTC", "Europe/Berlin". */
  zone: string;
  /** For reading: 9,999 whole, then 12.4k and 3.1M. */
  count: (value: number | bigint) => string;
  /** Every digit, grouped. */
  exact: (value: number | bigint) => string;
  /** A rate a second: 0, <0.1, 12.3, 12.4k. */
  rate: (perSec: number) => string;
  bytes: (bytes: number | bigint) => { value: string; unit: string };
  bytesText: (bytes: number | bigint) => string;
  /** Of a share from 0 to 1: 0%, <0.1%, 12.3%. */
  percent: (share: number) => string;
  duration: (spanMs: number) => string;
  age: (ageMs: number) => string;
  /** 12:03:05 */
  clock: (atMs: number) => string;
  /** 12:03 */
  minute: (atMs: number) => string;
  /** 2026-11-21 */
  day: (atMs: number) => string;
  /** Exact and of one meaning, also when clocks are set back: 2026-11-21 12:03:05.123 +01:00, or Z. */
  moment: (atMs: number) => string;
  /** The same to the nanosecond, of nanoseconds since 1970. */
  momentNs: (atNs: bigint) => string;
};

const nsPerMs = 1_000_000n;

/** Numbers and times by the settings given; without, by the reader's own clock and 1,234.5. */
export function createFormat({
  times = "local",
  numbers = "1,234.5",
  zone,
}: Partial<FormatSettings> = {}): Format {
  const shownZone = times === "utc" ? "UTC" : zone;
  const at = (atMs: number, show: (wall: WallClock) => string) =>
    Math.abs(atMs) <= 8.64e15 ? show(toWallClock(atMs, shownZone)) : "unknown";
  const moment = (atMs: number, fraction: string) =>
    at(atMs, (wall) => `${wall.day} ${wall.clock}.${fraction}${suffix(wall, times)}`);
  const bytes = (size: number | bigint) => {
    const { value, unit } = formatBytes(size);
    return { value: restyle(value, numbers), unit };
  };

  return {
    times,
    zone: shownZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    count: (value) => restyle(formatCount(value), numbers),
    exact: (value) => restyle(formatExact(value), numbers),
    rate: (perSec) => restyle(formatRate(perSec), numbers),
    bytes,
    bytesText: (size) => {
      const { value, unit } = bytes(size);
      return `${value} ${unit}`;
    },
    percent: (share) => restyle(formatPercent(share), numbers),
    duration: formatDuration,
    age: formatAge,
    clock: (atMs) => at(atMs, (wall) => wall.clock),
    minute: (atMs) => at(atMs, (wall) => wall.clock.slice(0, 5)),
    day: (atMs) => at(atMs, (wall) => wall.day),
    moment: (atMs) => moment(atMs, pad(below(Math.floor(atMs), 1_000), 3)),
    momentNs: (atNs) => {
      const ns = ((atNs % nsPerMs) + nsPerMs) % nsPerMs;
      const ms = Number((atNs - ns) / nsPerMs);
      const fraction = `${pad(below(ms, 1_000), 3)}${pad(ns, 6)}`;
      return moment(ms, fraction);
    },
  };
}

function suffix(wall: WallClock, times: Times): string {
  return times === "utc" ? "Z" : ` ${wall.offset}`;
}

function formatPercent(share: number): string {
  // 0.57 * 100 is 56.99999999999999, which the cut below would make 56.9.
  const percent = Number((share * 100).toPrecision(12));
  if (percent === 0) return "0%";
  return percent > 0 && percent < 0.1 ? "<0.1%" : `${oneDecimal(percent)}%`;
}

// The pure functions write 1,234.5; the other styles differ in two characters only.
function restyle(text: string, style: NumberStyle): string {
  if (style === "1,234.5") return text;
  const [group, decimal] = separators[style];
  return text.replace(/[.,]/g, (mark) => (mark === "," ? group : decimal));
}

const separators: Record<NumberStyle, readonly [string, string]> = {
  "1,234.5": [",", "."],
  "1.234,5": [".", ","],
  // A narrow space that does not break: digits of one number stay on one line.
  "1 234,5": ["\u202f", ","],
  "1'234.5": ["'", "."],
};

function below(value: number, limit: number): number {
  return ((value % limit) + limit) % limit;
}

function pad(value: number | bigint, digits: number): string {
  return String(value).padStart(digits, "0");
}

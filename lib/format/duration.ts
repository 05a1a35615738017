const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A span as its two largest units: 340 ms, 12 s, 4 min 10 s, 3 h 12 min, 6 d 2 h. Never negative. */
export function formatDuration(spanMs: number): string {
  const span = Math.max(0, spanMs);
  if (span < secondMs) return `${Math.round(span)} ms`;
  if (span < minuteMs) return `${Math.floor(span / secondMs)} s`;
  if (span < hourMs) return pair(span, minuteMs, "min", secondMs, "s");
  if (span < dayMs) return pair(span, hourMs, "h", minuteMs, "min");
  return pair(span, dayMs, "d", hourMs, "h");
}

/** How long ago, in one unit: "now", "12 s ago", "4 min ago". */
export function formatAge(ageMs: number): string {
  if (ageMs < secondMs) return "now";
  const [first = "", unit = ""] = formatDuration(ageMs).split(" ");
  return `${first} ${unit} ago`;
}

function pair(
  span: number,
  big: number,
  bigUnit: string,
  small: number,
  smallUnit: string,
): string {
  const rest = Math.floor((span % big) / small);
  const head = `${Math.floor(span / big)} ${bigUnit}`;
  return rest === 0 ? head : `${head} ${rest} ${smallUnit}`;
}

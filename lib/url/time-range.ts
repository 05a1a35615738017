import { createParser } from "nuqs/server";

/** What time a page shows: the last while up to now, or from a moment to another. */
export type TimeRange =
  | { kind: "live"; spanMs: number }
  | { kind: "fixed"; fromMs: number; toMs: number };

/** A value that was read, or why it was not. */
type Parsed<T> = { ok: true; value: T } | { ok: false; error: string };

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const longestMs = 366 * unitMs.d;

const parseAsSpan = createParser({
  parse: (text) => orNull(parseSpan(text)),
  serialize: formatSpan,
});

/** A moment in an address: 2026-11-21T12:03:05Z. */
export const parseAsMoment = createParser({
  parse: (text) => orNull(parseMoment(text)),
  serialize: (atMs: number) => new Date(atMs).toISOString(),
});

/** What an address may say of time: `range=15m`, or `from=…&to=…`. */
export const timeRangeParams = { range: parseAsSpan, from: parseAsMoment, to: parseAsMoment };

type Params = { range: number | null; from: number | null; to: number | null };

/** Which time an address means; what makes no sense is the page's own default. */
export function toTimeRange({ range, from, to }: Params, defaultSpanMs: number): TimeRange {
  if (from !== null && to !== null && from < to) return { kind: "fixed", fromMs: from, toMs: to };
  return { kind: "live", spanMs: range ?? defaultSpanMs };
}

/** The address's parameters of a time; the default leaves no trace. */
export function timeRangeAddress(range: TimeRange, defaultSpanMs: number): Params {
  if (range.kind === "fixed") return { range: null, from: range.fromMs, to: range.toMs };
  return { range: range.spanMs === defaultSpanMs ? null : range.spanMs, from: null, to: null };
}

/** Reads a span: 30s, 15m, 2h, 7d. */
export function parseSpan(text: string): Parsed<number> {
  const [, count = "", unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const spanMs = Number(count) * (unitMs[unit as keyof typeof unitMs] ?? 0);
  if (spanMs > 0 && spanMs <= longestMs) return { ok: true, value: spanMs };
  return { ok: false, error: "A span is a number with s, m, h or d: 15m" };
}

/** Reads a moment with its zone: 2026-11-21T12:03:05Z. */
export function parseMoment(text: string): Parsed<number> {
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const atMs = isWhole ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(atMs)) return { ok: true, value: atMs };
  return { ok: false, error: "A moment is a date and time with its zone: 2026-11-21T12:03:05Z" };
}

function formatSpan(spanMs: number): string {
  for (const unit of ["d", "h", "m"] as const) {
    if (spanMs % unitMs[unit] === 0) return `${spanMs / unitMs[unit]}${unit}`;
  }
  return `${Math.max(1, Math.round(spanMs / unitMs.s))}s`;
}

function orNull<T>(parsed: Parsed<T>): T | null {
  return parsed.ok ? parsed.value : null;
}

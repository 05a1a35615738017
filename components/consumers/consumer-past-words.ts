import type { Span } from "@/components/charts/series";
import type { Format } from "@/lib/format/format";
import type { HistoryAnswer } from "@/lib/model/history";
import type { TimeRange } from "@/lib/url/time-range";

/** Which time a chart shows, and whether it moves on by itself. */
export type Shown = { span: Span; isLive: boolean };

/** A picture that begins gets five minutes of room, not a day that is empty. */
const shortestSpanMs = 300_000;

/** What of a range there is to show. */
export function shownSpan(range: TimeRange, nowMs: number, past: HistoryAnswer | undefined): Span {
  if (range.kind === "fixed") return { fromMs: range.fromMs, toMs: range.toMs };
  const toMs = Math.max(nowMs, past?.atMs.at(-1) ?? 0);
  const firstMs = past && firstKnownMs(past);
  const heldMs = Math.max(shortestSpanMs, toMs - (firstMs ?? toMs));
  return {
    fromMs: toMs - (firstMs === undefined ? range.spanMs : Math.min(range.spanMs, heldMs)),
    toMs,
  };
}

/** How many steps may be on their way while the picture moves on. */
const mostUnfinished = 2;

/** The times of a picture, without a newest step that nothing is known of yet: it is no gap. */
export function finishedTimes({ atMs, values }: HistoryAnswer, isLive: boolean): number[] {
  if (!isLive) return atMs;
  const lines = Object.values(values).map(({ last }) => last);
  const end = atMs.findLastIndex((_, at) => lines.some((line) => (line[at] ?? null) !== null));
  return atMs.length - 1 - end <= mostUnfinished ? atMs.slice(0, end + 1) : atMs;
}

/** Since when is recorded, where that is later than what was asked for. */
export function sinceWords(
  { kept }: HistoryAnswer,
  { fromMs }: Span,
  format: Format,
): string | undefined {
  const sinceMs = Math.min(...kept.levels.map((level) => level.sinceMs));
  if (!Number.isFinite(sinceMs)) return "Nothing is recorded yet.";
  if (fromMs - sinceMs >= shortestSpanMs) return undefined;
  return `Recorded since ${format.day(sinceMs)} ${format.clock(sinceMs)}`;
}

function firstKnownMs({ atMs, values }: HistoryAnswer): number | undefined {
  const lines = Object.values(values).map(({ last }) => last);
  const place = atMs.findIndex((_, at) => lines.some((line) => (line[at] ?? null) !== null));
  return atMs[place];
}

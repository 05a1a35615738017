import type { Chore, ChoreOptions } from "./fold";
import {
  dayMs,
  fineLevel,
  hourMs,
  type Level,
  levels,
  minuteLevel,
  quarterLevel,
  reachOf,
} from "./levels";
import type { HistorySettings } from "./settings";
import type { Statements } from "./statements";

/** Events are few; this many of a connection are many. */
export const mostEvents = 20_000;

/** Throws away what is older than it was set to be, then the oldest of the finest level while the file is too big. */
export function* retain(nowMs: number, settings: HistorySettings, options: ChoreOptions): Chore {
  const { statements } = options;
  const reach = reachOf(settings);
  for (const level of [fineLevel, minuteLevel, quarterLevel] as const) {
    const { spanMs } = levels[level];
    const until = Math.floor((nowMs - reach[level]) / spanMs);
    for (let span = firstSpan(statements, level); span < until; span++)
      yield* dropSpan(statements, level, span);
  }
  statements.dropLags(minuteLevel, nowMs - Math.min(2 * dayMs, reach[minuteLevel]));
  yield;
  statements.dropLags(quarterLevel, nowMs - Math.max(mapMs, reach[minuteLevel]));
  yield;
  statements.dropRosters();
  yield;
  const oldestMs = Math.min(...[0, 1, 2].map((level) => nowMs - reach[level as Level]));
  statements.dropEvents(oldestMs);
  for (const { id } of statements.connections()) statements.dropEventsButNewest(id, id, mostEvents);
  yield;
  statements.dropSubjects(Math.floor(oldestMs / hourMs) - 2 * 24);
  yield;
  yield* shorten(settings, options);
  while ((statements.freePages()?.freelist_count ?? 0) > keptFreePages) {
    statements.giveBack();
    yield;
  }
}

/** Bytes of the file that something stands in. */
export function usedBytes(statements: Statements): number {
  const pages = statements.pageCount()?.page_count ?? 0;
  const free = statements.freePages()?.freelist_count ?? 0;
  return (pages - free) * (statements.pageSize()?.page_size ?? 0);
}

/** Where a level was cut short because of the bound; 0 where it was not. */
export function cutMs(statements: Statements, level: Level): number {
  return Number(statements.meta(cutKeys[level]) ?? 0);
}

const cutKeys = ["cut-fine", "cut-minute", "cut-quarter"] as const;
/** So far back a heat map reaches at least. */
const mapMs = 8 * dayMs;
/** The next hours find room in these. */
const keptFreePages = 1_000;
const subjectsAtOnce = 1_000;
const nobody = Number.MAX_SAFE_INTEGER;

function* shorten({ maxBytes }: HistorySettings, { statements }: ChoreOptions): Chore {
  for (const level of [fineLevel, minuteLevel, quarterLevel] as const) {
    const { spanMs } = levels[level];
    while (usedBytes(statements) > maxBytes) {
      const span = firstSpan(statements, level);
      if (span === nobody || (level === minuteLevel && !isRolled(statements, span))) break;
      yield* dropSpan(statements, level, span);
      statements.putMeta(cutKeys[level], (span + 1) * spanMs);
    }
  }
}

/** What the last level is not made of yet stays. */
function isRolled(statements: Statements, hour: number): boolean {
  const day = Math.floor((hour * hourMs) / dayMs);
  return statements.chunks[quarterLevel].place(day, 0) !== undefined;
}

function firstSpan(statements: Statements, level: Level): number {
  return statements.chunks[level].first() ?? nobody;
}

function* dropSpan(statements: Statements, level: Level, span: number): Chore {
  const chunks = statements.chunks[level];
  // First what says that it is there: half of it is never read.
  statements.dropAxes(level, span);
  for (let end: number | undefined = 0; end !== undefined; ) {
    end = chunks.place(span, subjectsAtOnce);
    chunks.drop(span, end);
    yield;
  }
}

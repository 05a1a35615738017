import { createLagColumns, type LagColumns } from "./lag-columns";
import { hourMs, minuteLevel } from "./levels";
import { applyTick, createOpenHour, lastIn, nextHour, type OpenHour } from "./open-hour";
import { type Part, parts } from "./parts";
import type { Statements } from "./statements";
import { parseTick } from "./tick-code";

/** What is held in memory of a connection's past: its last hour, and what tells a tick from the one before. */
export type Past = {
  id: number;
  open: OpenHour | undefined;
  /** The hour before, while it is folded. */
  closing: OpenHour | undefined;
  lag: LagColumns;
  /** Of consumers, by their subject: a heat map has thousands. */
  names: Map<number, { stream: string; name: string }>;
  /** Which subject each slot of the main thread means; undefined until it has told all of them. */
  slots: (Map<number, number> | undefined)[];
  /** The last tick that was recorded, also before a restart. */
  newestMs: number;
  /** When each part was read last since the start, and how long after the one before. */
  lastMs: (number | undefined)[];
  spacingMs: number[];
  /** Something was left out since. */
  isGap: boolean[];
};

/** What is done when an hour is over: begun to be folded; or at once, where the next one is over too. */
export type Turns = { begin(past: Past): void; finish(past: Past): void };

/** Reads again the ticks that are not folded yet. */
export function loadPast(statements: Statements, name: string, turns: Turns): Past {
  const id = statements.connectionId(name) ?? addConnection(statements, name);
  const past: Past = {
    ...{ id, open: undefined, closing: undefined, newestMs: 0 },
    lag: createLagColumns(statements, id),
    names: new Map(),
    slots: parts.map(() => undefined),
    lastMs: parts.map(() => undefined),
    spacingMs: parts.map(() => 0),
    // A restart of the console is a gap.
    isGap: parts.map(() => true),
  };
  for (const { id: tick, at } of statements.ticks(id)) {
    const hour = Math.floor(at / hourMs);
    // It was folded, and not yet thrown away.
    if (isFolded(statements, id, hour)) continue;
    const open = openFor(past, hour, turns);
    const body = statements.tickBody(tick)?.body;
    if (body) applyTick(open, at, parseTick(body, lastIn(open)), past.lag);
  }
  past.newestMs = statements.newestTick(id)?.at ?? 0;
  return past;
}

/** The open hour for a tick; the one before it closes. */
export function openFor(past: Past, hour: number, turns: Turns): OpenHour {
  if (past.open && past.open.hour < hour) {
    const old = past.open;
    if (past.closing) turns.finish(past);
    past.closing = old;
    past.open = nextHour(old, hour);
    past.lag.renew();
    turns.begin(past);
  }
  past.open ??= createOpenHour(hour, [...past.lastMs]);
  return past.open;
}

/** Whether an hour stands in chunks: its axes are written last. */
export function isFolded(statements: Statements, connection: number, hour: number): boolean {
  return parts.some(
    (_, part) => statements.axisOf(connection, minuteLevel, part as Part, hour) !== undefined,
  );
}

function addConnection(statements: Statements, name: string): number {
  return Number(statements.addConnection(name).lastInsertRowid);
}

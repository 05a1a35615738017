import type { SystemEvent } from "@/lib/model/events";
import type { HistoryAnswer, HistoryKept, HistoryQuestion, LagMatrix } from "@/lib/model/history";
import { type Db, inTransaction } from "./database";
import { type Chore, dropTicks, foldHour } from "./fold";
import { readMatrix } from "./lag-matrix";
import { type LastHour, readLastHour } from "./last-hour";
import {
  fineLevel,
  hourMs,
  type Level,
  levels,
  minuteLevel,
  quarterLevel,
  reachOf,
} from "./levels";
import { isFolded, loadPast, openFor, type Past, type Turns } from "./past";
import type { MatrixQuestion } from "./protocol";
import { packEvent, readHistory } from "./read";
import { type Recorded, recordTick, type SentTick } from "./record";
import { cutMs, retain, usedBytes } from "./retain";
import { rollDays } from "./roll-day";
import type { HistorySettings } from "./settings";
import { prepareStatements, type Statements } from "./statements";

/** The open file with all that is done to it. */
export type Keeper = {
  tick(connection: string, tick: SentTick): Recorded;
  addEvent(connection: string, event: SystemEvent): void;
  read(connection: string, question: HistoryQuestion, kept: HistoryKept): HistoryAnswer;
  matrix(connection: string, asked: MatrixQuestion, kept: HistoryKept): LagMatrix;
  lastHour(connection: string, untilMs: number): LastHour;
  /** What is kept, by the file. */
  reach(): Pick<HistoryKept, "levels" | "bytes" | "isShortened">;
  /** A little of what is to be done when nobody asks; false where nothing is. */
  work(): boolean;
  /** What is in memory is thought of no more: it is read from the file again. */
  forget(): void;
  close(): void;
};

/** Keeps the past of all connections in a file. */
export function createKeeper(db: Db, settings: HistorySettings): Keeper {
  const statements = prepareStatements(db);
  const pasts = new Map<string, Past>();
  const chores: Chore[] = [];
  let newestMs = 0;
  const options = { statements, inTransaction: <T>(work: () => T) => inTransaction(db, work) };

  const turns: Turns = {
    begin: (past) => void chores.push(afterHour(past)),
    finish: (past) => {
      for (const _ of foldHour(past, options));
    },
  };
  function* afterHour(past: Past): Chore {
    yield* foldHour(past, options);
    yield* rollDays(past.id, Math.floor(newestMs / hourMs), options);
    yield* retain(newestMs, settings, options);
  }
  /** What a start finds that a stop has left: hours that are over, of connections that may be gone too. */
  function* catchUp(): Chore {
    const hour = Math.floor(newestMs / hourMs);
    for (const { id, name } of statements.connections()) {
      const past = pastOf(name);
      if (past.open && past.open.hour < hour) openFor(past, hour, turns);
      const [first] = statements.ticks(id);
      if (first && isFolded(statements, id, Math.floor(first.at / hourMs)))
        yield* dropTicks(id, (past.closing ?? past.open)?.hour ?? hour, statements);
      yield* rollDays(id, hour, options);
    }
    yield* retain(newestMs, settings, options);
  }
  const pastOf = (connection: string): Past => {
    const known = pasts.get(connection);
    if (known) return known;
    const past = loadPast(statements, connection, turns);
    pasts.set(connection, past);
    return past;
  };
  const closeOthers = (hour: number) => {
    for (const past of pasts.values()) {
      if (past.open && past.open.hour < hour) openFor(past, hour, turns);
    }
  };

  return {
    tick(connection, tick) {
      const past = pastOf(connection);
      if (newestMs === 0) chores.push(catchUp());
      newestMs = Math.max(newestMs, tick.atMs);
      const recorded = recordTick(past, tick, { ...options, turns });
      if (recorded !== "yes") return recorded;
      closeOthers(Math.floor(newestMs / hourMs));
      if (statements.meta(begunKey) === undefined) statements.putMeta(begunKey, tick.atMs);
      return recorded;
    },
    addEvent(connection, event) {
      const { stream = null, consumer = null } = event;
      statements.addEvent(pastOf(connection).id, event.lastMs, stream, consumer, packEvent(event));
    },
    read: (connection, question, kept) =>
      readHistory(statements, pastOf(connection), question, kept),
    matrix: (connection, asked, kept) => readMatrix(statements, pastOf(connection), asked, kept),
    lastHour: (connection, untilMs) => readLastHour(statements, pastOf(connection), untilMs),
    reach: () => reachNow(statements, settings, pasts, newestMs),
    work() {
      const [chore] = chores;
      if (!chore) return false;
      if (chore.next().done) chores.shift();
      return chores.length > 0;
    },
    forget() {
      pasts.clear();
      chores.length = 0;
      newestMs = 0;
    },
    close() {
      statements.checkpoint();
      db.close();
    },
  };
}

const begunKey = "begun";

function reachNow(
  statements: Statements,
  settings: HistorySettings,
  pasts: Map<string, Past>,
  newestMs: number,
): Pick<HistoryKept, "levels" | "bytes" | "isShortened"> {
  const begunMs = Number(statements.meta(begunKey) ?? newestMs);
  const inMemory = [...pasts.values()].flatMap(({ closing, open }) =>
    [closing, open].flatMap((hour) => (hour ? [hour.hour * hourMs] : [])),
  );
  const sinceOf = (level: Level) => {
    const first = statements.chunks[level].first();
    return first === undefined ? Number.POSITIVE_INFINITY : first * levels[level].spanMs;
  };
  // A longer step reaches at least as far back as a shorter one.
  const fineMs = Math.min(newestMs, sinceOf(fineLevel), ...inMemory);
  const minuteMs = Math.min(fineMs, sinceOf(minuteLevel));
  const quarterMs = Math.min(minuteMs, sinceOf(quarterLevel));
  const reach = reachOf(settings);
  return {
    levels: [fineMs, minuteMs, quarterMs].map((ms, level) => ({
      stepMs: levels[level]?.stepMs ?? 0,
      sinceMs: Math.max(begunMs, ms),
    })),
    bytes: usedBytes(statements),
    isShortened: ([fineLevel, minuteLevel, quarterLevel] as const).some(
      (level) => cutMs(statements, level) > newestMs - reach[level],
    ),
  };
}

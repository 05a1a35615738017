import { deflateRawSync, inflateRawSync } from "node:zlib";
import { unknownCell } from "@/lib/model/history";
import { type Level, levels, minuteLevel, quarterLevel } from "./levels";
import type { Statements } from "./statements";
import { createBytes, isAtEnd, readSize, writeVarint, written } from "./varint";

/** Who stands where in a column. It only grows, so that what was written before stays true. */
type Roster = { id: number | undefined; members: number[]; places: Map<number, number> };

/** The lag of many at one time, one byte each. */
export type LagColumn = { atMs: number; isGap: boolean; roster: Roster; cells: Uint8Array };

/** Keeps the lag of all consumers of a connection by time: what a heat map is drawn from. */
export type LagColumns = {
  put(subject: number, cell: number): void;
  /** Everything that changed at that time was put. */
  tick(atMs: number, isGap: boolean): void;
  /** Leaves out of the roster who is no longer there. */
  renew(): void;
  /** The columns of the last ticks. */
  recent(): readonly LagColumn[];
  /** The column of a level that is not over yet. */
  open(level: Level): LagColumn | undefined;
};

/** A little more than an hour of ticks. */
const mostRecent = 400;

/** Columns of one connection. */
export function createLagColumns(statements: Statements, connection: number): LagColumns {
  let roster = lastRoster(statements, connection);
  let stored = roster.members.length;
  let now = new Uint8Array(roster.members.length).fill(unknownCell);
  const recent: LagColumn[] = [];
  const open = new Map<Level, LagColumn>();

  const store = (level: Level, column: LagColumn) => {
    const { id } = column.roster;
    const members = packMembers(column.roster.members);
    if (id === undefined) {
      column.roster.id = Number(statements.addRoster(connection, members).lastInsertRowid);
    } else if (column.roster !== roster || stored < roster.members.length) {
      statements.putRoster(members, id);
    }
    if (column.roster === roster) stored = roster.members.length;
    // Most stand at nought: packed, they take next to nothing.
    const cells = deflateRawSync(column.cells, { level: 1 });
    statements.putLag(connection, level, column.atMs, column.roster.id ?? 0, cells);
  };
  const collect = (level: Level, atMs: number, cells: Uint8Array) => {
    const { stepMs } = levels[level];
    const begin = atMs - (atMs % stepMs);
    const column = open.get(level);
    if (column && column.atMs === begin && column.roster === roster) {
      column.cells = worstOf(column.cells, cells);
      return;
    }
    if (column) store(level, column);
    const before = column?.atMs === begin ? movedTo(roster, column) : cells;
    open.set(level, { atMs: begin, isGap: false, roster, cells: worstOf(before, cells) });
  };

  return {
    put(subject, cell) {
      let place = roster.places.get(subject);
      if (place === undefined) {
        place = roster.members.length;
        roster.members.push(subject);
        roster.places.set(subject, place);
        if (place >= now.length) {
          const grown = new Uint8Array(Math.max(64, now.length * 2)).fill(unknownCell);
          grown.set(now);
          now = grown;
        }
      }
      now[place] = cell;
    },
    tick(atMs, isGap) {
      const cells = now.slice(0, roster.members.length);
      recent.push({ atMs, isGap, roster, cells });
      if (recent.length > mostRecent) recent.shift();
      collect(minuteLevel, atMs, cells);
      collect(quarterLevel, atMs, cells);
    },
    renew() {
      const members = roster.members.filter((_, place) => now[place] !== unknownCell);
      // A few who are gone cost less than another roster.
      if (members.length * 1.1 + 50 > roster.members.length) return;
      const next = rosterOf(undefined, members);
      now = movedTo(next, { atMs: 0, isGap: false, roster, cells: now });
      roster = next;
      stored = 0;
    },
    recent: () => recent,
    open: (level) => open.get(level),
  };
}

/** The cells of a stored column. */
export function unpackCells(data: Uint8Array): Uint8Array {
  return inflateRawSync(data);
}

/** Who stands where in a stored column. */
export function readRoster(statements: Statements, id: number): number[] {
  const row = statements.roster(id);
  return row ? parseMembers(row.members) : [];
}

/** The worse of two cells, at every place; what is known is worse than what is not. */
export function worseCell(a: number, b: number): number {
  if (a === unknownCell) return b;
  if (b === unknownCell) return a;
  return Math.max(a, b);
}

function worstOf(a: Uint8Array, b: Uint8Array): Uint8Array {
  const length = Math.max(a.length, b.length);
  const worst = new Uint8Array(length);
  for (let at = 0; at < length; at++) {
    worst[at] = worseCell(a[at] ?? unknownCell, b[at] ?? unknownCell);
  }
  return worst;
}

function movedTo(roster: Roster, column: LagColumn) {
  const cells = new Uint8Array(roster.members.length).fill(unknownCell);
  for (const [place, subject] of roster.members.entries()) {
    const old = column.roster.places.get(subject);
    if (old !== undefined) cells[place] = column.cells[old] ?? unknownCell;
  }
  return cells;
}

function lastRoster(statements: Statements, connection: number): Roster {
  const row = statements.lastRoster(connection);
  return row ? rosterOf(row.id, parseMembers(row.members)) : rosterOf(undefined, []);
}

function rosterOf(id: number | undefined, members: number[]): Roster {
  return { id, members, places: new Map(members.map((subject, place) => [subject, place])) };
}

function packMembers(members: readonly number[]): Uint8Array {
  const out = createBytes();
  let before = 0;
  for (const subject of members) {
    const step = subject - before;
    writeVarint(out, step < 0 ? -step * 2 - 1 : step * 2);
    before = subject;
  }
  return written(out);
}

function parseMembers(data: Uint8Array): number[] {
  const reader = { data, at: 0 };
  const members: number[] = [];
  let subject = 0;
  while (!isAtEnd(reader)) {
    const step = readSize(reader);
    subject += step % 2 === 1 ? -(step + 1) / 2 : step / 2;
    members.push(subject);
  }
  return members;
}

import type { Integer } from "./integer";
import { hourMs } from "./levels";
import { applyTick, lastIn, type OpenHour, valuesNow } from "./open-hour";
import { consumerPart, type Part, storedSeries } from "./parts";
import { openFor, type Past, type Turns } from "./past";
import type { PartChanges } from "./protocol";
import type { Statements } from "./statements";
import { packTick, type TickChange, type TickPart } from "./tick-code";

/** A tick as the main thread sends it. */
export type SentTick = { atMs: number; isGap: boolean; parts: readonly PartChanges[] };

/** What recording needs to know. */
export type RecordOptions = {
  statements: Statements;
  /** All of it or nothing. */
  inTransaction: <T>(work: () => T) => T;
  turns: Turns;
};

/** Whether a tick was recorded; if not, it says too little, or is older than what was recorded last. */
export type Recorded = "yes" | "says-too-little" | "behind";

/** Writes a tick as one row and takes it into the open hour. */
export function recordTick(past: Past, tick: SentTick, options: RecordOptions): Recorded {
  const { atMs, isGap } = tick;
  if (atMs <= past.newestMs) return "behind";
  if (tick.parts.some(({ part, isFull }) => !isFull && !past.slots[part])) return "says-too-little";
  const open = openFor(past, Math.floor(atMs / hourMs), options.turns);
  const ticked = options.inTransaction(() => {
    const made = tick.parts.map((changes) => toTickPart(past, open, changes, atMs, isGap, options));
    options.statements.addTick(past.id, atMs, packTick(made, lastIn(open)));
    return made;
  });
  applyTick(open, atMs, ticked, past.lag);
  past.newestMs = atMs;
  for (const { part } of ticked) {
    past.isGap[part] = false;
    past.spacingMs[part] = atMs - (past.lastMs[part] ?? atMs);
    past.lastMs[part] = atMs;
  }
  return "yes";
}

/** So often a part is read where nothing is slow; where something is, it is as long as it was before. */
const usualMs = 10_000;
/** The longest that may be: what comes later comes after a gap. */
const longestMs = 60_000;
/** Later than this many of them, something was left out. */
const late = 2.5;

function toTickPart(
  past: Past,
  open: OpenHour,
  changes: PartChanges,
  atMs: number,
  isGap: boolean,
  { statements }: RecordOptions,
): TickPart {
  const { part, isFull } = changes;
  if (isFull) past.slots[part] = new Map();
  const isKey = isFull || open.axes[part]?.atMs.length === 0;
  const changed = readChanges(past, changes, (name) =>
    subjectOf(past, statements, part, name, atMs),
  );
  const lastMs = past.lastMs[part];
  const spacingMs = Math.min(longestMs, Math.max(usualMs, past.spacingMs[part] ?? 0));
  const isLate = lastMs === undefined || atMs - lastMs > late * spacingMs;
  return {
    ...{ part, isKey },
    isGap: isGap || isLate || (past.isGap[part] ?? true),
    changes: isKey ? wholeOf(open, part, isFull, changed) : changed,
  };
}

/** All that is true: what was, where it goes on, and what is new. */
function wholeOf(
  open: OpenHour,
  part: Part,
  isFull: boolean,
  changed: readonly TickChange[],
): TickChange[] {
  const fresh = new Map(changed.map(({ subject, values }) => [subject, values]));
  const whole: TickChange[] = [];
  const add = (subject: number, values: (Integer | null)[]) => {
    if (values.some((value) => value !== null)) whole.push({ subject, values });
  };
  for (const subject of isFull ? [] : open.subjects.values()) {
    if (subject.part !== part) continue;
    const before = valuesNow(subject);
    const values = fresh.get(subject.id);
    fresh.delete(subject.id);
    add(subject.id, values ? overlaid(part, before, values) : before);
  }
  for (const [subject, values] of fresh) add(subject, overlaid(part, [], values));
  return whole;
}

function overlaid(
  part: Part,
  before: readonly (Integer | null)[],
  values: TickChange["values"],
): (Integer | null)[] {
  return storedSeries[part].map((_, at) => {
    const value = values[at];
    return value === undefined ? (before[at] ?? null) : value;
  });
}

type Born = PartChanges["born"][number];

function readChanges(
  past: Past,
  { part, born, gone, slots, masks, values, long }: PartChanges,
  find: (name: Born) => number,
): TickChange[] {
  const known = past.slots[part] ?? new Map<number, number>();
  const changes: TickChange[] = [];
  for (const slot of gone) {
    const subject = known.get(slot);
    known.delete(slot);
    if (subject !== undefined)
      changes.push({ subject, values: storedSeries[part].map(() => null) });
  }
  for (const name of born) known.set(name.slot, find(name));
  const exact = new Map(long);
  let at = 0;
  for (const [index, slot] of slots.entries()) {
    const mask = masks[index] ?? 0;
    const told: (Integer | null | undefined)[] = [];
    for (let place = 0; mask >> place > 0; place++) {
      const isTold = ((mask >> place) & 1) === 1;
      told[place] = isTold ? valueAt(values, exact, at++) : undefined;
    }
    const subject = known.get(slot);
    if (subject !== undefined) changes.push({ subject, values: told });
  }
  return changes;
}

function valueAt(values: Float64Array, exact: Map<number, bigint>, at: number): Integer | null {
  const value = values[at] ?? Number.NaN;
  return Number.isNaN(value) ? (exact.get(at) ?? null) : value;
}

function subjectOf(
  past: Past,
  statements: Statements,
  part: Part,
  { stream, name, createdMs }: Born,
  atMs: number,
): number {
  const hour = Math.floor(atMs / hourMs);
  const id =
    statements.subjectId(past.id, part, stream, name, createdMs) ??
    Number(statements.addSubject(past.id, part, stream, name, createdMs, hour).lastInsertRowid);
  if (part === consumerPart) past.names.set(id, { stream, name });
  return id;
}

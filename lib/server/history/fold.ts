import { packAxis } from "./axis-code";
import { packBodies, packColumns } from "./chunk-code";
import { fineLevel, hourMs, type Level, levels, minuteLevel } from "./levels";
import { type OpenHour, type OpenSubject, writersOf } from "./open-hour";
import type { Part } from "./parts";
import type { Past } from "./past";
import { type RolledAxis, rollAxis, rollColumns } from "./roll-up";
import { readSeries, type SeriesWriter, writtenSeries } from "./series-code";
import type { Statements } from "./statements";

/** Work that is done a little at a time, so that no question waits long. */
export type Chore = Generator<undefined, void>;

/** What chores need. */
export type ChoreOptions = {
  statements: Statements;
  inTransaction: <T>(work: () => T) => T;
};

/**
 * Makes chunks of an hour that is over, by the tick and by the minute. Its axes come last: until then the ticks stand,
 * and a start that finds them does it again.
 */
export function* foldHour(past: Past, { statements, inTransaction }: ChoreOptions): Chore {
  const { closing } = past;
  if (!closing) return;
  const { stepMs } = levels[minuteLevel];
  const rolled = closing.axes.map((axis, part) => rollAxis(axis, stepMs, closing.beforeMs[part]));
  const subjects = [...closing.subjects.values()].sort((a, b) => a.id - b.id);
  for (let at = 0; at < subjects.length; ) {
    const untilMs = performance.now() + sliceMs;
    inTransaction(() => {
      for (; at < subjects.length && performance.now() < untilMs; at++) {
        const subject = subjects[at];
        if (subject) foldSubject(statements, closing, subject, rolled[subject.part]);
      }
    });
    yield;
    // It was finished by somebody who could not wait.
    if (past.closing !== closing) return;
  }
  inTransaction(() => {
    for (const [part, axis] of closing.axes.entries()) {
      if (axis.atMs.length === 0) continue;
      const put = (level: Level, data: Uint8Array) =>
        statements.putAxis(past.id, level, part, closing.hour, data);
      put(fineLevel, packAxis(axis));
      put(minuteLevel, packAxis(rolled[part]?.axis ?? axis));
    }
  });
  past.closing = undefined;
  yield* dropTicks(past.id, (closing.hour + 1) * hourMs, statements);
}

/** Throws away the ticks of hours that stand in chunks. */
export function* dropTicks(connection: number, beforeMs: number, statements: Statements): Chore {
  for (;;) {
    const ticks = statements.firstTicks(connection, beforeMs, ticksAtOnce);
    if (ticks.length === 0) return;
    for (const { id } of ticks) statements.dropTick(id);
    yield;
  }
}

/** So long at most is worked without looking whether somebody asks. */
export const sliceMs = 10;
const ticksAtOnce = 20;
const dayHours = 24;

function foldSubject(
  statements: Statements,
  { hour, axes }: OpenHour,
  subject: OpenSubject,
  rolled: RolledAxis | undefined,
): void {
  const { id, part } = subject;
  const count = axes[part]?.atMs.length ?? 0;
  const writers = writersOf(subject);
  if (count === 0 || !rolled || writers.every(isNothing)) return;
  const bodies = writers.map(writtenSeries);
  const fine = packBodies(bodies);
  const { chunks } = statements;
  chunks[fineLevel].put(hour, id, fine);
  // What stands still is written alike, however long the steps are.
  const minute = writers.every(isSteady) ? fine : rollBodies(part, bodies, count, rolled);
  chunks[minuteLevel].put(hour, id, minute);
  statements.touchSubject(hour, id, hour - dayHours);
}

function rollBodies(part: Part, bodies: Uint8Array[], count: number, { ranges }: RolledAxis) {
  const last = bodies.map((body) => readSeries(body, count));
  return packColumns(part, rollColumns({ last }, ranges));
}

function isNothing({ at, isNull }: SeriesWriter): boolean {
  return isNull && at === 0;
}

/** Whether it was said at the first place and never again. */
function isSteady({ at, isNull, data }: SeriesWriter): boolean {
  return isNull ? at === 0 : at <= 1 && data[0] !== 1;
}

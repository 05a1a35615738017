import { type Axis, packAxis, parseAxis } from "./axis-code";
import { type Columns, packColumns, parseChunk } from "./chunk-code";
import { type Chore, type ChoreOptions, sliceMs } from "./fold";
import { hoursOfDay, levels, minuteLevel, quarterLevel } from "./levels";
import { type Part, parts, storedSeries } from "./parts";
import { type RolledAxis, rollAxis, rollColumns } from "./roll-up";
import type { Statements } from "./statements";

/** Makes one chunk by the quarter of an hour of each day that is over; its axes come last. */
export function* rollDays(connection: number, hour: number, options: ChoreOptions): Chore {
  const { statements } = options;
  const today = Math.floor(hour / hoursOfDay);
  const rolled = new Set(statements.spansOf(connection, quarterLevel).map(({ span }) => span));
  const hours = statements.spansOf(connection, minuteLevel).map(({ span }) => span);
  const days = new Set(hours.map((one) => Math.floor(one / hoursOfDay)));
  for (const day of days) {
    if (day < today && !rolled.has(day)) yield* rollDay(connection, day, options);
  }
}

function* rollDay(
  connection: number,
  day: number,
  { statements, inTransaction }: ChoreOptions,
): Chore {
  const axes = parts.map((_, part) => readDay(statements, connection, part as Part, day));
  const subjects = new Set<number>();
  for (let hour = day * hoursOfDay; hour < (day + 1) * hoursOfDay; hour++) {
    for (const subject of statements.chunks[minuteLevel].subjects(hour)) subjects.add(subject);
    yield;
  }
  const inOrder = [...subjects].sort((a, b) => a - b);
  for (let at = 0; at < inOrder.length; ) {
    const untilMs = performance.now() + sliceMs;
    inTransaction(() => {
      for (; at < inOrder.length && performance.now() < untilMs; at++) {
        const subject = inOrder[at] ?? 0;
        const known = statements.subjectById(subject);
        const axis = axes[known?.part ?? 0];
        if (known?.connection !== connection || !axis) continue;
        const columns = readColumns(statements, subject, known.part as Part, axis.hours);
        const body = packColumns(known.part as Part, rollColumns(columns, axis.rolled.ranges));
        statements.chunks[quarterLevel].put(day, subject, body);
      }
    });
    yield;
  }
  inTransaction(() => {
    for (const [part, { rolled }] of axes.entries()) {
      if (rolled.axis.atMs.length === 0) continue;
      statements.putAxis(connection, quarterLevel, part, day, packAxis(rolled.axis));
    }
  });
}

type Day = { hours: { hour: number; count: number }[]; rolled: RolledAxis };

function readDay(statements: Statements, connection: number, part: Part, day: number): Day {
  const [from, to] = [day * hoursOfDay, (day + 1) * hoursOfDay - 1];
  const whole: Axis = { atMs: [], isGap: [] };
  const hours: Day["hours"] = [];
  for (const { span, body } of statements.axes(connection, minuteLevel, part, from, to)) {
    const axis = parseAxis(body);
    hours.push({ hour: span, count: axis.atMs.length });
    whole.atMs.push(...axis.atMs);
    whole.isGap.push(...axis.isGap);
  }
  // The hour before the day may be there still.
  const before = statements.axisOf(connection, minuteLevel, part, from - 1);
  const beforeMs = before && parseAxis(before.body).atMs.at(-1);
  return { hours, rolled: rollAxis(whole, levels[quarterLevel].stepMs, beforeMs) };
}

function readColumns(
  statements: Statements,
  subject: number,
  part: Part,
  hours: Day["hours"],
): Columns {
  const nothing = () => storedSeries[part].map((): Columns["last"][number] => []);
  const whole: Required<Columns> = { last: nothing(), min: nothing(), max: nothing() };
  for (const { hour, count } of hours) {
    const row = statements.chunks[minuteLevel].one(hour, subject);
    const columns = row && parseChunk(part, row.body, count, true);
    for (const name of ["last", "min", "max"] as const) {
      for (const [series, values] of whole[name].entries()) {
        const more = columns?.[name]?.[series] ?? Array<null>(count).fill(null);
        for (const value of more) values.push(value);
      }
    }
  }
  return whole;
}

import { sparkMinutes } from "@/lib/live/limits";
import { columnsOf, toLines } from "./lag-lines";
import { levels, minuteLevel } from "./levels";
import type { Past } from "./past";
import type { Statements } from "./statements";

/** The lag of all consumers in the minutes up to a time; in parts, so that nobody has to take it in at once. */
export type LastHour = {
  /** The begin of the last minute. */
  lastMs: number;
  parts: LastHourPart[];
};

/** Some consumers: of each a line of `names` (stream, name, when it was made) and a cell a minute (`lagOfCell`). */
export type LastHourPart = { names: string; cells: Uint8Array };

const consumersOfPart = 250;

/** Reads what the lines of the last hour are made of. A minute that was not recorded is a gap, however short. */
export function readLastHour(statements: Statements, past: Past, untilMs: number): LastHour {
  const { stepMs } = levels[minuteLevel];
  const lastMs = untilMs - (untilMs % stepMs);
  const fromMs = lastMs - (sparkMinutes - 1) * stepMs;
  const span = { level: minuteLevel, fromMs, toMs: lastMs + stepMs } as const;
  const columns = columnsOf(statements, past, span).map((column) => ({ ...column, isGap: true }));
  const lines = [...toLines({ fromMs, stepMs, count: sparkMinutes }, columns)];
  const parts: LastHourPart[] = [];
  for (let at = 0; at < lines.length; at += consumersOfPart) {
    parts.push(toPart(statements, lines.slice(at, at + consumersOfPart)));
  }
  return { lastMs, parts };
}

function toPart(statements: Statements, lines: readonly [number, Uint8Array][]): LastHourPart {
  const names: string[] = [];
  const cells = new Uint8Array(lines.length * sparkMinutes);
  for (const [subject, line] of lines) {
    const found = statements.subjectById(subject);
    if (!found) continue;
    cells.set(line, names.length * sparkMinutes);
    names.push(`${found.stream} ${found.name} ${found.created}`);
  }
  return { names: names.join("\n"), cells };
}

import type { SystemEvent } from "@/lib/model/events";
import type { HistoryAnswer, HistoryKept, HistoryQuestion } from "@/lib/model/history";
import { createBins, fillBins } from "./bins";
import { fineLevel, type Level, levels, minuteLevel, quarterLevel } from "./levels";
import { accountPart, consumerPart, type Part, streamPart } from "./parts";
import type { Past } from "./past";
import { lineOf } from "./samples";
import { findSegments, readSamples } from "./segments";
import type { Statements } from "./statements";
import { type Grid, gridOf } from "./steps";

/** Answers from memory and file: at most so many points, spikes in them. */
export function readHistory(
  statements: Statements,
  past: Past,
  question: HistoryQuestion,
  kept: HistoryKept,
): HistoryAnswer {
  const part = partOf(question);
  const grid = gridFor(question, kept);
  const endMs = grid.fromMs + grid.stepMs * grid.count;
  const level = levelFor(grid.stepMs);
  // One step more, for the rate that ends in the first one.
  const fromMs = grid.fromMs - levels[level].stepMs * 2;
  const segments = findSegments(statements, past, { part, fromMs, toMs: endMs - 1, level });
  const { stream = "", consumer = "" } = question;
  const name = part === consumerPart ? consumer : "";
  const subjects = statements.subjectsOfName(past.id, part, stream, name);
  const values: HistoryAnswer["values"] = {};
  for (const series of question.series) values[series] = createBins(grid);
  for (const { id } of subjects) {
    const samples = readSamples(statements, segments, part, id);
    for (const series of question.series) {
      const line = lineOf(part, series, samples);
      const bins = values[series];
      if (line && bins) fillBins(bins, grid, samples, line);
    }
  }
  return {
    atMs: Array.from({ length: grid.count }, (_, step) => grid.fromMs + step * grid.stepMs),
    stepMs: grid.stepMs,
    values,
    events: readEvents(statements, past, question),
    kept,
  };
}

/** An event as it is stored; a bigint is written as its digits. */
export function packEvent(event: SystemEvent): string {
  const { sequence, ...rest } = event;
  return JSON.stringify(sequence === undefined ? rest : { ...rest, sequence: String(sequence) });
}

const mostEvents = 500;

function partOf({ stream, consumer }: HistoryQuestion): Part {
  if (consumer !== undefined) return consumerPart;
  return stream === undefined ? accountPart : streamPart;
}

/** Steps as long as those that are kept of the time where the question begins. */
function gridFor({ fromMs, toMs, points }: HistoryQuestion, kept: HistoryKept): Grid {
  const reaches = kept.levels.map(({ sinceMs }) => Math.max(fromMs, sinceMs));
  const oldest = Math.min(...reaches);
  const level = kept.levels[reaches.indexOf(oldest)];
  return gridOf(fromMs, toMs, points, level?.stepMs ?? levels[0].stepMs);
}

/** The longest steps that fit into the asked ones. */
function levelFor(stepMs: number): Level {
  if (stepMs % levels[quarterLevel].stepMs === 0) return quarterLevel;
  return stepMs % levels[minuteLevel].stepMs === 0 ? minuteLevel : fineLevel;
}

function readEvents(
  statements: Statements,
  past: Past,
  { stream: ofStream, consumer: ofConsumer, fromMs, toMs }: HistoryQuestion,
): SystemEvent[] {
  const stream = ofStream ?? null;
  const consumer = ofConsumer ?? null;
  const asked = [stream, stream, consumer, consumer] as const;
  const rows = statements.events(past.id, fromMs, toMs, ...asked, mostEvents);
  return rows.map(({ body }) => parseEvent(body)).reverse();
}

function parseEvent(body: string): SystemEvent {
  const { sequence, ...rest } = JSON.parse(body) as SystemEvent & { sequence?: string };
  return sequence === undefined ? rest : { ...rest, sequence: BigInt(sequence) };
}

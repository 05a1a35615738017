import type { EventKind, SystemEvent } from "@/lib/model/events";
import { wordsOfEvent } from "./event-words";

/** One line of the list: an event, or a burst of the same that calls for nothing. */
export type EventLine = {
  id: string;
  severity: SystemEvent["severity"];
  lastMs: number;
  words: string;
  /** Each of them, where it is a burst. */
  each: string[];
};

const burstMs = 60_000;
const named = 3;

/** The events as lines, the newest first; what comes in bursts, as when a system is set up, is one of them. */
export function eventLines(events: readonly SystemEvent[]): EventLine[] {
  const bursts: SystemEvent[][] = [];
  for (const event of events) {
    const burst = bursts.find((one) => one[0] && belongs(one[0], one.at(-1), event));
    if (burst) burst.push(event);
    else bursts.push([event]);
  }
  return bursts.flatMap((burst) => {
    const [first] = burst;
    return first ? [toLine(first, burst)] : [];
  });
}

function belongs(first: SystemEvent, oldest: SystemEvent | undefined, event: SystemEvent): boolean {
  return (
    event.kind === first.kind &&
    event.severity === "info" &&
    first.severity === "info" &&
    deeds[event.kind] !== undefined &&
    (event.kind === "message-naked" || (oldest?.lastMs ?? 0) - event.lastMs <= burstMs)
  );
}

function toLine(first: SystemEvent, burst: readonly SystemEvent[]): EventLine {
  const { id, severity, lastMs, kind } = first;
  const deed = deeds[kind];
  if (burst.length === 1 || !deed) {
    return { id, severity, lastMs, words: wordsOfEvent(first), each: [] };
  }
  return { id, severity, lastMs, words: deed(burst), each: burst.map(wordsOfEvent) };
}

type Deed = (burst: readonly SystemEvent[]) => string;

const deeds: Partial<Record<EventKind, Deed>> = {
  "stream-created": (burst) => `${streams(burst)} were created`,
  "stream-updated": (burst) => `${streams(burst)} were changed`,
  "stream-deleted": (burst) => `${streams(burst)} were deleted`,
  "stream-leader": (burst) => `${streams(burst)} elected a leader`,
  "consumer-created": (burst) => `${consumers(burst)} were created`,
  "consumer-updated": (burst) => `${consumers(burst)} were changed`,
  "consumer-deleted": (burst) => `${consumers(burst)} were deleted`,
  "consumer-leader": (burst) => `${consumers(burst)} elected a leader`,
  "message-naked": (burst) => {
    const messages = burst.reduce((sum, { count }) => sum + count, 0);
    return `${consumers(burst)} sent ${messages} messages back`;
  },
};

function streams(burst: readonly SystemEvent[]): string {
  return list(
    "Stream",
    burst.map(({ stream }) => stream),
  );
}

function consumers(burst: readonly SystemEvent[]): string {
  return list(
    "Consumer",
    burst.map(({ stream, consumer }) => consumer && `${stream ?? "a stream"} › ${consumer}`),
  );
}

/** A few by name, the others by number. */
function list(noun: string, all: (string | undefined)[]): string {
  const names = [...new Set(all.filter((name) => name !== undefined))];
  if (names.length === 0) return `${all.length} ${noun.toLowerCase()}s`;
  if (names.length === 1) return `${noun} ${names[0]}`;
  const shown = names.length > named ? names.slice(0, named - 1) : names.slice(0, -1);
  const rest = names.length > named ? `${names.length - shown.length} more` : names.at(-1);
  return `${noun}s ${shown.join(", ")} and ${rest}`;
}

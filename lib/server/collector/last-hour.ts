import type { Reading } from "@/lib/errors/app-error";
import type { ConsumerStore } from "@/lib/live/consumer-store";
import { lagOfCell } from "@/lib/live/lag-cell";
import type { LagPast } from "@/lib/live/lag-pasts";
import type { SparkPast } from "@/lib/live/lag-spark";
import { sparkMinutes } from "@/lib/live/limits";
import { unknownCell } from "@/lib/model/history";
import { createBreath } from "@/lib/nats/breath";
import type { LastHour, LastHourPart } from "@/lib/server/history/last-hour";

/** Who knows how it was before this start. */
export type PastSource = {
  lastHour(connectionId: string, untilMs: number): Promise<Reading<LastHour>>;
};

/** Whose lines they are, and where they are brought. */
export type LastHourOptions = {
  connectionId: string;
  history: PastSource;
  store: Pick<ConsumerStore, "recall">;
  nowMs: () => number;
};

const minuteMs = 60_000;

/** Begins the lines of the last hour with what was kept of it; whatever was not is a gap. It does so once. */
export function createRecall(options: LastHourOptions): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    void recall(options);
  };
}

async function recall({ connectionId, history, store, nowMs }: LastHourOptions): Promise<void> {
  const answer = await history.lastHour(connectionId, Math.round(nowMs()));
  // Without a past the lines begin now.
  if (!answer.ok) return;
  const { lastMs, parts } = answer.value;
  const toLine = createLines(lastMs / minuteMs);
  const breathe = createBreath();
  for (const part of parts) {
    await breathe();
    store.recall(toPasts(part, toLine));
  }
}

function toPasts({ names, cells }: LastHourPart, toLine: ReturnType<typeof createLines>) {
  return names.split("\n").flatMap((words, at): LagPast[] => {
    const [stream = "", name = "", created] = words.split(" ");
    const line = toLine(cells.subarray(at * sparkMinutes, (at + 1) * sparkMinutes));
    return line ? [{ stream, name, createdMs: Number(created), line }] : [];
  });
}

/** Most had no lag at all: they share their lines. */
function createLines(minute: number): (cells: Uint8Array) => SparkPast | undefined {
  const quiet = new Map<string, SparkPast>();
  return (cells) => {
    if (cells.every((cell) => cell === unknownCell)) return undefined;
    const isQuiet = cells.every((cell) => cell === 0 || cell === unknownCell);
    const key = isQuiet ? Buffer.from(cells).toString("latin1") : "";
    const known = isQuiet ? quiet.get(key) : undefined;
    if (known) return known;
    const line = { minute, points: Array.from(cells, toSeconds) };
    if (isQuiet) quiet.set(key, line);
    return line;
  };
}

/** One digit behind the point, as the lines have it. */
function toSeconds(cell: number): number | null {
  const seconds = lagOfCell(cell);
  return seconds === null ? null : Math.round(seconds * 10) / 10;
}

import type { AppError, Reading } from "@/lib/errors/app-error";
import type { StreamsDelta } from "@/lib/model/snapshot";
import type { StreamRow, StreamSummary } from "@/lib/model/streams";
import { type CounterRate, createCounterRate } from "./counter-rate";
import { isEqual } from "./keep-equal";
import { goneLimit } from "./limits";
import { createTrend, type Trend } from "./trend";

/** The streams row by row, each with what flows into it; the revisions are the store's that holds it. */
export type StreamStore = {
  put(reading: Reading<StreamSummary[]>, asOfMs: number, revision: number): void;
  gap(): void;
  /** Trends begin anew. */
  forget(): void;
  /** What has changed after a revision; undefined where nothing has. */
  since(revision: number): StreamsDelta | undefined;
  /** All rows, as they were read after a moment; undefined where nothing was. */
  newest(afterMs: number): StreamRow[] | undefined;
  /** Who knows an older revision than this may know rows that are gone. */
  forgotAt(): number;
};

type Kept = {
  row: StreamRow;
  /** Those of the last reading: whoever reads gives them again only where all of a stream says the same. */
  subjects: readonly string[];
  rate: CounterRate;
  trend: Trend;
  revision: number;
};

/** Keeps the streams; `beatMs` is how often they are expected. */
export function createStreamStore(beatMs: () => number): StreamStore {
  const rows = new Map<string, Kept>();
  const gone = new Map<string, number>();
  let asOfMs: number | undefined;
  let error: AppError | undefined;
  let changed = 0;
  let forgot = 0;

  const putRow = (summary: StreamSummary, readMs: number, revision: number) => {
    const known = rows.get(summary.name);
    const rate = known?.rate ?? createCounterRate(() => Math.max(10_000, 3 * beatMs()));
    const trend = known?.trend ?? createTrend();
    // A stream's last sequence counts what was stored in it, also what was deleted since.
    const inRate = rate.add(summary.atMs ?? readMs, summary.lastSequence);
    trend.add(readMs, inRate);
    // Servers before 2.10 don't tell their time: then the console's own is the nearest.
    const atMs = summary.atMs ?? readMs;
    const { subjects } = summary;
    const flow = { atMs, inRate, trend: trend.points() };
    const isAgain = known?.subjects === subjects;
    const row = isAgain ? keepFlow(known.row, flow) : keepRow(known?.row, { ...summary, ...flow });
    const isSame = row === known?.row;
    const at = isSame ? known.revision : revision;
    rows.set(summary.name, { row, subjects, rate, trend, revision: at });
    if (gone.size > 0) gone.delete(summary.name);
  };
  const remove = (name: string, revision: number) => {
    rows.delete(name);
    gone.set(name, revision);
    if (gone.size <= goneLimit) return;
    const [oldest] = gone;
    if (!oldest) return;
    gone.delete(oldest[0]);
    forgot = oldest[1];
  };
  return {
    put(reading, readMs, revision) {
      changed = revision;
      error = reading.ok ? undefined : reading.error;
      if (!reading.ok) return;
      asOfMs = readMs;
      const names = new Set(reading.value.map(({ name }) => name));
      for (const name of [...rows.keys()]) if (!names.has(name)) remove(name, revision);
      for (const summary of reading.value) putRow(summary, readMs, revision);
    },
    gap() {
      for (const { rate } of rows.values()) rate.gap();
    },
    forget() {
      for (const kept of rows.values()) kept.trend = createTrend();
    },
    since(revision) {
      if (changed <= revision) return undefined;
      return {
        ...(asOfMs === undefined ? {} : { asOfMs }),
        ...(error === undefined ? {} : { error }),
        rows: [...rows.values()].filter((kept) => kept.revision > revision).map(({ row }) => row),
        gone: [...gone].filter(([, at]) => at > revision).map(([name]) => name),
      };
    },
    newest(afterMs) {
      if (asOfMs === undefined || asOfMs <= afterMs) return undefined;
      return [...rows.values()].map(({ row }) => row);
    },
    forgotAt: () => forgot,
  };
}

/** The moment of a reading is no change, until the age that it gives reads otherwise: else each row would be at each beat. */
function keepRow(old: StreamRow | undefined, fresh: StreamRow): StreamRow {
  if (old?.atMs === undefined) return fresh;
  const isSame = ageStep(old) === ageStep(fresh) && isEqual(old, { ...fresh, atMs: old.atMs });
  return isSame ? old : fresh;
}

/** The same for one of which only this can differ. */
function keepFlow(old: StreamRow, flow: Pick<StreamRow, "inRate" | "trend"> & { atMs: number }) {
  const { lastMessageMs } = old;
  const isSame = old.inRate === flow.inRate && isEqual(old.trend, flow.trend);
  const isAsOld = ageStep(old) === ageStep({ atMs: flow.atMs, lastMessageMs });
  return isSame && isAsOld ? old : { ...old, ...flow };
}

const unitsMs = [86_400_000, 3_600_000, 60_000, 1_000];

type Aged = { atMs?: number | undefined; lastMessageMs?: number | undefined };

/** The age of the last message in the one unit that it is told in. */
function ageStep({ atMs, lastMessageMs }: Aged): number | undefined {
  if (atMs === undefined || lastMessageMs === undefined) return undefined;
  const ageMs = Math.max(0, atMs - lastMessageMs);
  const unitMs = unitsMs.find((unit) => ageMs >= unit);
  return unitMs === undefined ? 0 : Math.floor(ageMs / unitMs) * unitMs;
}

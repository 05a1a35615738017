import type { SystemEvent } from "./events";
import { flowSeries } from "./snapshot";

/** What is kept of a consumer; sequences are its own, so that they count deliveries. */
export const consumerSeries = [
  "pending",
  "ackPending",
  "redelivered",
  "waiting",
  "delivered",
  "acked",
  "lagMs",
] as const;
/** What is kept of a stream. */
export const streamSeries = ["messages", "bytes", "firstSequence", "lastSequence"] as const;
/** Rates that are made of counters when they are read, a second. */
export const derivedSeries = ["inRate", "deliverRate", "ackRate"] as const;

type ConsumerSeries = (typeof consumerSeries)[number];
type StreamSeries = (typeof streamSeries)[number];
/** What the overview shows of account and servers is kept too. */
export const accountSeries = flowSeries;
export type HistorySeries =
  | ConsumerSeries
  | StreamSeries
  | (typeof derivedSeries)[number]
  | (typeof accountSeries)[number];

/** What of the past is asked for: of a consumer, of a stream, or of the account where neither is named. */
export type HistoryQuestion = {
  series: HistorySeries[];
  stream?: string;
  consumer?: string;
  fromMs: number;
  toMs: number;
  /** At most so many. */
  points: number;
};

/** Points on one axis of time, the oldest first; a gap is null. Lowest and highest are those of each step. */
export type HistoryAnswer = {
  /** The begin of each step. */
  atMs: number[];
  stepMs: number;
  values: Partial<Record<HistorySeries, HistoryValues>>;
  /** What happened to it meanwhile, the oldest first. */
  events: SystemEvent[];
  kept: HistoryKept;
};

export type HistoryValues = {
  min: (number | null)[];
  max: (number | null)[];
  last: (number | null)[];
};

/** Whether the past is being kept, and how far it reaches back. */
export type HistoryKept = {
  state: { kind: "on" } | { kind: "paused"; why: string; sinceMs: number };
  /** The finest first; what is older than the first level's begin has the next one's step. */
  levels: { stepMs: number; sinceMs: number }[];
  bytes: number;
  maxBytes: number;
  /** Something is shorter than it was set to be, because of the bound. */
  isShortened: boolean;
  /** A file that could not be read was put aside: its name, in the folder where it was. */
  putAside?: { file: string; atMs: number };
};

/** Lag of many consumers over time: rows from the worst on, and how the rest is spread. */
export type LagMatrix = {
  fromMs: number;
  stepMs: number;
  columns: number;
  rows: { stream: string; name: string }[];
  /** `rows.length * columns` cells, row by row, by `lagOfCell`. */
  cells: Uint8Array;
  /** The rest, by stream. */
  bands: (LagBand & { stream: string })[];
  kept: HistoryKept;
};

/** Several consumers together: how many, and their worst and mean cell of each column. */
export type LagBand = {
  /** Undefined: of all streams that are not named. */
  stream: string | undefined;
  consumers: number;
  worst: Uint8Array;
  mean: Uint8Array;
};

/** A matrix as it is drawn: of a thousand streams, the worst have a band of their own. */
export type LagPicture = Omit<LagMatrix, "bands"> & { bands: LagBand[] };

/** A cell that nothing is known of. */
export const unknownCell = 255;

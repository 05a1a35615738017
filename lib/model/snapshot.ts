import type { AppError } from "@/lib/errors/app-error";
import type { AccountFigures, JetStreamFigures } from "./account";
import type { ClientList } from "./clients";
import type { WorstConsumers } from "./consumers";
import type { SystemEvent } from "./events";
import type { ServerList } from "./servers";
import type { StreamRow } from "./streams";

/** Everything that a collector knows of one connection at one moment. Times are the console's clock. */
export type Snapshot = {
  /** Given back, it gets only what has changed since. */
  revision: string;
  /** What the console's clock said when it answered: ages count from here, not from the browser's clock. */
  answeredMs: number;
  /** How often is read now; it grows where reading takes long. */
  beatMs: number;
  servers: Part<ServerList>;
  account: Part<AccountFigures>;
  jetstream: Part<JetStreamFigures>;
  clients: Part<ClientList>;
  streams: Part<StreamRow[]>;
  consumers: Part<WorstConsumers>;
  flow: Flow;
  /** The newest first. */
  events: SystemEvent[];
};

/** The newest value that there is, its time, and why there is no newer one. All undefined: not read yet. */
export type Part<T> = { asOfMs?: number; value?: T; error?: AppError };

/** A quarter of an hour of figures on one axis of time, the newest last. */
export type Flow = {
  /** Whose figures these are: all servers together where they tell, else the account's. */
  of: "servers" | "account";
  atMs: number[];
  values: Record<FlowSeries, (number | null)[]>;
};

/** Rates are a second; null is a gap, never a zero. */
export const flowSeries = [
  "inMessages",
  "outMessages",
  "inBytes",
  "outBytes",
  "connections",
  "subscriptions",
  "slowConsumers",
  "storageBytes",
  "memoryBytes",
] as const;

/** One of the series. */
export type FlowSeries = (typeof flowSeries)[number];

/** What has changed since a revision. A part that is not there has not changed. */
export type SnapshotDelta = {
  revision: string;
  answeredMs: number;
  beatMs: number;
  /** Nothing of what was known before holds: the collector is another one, or it was too long ago. */
  isWhole: boolean;
  servers?: Part<ServerList>;
  account?: Part<AccountFigures>;
  jetstream?: Part<JetStreamFigures>;
  clients?: Part<ClientList>;
  streams?: StreamsDelta;
  consumers?: Part<WorstConsumers>;
  /** Points to append. */
  flow?: Flow;
  /** New ones, and those whose count has grown; the newest first. */
  events?: SystemEvent[];
};

/** Rows that are new or changed, and the names of those that are gone. */
export type StreamsDelta = {
  asOfMs?: number;
  error?: AppError;
  rows: StreamRow[];
  gone: string[];
};

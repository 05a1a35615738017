import type { Reading } from "@/lib/errors/app-error";
import type { AccountFigures, JetStreamFigures } from "@/lib/model/account";
import type { ConnectionList } from "@/lib/model/connection";
import type { LinkStatus } from "@/lib/model/link";
import type { RatePoint } from "@/lib/model/series";
import type { ServerFigures } from "@/lib/model/server";
import type { StreamSummary } from "@/lib/model/streams";

// The thread boundary. [L2] Only types of lib/model, lib/errors and this file are posted.

/** What the page may ask of the worker. */
export type NatsWorker = {
  /** Where the console is; a worker's own location can be a blob. Told once, first. */
  open(origin: string): void;
  listConnections(): Promise<Reading<ConnectionList>>;
  /** Calls back with the status now and at each change, until the returned function is called. */
  watchLink(connectionId: string, listener: (status: LinkStatus) => void): () => void;
  getVitals(connectionId: string): Promise<Reading<Vitals>>;
};

/** Everything the overview shows, read in one go. */
export type Vitals = {
  /** The tab's clock, for the age of what is shown. */
  readMs: number;
  rttMs: number | undefined;
  server: Reading<ServerFigures>;
  account: Reading<AccountFigures>;
  jetstream: Reading<JetStreamFigures>;
  streams: Reading<StreamRow[]>;
  flow: FlowRates;
};

/** Whose counters the rates come from: the whole server's where it tells, else the account's. */
export type FlowRates = {
  of: "server" | "account";
  inMessages: RatePoint[];
  outMessages: RatePoint[];
  inBytes: RatePoint[];
  outBytes: RatePoint[];
};

/** A stream with its rate of the last beat and over time. */
export type StreamRow = StreamSummary & { inRate: RatePoint[] };

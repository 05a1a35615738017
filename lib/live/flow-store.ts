import type { AccountFigures, JetStreamFigures } from "@/lib/model/account";
import type { FlowCounters } from "@/lib/model/flow";
import type { ServerList, ServerState } from "@/lib/model/servers";
import {
  type Flow,
  type FlowSeries,
  flowSeries,
  type Part,
  type SnapshotDelta,
} from "@/lib/model/snapshot";
import { type CounterRate, createCounterRate } from "./counter-rate";
import { flowPoints } from "./limits";

/** What one point of the flow is made of. */
type FlowSources = {
  servers: Part<ServerList>;
  account: Part<AccountFigures>;
  jetstream: Part<JetStreamFigures>;
};

/** A quarter of an hour of figures; the revisions are the store's that holds it. */
export type FlowStore = {
  add(atMs: number, sources: FlowSources, revision: number): void;
  gap(atMs: number, revision: number): void;
  /** Only the newest is still told. */
  forget(revision: number): void;
  /** What came after a revision; undefined where nothing did. */
  since(revision: number): SnapshotDelta["flow"];
  whole(): Flow;
  /** The newest point; undefined where there is none, or it is a gap. */
  newest(): { atMs: number; values: Record<FlowSeries, number | null> } | undefined;
  /** Who knows an older revision than this knows another flow. */
  beganAt(): number;
};

type Point = Record<FlowSeries, number | null>;
type Rated = "inMessages" | "outMessages" | "inBytes" | "outBytes";
type Counters = Pick<FlowCounters, Rated>;

/** Keeps the flow's points; `beatMs` is how often one is expected. */
export function createFlowStore(beatMs: () => number): FlowStore {
  let of: Flow["of"] = "account";
  let kept: { atMs: number; point: Point; revision: number }[] = [];
  let began = 0;
  const rates = createSourceRates(() => Math.max(10_000, 3 * beatMs()));

  const begin = (next: Flow["of"], revision: number) => {
    of = next;
    kept = [];
    began = revision;
    rates.gap();
  };
  const keep = (atMs: number, point: Point, revision: number) => {
    kept.push({ atMs, point, revision });
    if (kept.length > flowPoints) kept.shift();
  };
  const gap = (atMs: number, revision: number) => {
    const last = kept.at(-1);
    if (last && !isGap(last.point)) keep(Math.max(atMs, last.atMs + 1), emptyPoint(), revision);
    rates.gap();
  };
  const toFlow = (points: typeof kept): Flow => ({
    of,
    atMs: points.map(({ atMs }) => atMs),
    values: seriesOf((series) => points.map(({ point }) => point[series])),
  });
  return {
    add(atMs, sources, revision) {
      const next = whose(sources);
      if (next !== of) begin(next, revision);
      const lastMs = kept.at(-1)?.atMs;
      // A clock that was set back: what is kept lies in its future.
      if (lastMs !== undefined && atMs < lastMs) begin(of, revision);
      else if (lastMs !== undefined && atMs - lastMs > 3 * beatMs()) {
        keep(lastMs + beatMs(), emptyPoint(), revision);
      }
      if (kept.at(-1)?.atMs === atMs) return;
      keep(atMs, pointOf(of, sources, rates), revision);
    },
    gap,
    forget(revision) {
      kept = kept.slice(-1);
      began = revision;
    },
    since(revision) {
      const fresh = kept.filter((point) => point.revision > revision);
      return fresh.length > 0 ? toFlow(fresh) : undefined;
    },
    whole: () => toFlow(kept),
    newest() {
      const last = kept.at(-1);
      return last && !isGap(last.point) ? { atMs: last.atMs, values: last.point } : undefined;
    },
    beganAt: () => began,
  };
}

/** An empty flow. */
export function emptyFlow(): Flow {
  return { of: "account", atMs: [], values: seriesOf(() => []) };
}

/** One value for each series. */
export function seriesOf<T>(read: (series: FlowSeries) => T): Record<FlowSeries, T> {
  return Object.fromEntries(flowSeries.map((series) => [series, read(series)])) as Record<
    FlowSeries,
    T
  >;
}

/** Between servers that do not tell clients from routes, each message would count for every server that it passes. */
function whose({ servers, account }: FlowSources): Flow["of"] {
  const all = servers.value?.servers ?? [];
  if (all.length === 0 || isRefused(servers)) return "account";
  const tells = all.length === 1 || all.every(({ clientFlow }) => clientFlow);
  return tells || !account.value ? "servers" : "account";
}

/** For good, as far as can be told; whoever is only late will tell again. */
function isRefused({ error }: Part<unknown>): boolean {
  return error?.kind === "no-responders" || error?.kind === "permission";
}

function pointOf(of: Flow["of"], sources: FlowSources, rates: SourceRates): Point {
  const account = now(sources.account);
  const servers = now(sources.servers)?.servers ?? [];
  const jetstream = now(sources.jetstream);
  return {
    ...emptyPoint(),
    ...(of === "servers" ? ofServers(servers, rates) : account && ofAccount(account, rates)),
    storageBytes: bytesOf(jetstream?.storage.usedBytes),
    memoryBytes: bytesOf(jetstream?.memory.usedBytes),
  };
}

/** What was true before a failure is not what is true now. */
function now<T>({ value, error }: Part<T>): T | undefined {
  return error ? undefined : value;
}

function ofServers(all: ServerState[], rates: SourceRates): Partial<Point> {
  const answering = all.filter(({ isAnswering }) => isAnswering);
  return {
    ...sumOf(answering.map((server) => rates.of(server.id, server, countersOf(server, all)))),
    connections: total(answering, ({ connections }) => connections),
    subscriptions: total(answering, ({ subscriptions }) => subscriptions),
    // Also of those that are away: else it would seem to grow when they come back.
    slowConsumers: total(all, ({ slowConsumers }) => Number(slowConsumers)),
  };
}

function ofAccount(account: AccountFigures, rates: SourceRates): Partial<Point> {
  return {
    // Counters of other servers together go on from nowhere.
    ...rates.of(`account on ${account.servers.join()}`, account, account),
    connections: account.connections,
    subscriptions: account.subscriptions,
    slowConsumers: Number(account.slowConsumers),
  };
}

function countersOf(server: ServerState, all: ServerState[]): Counters {
  return all.length > 1 ? (server.clientFlow ?? server) : server;
}

type SourceRates = {
  of(source: string, at: { atMs: number }, counters: Counters): Record<Rated, number | null>;
  gap(): void;
};

const rated: Rated[] = ["inMessages", "outMessages", "inBytes", "outBytes"];

/** Each source has counters of its own: one that starts anew spoils no other's rate. */
function createSourceRates(longestStepMs: () => number): SourceRates {
  const sources = new Map<string, Record<Rated, CounterRate>>();
  return {
    of(source, { atMs }, counters) {
      const known = sources.get(source) ?? forRated(() => createCounterRate(longestStepMs));
      // The newest last, so that those of servers long gone fall out.
      sources.delete(source);
      sources.set(source, known);
      const [oldest] = sources.keys();
      if (sources.size > sourceLimit && oldest !== undefined) sources.delete(oldest);
      return forRated((name) => known[name].add(atMs, counters[name]));
    },
    gap: () => sources.clear(),
  };
}

const sourceLimit = 1_000;

function forRated<T>(read: (name: Rated) => T): Record<Rated, T> {
  return Object.fromEntries(rated.map((name) => [name, read(name)])) as Record<Rated, T>;
}

/** What is known of it; nothing where no source knows. */
function sumOf(all: Record<Rated, number | null>[]): Record<Rated, number | null> {
  return forRated((name) => {
    const known = all.flatMap((rates) => rates[name] ?? []);
    return known.length > 0 ? known.reduce((sum, rate) => sum + rate, 0) : null;
  });
}

function total<T>(all: T[], read: (one: T) => number): number | null {
  return all.length > 0 ? all.reduce((sum, one) => sum + read(one), 0) : null;
}

function bytesOf(bytes: bigint | undefined): number | null {
  return bytes === undefined ? null : Number(bytes);
}

function emptyPoint(): Point {
  return seriesOf(() => null);
}

function isGap(point: Point): boolean {
  return Object.values(point).every((value) => value === null);
}

import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { createSnapshotStore, type SnapshotStore, usualBeatMs } from "@/lib/live/snapshot-store";
import type { ConnectionStatus } from "@/lib/model/connection";
import type { ConsumersDelta } from "@/lib/model/consumers";
import type { SystemEvent } from "@/lib/model/events";
import type { Names } from "@/lib/model/names";
import type { RoleName } from "@/lib/model/role";
import type { ServerList } from "@/lib/model/servers";
import type { SnapshotDelta } from "@/lib/model/snapshot";
import type { StreamSummary } from "@/lib/model/streams";
import { toEvent } from "@/lib/nats/events";
import { createSweep } from "@/lib/nats/sweep";
import { grantOf } from "@/lib/roles/grant";
import { accessOf } from "@/lib/server/connections/summary";
import type { Target } from "@/lib/server/connections/target";
import type { ConnectionWatch } from "@/lib/server/connections/watch";
import { fetchConsumers } from "@/lib/server/monitoring/consumers";
import { describeAway } from "./away";
import { createAwayReader } from "./away-reader";
import { createBeat } from "./beat";
import { createConfigChanges } from "./config-changes";
import { createConsumersCollector } from "./consumers";
import { createEventBatch } from "./event-batch";
import { createHistoryFeed, type HistorySink } from "./history-feed";
import { createRecall, type PastSource } from "./last-hour";
import { createNames } from "./names";
import { createPlaces } from "./places";
import { createReader, type Reader } from "./reader";
import { compareServers } from "./server-changes";
import { sourcesOf } from "./servers-sources";
import { createSteadyClock } from "./steady-clock";
import { followSystem, openSystem } from "./system";

/** Knows everything that the pages of one connection show, whether somebody looks or not. */
export type Collector = {
  /** What has changed since a revision. */
  read(since?: string): SnapshotDelta;
  /** What of the consumers has changed since a revision of theirs. */
  consumers(since?: string): ConsumersDelta;
  names(): Promise<Reading<Names>>;
  /** Lines, trends and events begin anew. */
  forgetPast(): void;
  close(): Promise<void>;
};

/** The connection that is read over. `nowMs` is for tests. */
export type CollectorOptions = {
  target: Target;
  watch: Pick<ConnectionWatch, "nats" | "status" | "follow">;
  /** Of those who read what is collected. */
  role: RoleName;
  /** Where what was read is kept; it is kept nowhere where it is left out. */
  history?: (HistorySink & PastSource) | undefined;
  nowMs?: () => number;
};

const longestBeatMs = 30_000;
/** Calls of JetStream's API in flight, four in all (T53): thousands of names do not keep the figures waiting. */
const mostCalls = { figures: 2, names: 2 };

const touchNames = new Set<SystemEvent["kind"]>(["consumer-created", "consumer-deleted"]);

/** Reads beat by beat while the connection is up, until it is closed. */
export function createCollector(options: CollectorOptions): Collector {
  const { target, watch, role, history, nowMs = createSteadyClock() } = options;
  const store = createSnapshotStore({ nowMs });
  const system = openSystem(target);
  const grant = grantOf(accessOf(target, role));
  const inTurn = createPlaces(mostCalls.figures);
  const sweep = createSweep({ nowMs, inTurn, sources: sourcesOf({ target, system, grant }) });
  const limits = { usualMs: usualBeatMs, longestMs: longestBeatMs };
  const { monitoringUrl } = target;
  const events = createEventBatch((event) => {
    store.addEvent(event);
    history?.addEvent(target.id, event);
  });
  const configs = createConfigChanges({ nowMs, tell: events.add });
  let feed = () => {};
  let recall = () => {};
  const onSwept = () => {
    recall();
    feed();
  };
  const consumers = createConsumersCollector({
    ...{ nowMs, status: watch.status, snapshot: store, onSwept, onFound: configs.consumers },
    system: () => system?.nats(),
    ...(monitoringUrl === undefined
      ? {}
      : { monitored: (account) => fetchConsumers(monitoringUrl, account, { tls: target.tls }) }),
  });
  if (history) {
    const parts = { nowMs, store, consumers: consumers.store };
    feed = createHistoryFeed({ connectionId: target.id, history, ...parts });
    const into = { nowMs, store: consumers.store };
    recall = createRecall({ connectionId: target.id, history, ...into });
  }
  const beats = { figures: createBeat(limits), stored: createBeat(limits) };
  let reader: Reader | undefined;
  let awayReader: ReturnType<typeof createAwayReader> | undefined;
  let servers: ServerList | undefined;
  let streams: StreamSummary[] | undefined;

  const names = createNames({
    ...{ nowMs, inTurn: createPlaces(mostCalls.names), streams: () => streams },
  });
  const onEvent = (event: SystemEvent) => {
    reader?.advise(event.kind);
    consumers.advise(event);
    if (event.stream !== undefined && touchNames.has(event.kind)) names.touch(event.stream);
    // It does not tell by its name who leads now: that is known when the servers have been asked.
    if (event.kind !== "meta-leader" && !configs.advise(event)) events.add(event);
  };
  const onServers = (list: ServerList) => {
    for (const happening of compareServers(servers, list)) events.add(toEvent(happening, nowMs()));
    servers = list;
  };
  const onStreams = (reading: Reading<StreamSummary[]>) => {
    if (reading.ok) {
      streams = reading.value;
      configs.streams(streams);
      recall();
    }
    consumers.putStreams(reading);
  };
  const open = (nc: NatsConnection) => {
    awayReader?.stop();
    awayReader = undefined;
    sweep.startOver();
    consumers.open(nc);
    const onFigures = () => feed();
    reader = createReader({
      ...{ nc, sweep, store, beats, nowMs },
      ...{ onEvent, onFigures, onServers, onStreams },
    });
  };
  const goOnAway = (status: ConnectionStatus) => {
    putAway(store, status, Math.round(nowMs()));
    if (!system && target.monitoringUrl === undefined) return;
    awayReader ??= createAwayReader({
      ...{ sweep, store, beat: createBeat(limits), nowMs, onServers },
    });
    awayReader.refresh();
  };
  const follow = (status: ConnectionStatus) => {
    const nc = watch.nats();
    if (nc && nc === reader?.nc) return;
    if (reader) store.gap();
    reader?.stop();
    reader = undefined;
    if (nc) open(nc);
    else {
      consumers.away(status);
      goOnAway(status);
    }
  };
  const stopFollowing = watch.follow(follow);
  follow(watch.status());
  const stopSystem =
    system &&
    followSystem(system, { nowMs, onEvent, onUp: () => (reader ?? awayReader)?.refresh() });

  return {
    read: (since) => store.read(since),
    consumers: (since) => consumers.store.read(since),
    async names() {
      const nc = watch.nats();
      if (nc) return names.read(nc);
      return { ok: false, error: describeAway(watch.status(), "The names") };
    },
    forgetPast() {
      store.forgetPast();
      consumers.store.forgetPast();
    },
    async close() {
      stopFollowing();
      stopSystem?.();
      reader?.stop();
      consumers.close();
      awayReader?.stop();
      configs.close();
      events.close();
      await system?.close();
    },
  };
}

function putAway(store: SnapshotStore, status: ConnectionStatus, asOfMs: number): void {
  const away = (what: string): { ok: false; error: AppError } => ({
    ok: false,
    error: describeAway(status, what),
  });
  store.put("servers", away("The servers' figures"), asOfMs);
  store.put("account", away("The account's figures"), asOfMs);
  store.put("jetstream", away("What is stored"), asOfMs);
  store.put("clients", away("The account's clients"), asOfMs);
  store.putStreams(away("The list of streams"), asOfMs);
}

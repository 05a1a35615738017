import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { SnapshotStore } from "@/lib/live/snapshot-store";
import type { EventKind, SystemEvent } from "@/lib/model/events";
import type { ServerList } from "@/lib/model/servers";
import type { StreamSummary } from "@/lib/model/streams";
import { followEvents } from "@/lib/nats/events";
import type { StoredSink, Sweep, SweepSink } from "@/lib/nats/sweep";
import type { Beat } from "./beat";
import { createPaced } from "./paced";

/** What a reader reads with, and where it brings what it has read. */
export type ReaderOptions = {
  nc: NatsConnection;
  sweep: Sweep;
  store: SnapshotStore;
  beats: { figures: Beat; stored: Beat };
  nowMs: () => number;
  onEvent: (event: SystemEvent) => void;
  /** All figures of a beat are brought. */
  onFigures: () => void;
  onServers: (list: ServerList) => void;
  onStreams: (reading: Reading<StreamSummary[]>) => void;
};

/** What runs while the connection is up. */
export type Reader = {
  nc: NatsConnection;
  /** Something has happened of which the figures tell more. */
  advise(kind: EventKind): void;
  /** The servers' own figures can be had from now on. */
  refresh(): void;
  /** What is under way ends without effect. */
  stop(): void;
};

/** An advisory seldom comes alone. */
const advisedMs = 300;

const touchStreams = new Set<EventKind>([
  "stream-created",
  "stream-updated",
  "stream-deleted",
  "stream-leader",
  "stream-quorum-lost",
  "stream-restore",
  "meta-leader",
]);
const touchServers = new Set<EventKind>(["server-shutdown", "server-lame-duck", "meta-leader"]);

/** Readings of the figures that follow each other quickly. */
const soonRuns = 6;

/** Reads beat by beat. What JetStream tells has a beat of its own: it may wait for servers that are gone. */
export function createReader(options: ReaderOptions): Reader {
  const { nc, sweep, store, beats, nowMs, onEvent, onFigures } = options;
  const stopped = new AbortController();
  const sink = sinkInto(options, stopped.signal);
  const setBeat = () => store.setBeat(Math.max(beats.figures.everyMs(), beats.stored.everyMs()));

  const readFigures = async () => {
    const isWork = await sweep.figures(nc, sink);
    if (!stopped.signal.aborted) {
      store.endSweep(Math.round(nowMs()));
      onFigures();
    }
    setBeat();
    return isWork;
  };
  const figures = createPaced(beats.figures, nowMs, readFigures, soonRuns);
  const stored = createPaced(beats.stored, nowMs, async () => {
    const isWork = await sweep.stored(nc, sink);
    setBeat();
    return isWork;
  });
  const stopEvents = followEvents(nc, "account", { nowMs, onEvent });
  return {
    nc,
    advise(kind) {
      if (touchStreams.has(kind)) stored.soon(advisedMs);
      if (touchServers.has(kind)) figures.soon(advisedMs);
    },
    refresh: () => figures.soon(),
    stop() {
      stopped.abort();
      figures.stop();
      stored.stop();
      if (!nc.isClosed()) stopEvents();
    },
  };
}

/** What ended with the connection must not stand beside what came after it. */
function sinkInto(options: ReaderOptions, stopped: AbortSignal): SweepSink & StoredSink {
  const { store, nowMs, onServers, onStreams } = options;
  const unlessStopped =
    <T>(take: (reading: Reading<T>, asOfMs: number) => void) =>
    (reading: Reading<T>) => {
      if (!stopped.aborted) take(reading, Math.round(nowMs()));
    };
  return {
    servers: unlessStopped((reading, asOfMs) => {
      store.put("servers", reading, asOfMs);
      if (reading.ok) onServers(reading.value);
    }),
    account: unlessStopped((reading, asOfMs) => store.put("account", reading, asOfMs)),
    jetstream: unlessStopped((reading, asOfMs) => store.put("jetstream", reading, asOfMs)),
    clients: unlessStopped((reading, asOfMs) => store.put("clients", reading, asOfMs)),
    streams: unlessStopped((reading, asOfMs) => {
      store.putStreams(reading, asOfMs);
      onStreams(reading);
    }),
  };
}

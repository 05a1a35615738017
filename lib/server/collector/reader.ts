import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { SnapshotStore } from "@/lib/live/snapshot-store";
import type { EventKind, SystemEvent } from "@/lib/model/events";
import type { ServerList } from "@/lib/model/servers";
import type { StreamSummary } from "@/lib/model/streams";
import { followEvents } from "@/lib/nats/events";
import type { Sweep, SweepSink } from "@/lib/nats/sweep";
import type { Beat } from "./beat";
import { createLoop, type Loop } from "./loop";

/** What a reader reads with, and where it brings what it has read. */
export type ReaderOptions = {
  nc: NatsConnection;
  sweep: Sweep;
  store: SnapshotStore;
  beats: { figures: Beat; streams: Beat };
  nowMs: () => number;
  onEvent: (event: SystemEvent) => void;
  onServers: (list: ServerList) => void;
  onStreams: (streams: StreamSummary[]) => void;
};

/** What runs while the connection is up. */
export type Reader = {
  nc: NatsConnection;
  /** Something has happened of which the figures tell more. */
  advise(kind: EventKind): void;
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

/** Reads beat by beat. The list of streams has a beat of its own: it may wait for servers that are gone. */
export function createReader(options: ReaderOptions): Reader {
  const { nc, sweep, store, beats, nowMs, onEvent } = options;
  const stopped = new AbortController();
  const sink = sinkInto(options, stopped.signal);
  const setBeat = () => store.setBeat(Math.max(beats.figures.everyMs(), beats.streams.everyMs()));

  const figures = paced(beats.figures, nowMs, async () => {
    await sweep.figures(nc, sink);
    if (!stopped.signal.aborted) store.endSweep(Math.round(nowMs()));
    setBeat();
  });
  const streams = paced(beats.streams, nowMs, async () => {
    const reading = await sweep.streams(nc);
    if (!reading || stopped.signal.aborted) return;
    store.putStreams(reading, Math.round(nowMs()));
    if (reading.ok) options.onStreams(reading.value);
    setBeat();
  });
  const stopEvents = followEvents(nc, "account", { nowMs, onEvent });
  return {
    nc,
    advise(kind) {
      if (touchStreams.has(kind)) streams.soon(advisedMs);
      if (touchServers.has(kind)) figures.soon(advisedMs);
    },
    stop() {
      stopped.abort();
      figures.stop();
      streams.stop();
      if (!nc.isClosed()) stopEvents();
    },
  };
}

/** What ended with the connection must not stand beside what came after it. */
function sinkInto({ store, nowMs, onServers }: ReaderOptions, stopped: AbortSignal): SweepSink {
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
  };
}

function paced(beat: Beat, nowMs: () => number, run: () => Promise<void>): Loop {
  let tookMs = 0;
  return createLoop(
    async () => {
      const beganMs = nowMs();
      await run();
      tookMs = nowMs() - beganMs;
      beat.took(tookMs);
    },
    () => beat.everyMs() - tookMs,
  );
}

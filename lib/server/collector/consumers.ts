import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { type ConsumerStore, createConsumerStore } from "@/lib/live/consumer-store";
import { worstOf } from "@/lib/live/consumers-worst";
import type { SnapshotStore } from "@/lib/live/snapshot-store";
import type { ConnectionStatus } from "@/lib/model/connection";
import type { SystemEvent } from "@/lib/model/events";
import type { StreamSummary } from "@/lib/model/streams";
import { createAgeSeeker } from "@/lib/nats/age-seeker";
import type { ToldConsumers } from "@/lib/nats/consumer-jsz";
import type { FoundConsumers } from "@/lib/nats/consumer-list";
import { reachOf } from "@/lib/nats/consumer-reach";
import { createConsumersSweep } from "@/lib/nats/consumer-sweep";
import { createSystemConsumers } from "@/lib/nats/consumer-system";
import { describeAway } from "./away";
import { type Beat, createBeat } from "./beat";
import { type ConsumersReader, createConsumersReader } from "./consumers-reader";
import { createMonitoredConsumers, type MonitoredConsumers } from "./monitored-consumers";

/** The consumers of one connection, read while it is up. */
export type ConsumersCollector = {
  store: ConsumerStore;
  open(nc: NatsConnection): void;
  /** The connection is not up. */
  away(status: ConnectionStatus): void;
  /** As they were just read: without them nobody knows whose consumers there are. */
  putStreams(reading: Reading<StreamSummary[]>): void;
  advise(event: SystemEvent): void;
  close(): void;
};

/** What they are read with. */
export type ConsumersCollectorOptions = {
  nowMs: () => number;
  status: () => ConnectionStatus;
  /** The connection to the system account, while there is one. */
  system: () => NatsConnection | undefined;
  /** Asks the monitoring URL, where there is one: what it tells is of one server. */
  monitored?: (account: string | undefined) => Promise<Reading<ToldConsumers>>;
  snapshot: Pick<SnapshotStore, "put">;
  /** What was read of a stream's consumers. */
  onFound: (stream: string, found: FoundConsumers) => void;
  onSwept: () => void;
};

/** Questions in flight (T53): thousands of consumers do not keep the figures waiting. */
const inFlight = { near: 4, far: 32 };
/** From there on most of a question is its way. */
const farRttMs = 5;
const beatLimits = { usualMs: 2_000, longestMs: 60_000 };

/** Keeps its store, and what it knows of who answers, from one connection to the next. */
export function createConsumersCollector(options: ConsumersCollectorOptions): ConsumersCollector {
  const { nowMs, status, snapshot, monitored } = options;
  const store = createConsumerStore({ nowMs, reachOf });
  const into: ConsumerStore = {
    ...store,
    putConsumers(stream, found, readMs) {
      options.onFound(stream, found);
      store.putConsumers(stream, found, readMs);
    },
  };
  const sweep = createConsumersSweep({
    nowMs,
    inFlight: () => (isFar(status()) ? inFlight.far : inFlight.near),
  });
  const system = createSystemConsumers({ nowMs, system: options.system });
  const seeker = createAgeSeeker({ nowMs });
  const beat = costing(createBeat(beatLimits), store.count);
  let reader: ConsumersReader | undefined;
  let other: MonitoredConsumers | undefined;
  let streams: StreamSummary[] = [];

  const now = () => Math.round(nowMs());
  const onSwept = () => {
    const { rows, sparkOf } = store;
    const worst = worstOf(rows(), { beatMs: beat.everyMs(), sparkOf });
    snapshot.put("consumers", { ok: true, value: worst }, now());
    // In a turn of its own: of ten thousand, telling who has changed takes a while.
    setTimeout(() => {
      if (reader || other) options.onSwept();
    });
  };
  const fail = (error: AppError) => {
    if (other?.tells()) return;
    store.fail(error);
    snapshot.put("consumers", { ok: false, error }, now());
  };
  const end = () => {
    reader?.stop();
    reader = undefined;
    endOther();
  };
  const endOther = () => {
    other?.stop();
    other = undefined;
  };
  /** Where nobody tells over NATS. */
  const openOther = () => {
    if (!monitored || other) return;
    const ask = () => monitored(system.account());
    const beat = costing(createBeat(beatLimits), store.count);
    other = createMonitoredConsumers({
      ask,
      store: into,
      streams: () => streams,
      beat,
      nowMs,
      onSwept,
    });
  };
  const onRead = (error?: AppError) => {
    if (error?.kind === "permission") openOther();
    if (error) return fail(error);
    endOther();
    onSwept();
  };
  return {
    store,
    open(nc) {
      end();
      sweep.startOver();
      system.startOver();
      seeker.startOver();
      if (monitored) void system.learnAccount(nc);
      const read = { nc, sweep, system, seeker, store: into, beat, nowMs };
      reader = createConsumersReader({ ...read, onSwept: onRead });
    },
    away(status) {
      if (reader) {
        store.gap();
        end();
      }
      openOther();
      fail(describeAway(status, "The consumers"));
    },
    putStreams(reading) {
      if (!reading.ok) {
        if (!reader?.isReading()) onRead(reading.error);
        return;
      }
      streams = reading.value;
      store.putStreams(streams, now());
      reader?.putStreams(streams);
    },
    advise: (event) => reader?.advise(event),
    close: end,
  };
}

/** A reading costs 50 µs of a core a consumer: at one a millisecond, a twentieth of it. */
const costMs = 0.5;

/** A beat that is told of a reading as if nothing else could be done meanwhile for so long. */
function costing(beat: Beat, count: () => number): Beat {
  return { ...beat, took: (ms) => beat.took(Math.max(ms, count() * costMs)) };
}

function isFar(status: ConnectionStatus): boolean {
  return status.state === "connected" && (status.rttMs ?? 0) > farRttMs;
}

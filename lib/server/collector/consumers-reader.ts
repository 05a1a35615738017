import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import type { ConsumerStore, WantedMessage } from "@/lib/live/consumer-store";
import type { SystemEvent } from "@/lib/model/events";
import type { StreamSummary } from "@/lib/model/streams";
import type { AgeSeeker } from "@/lib/nats/age-seeker";
import type { ConsumersSweep } from "@/lib/nats/consumer-sweep";
import type { Beat } from "./beat";
import { createPaced } from "./paced";

/** What the consumers are read with, and where they are brought. */
export type ConsumersReaderOptions = {
  nc: NatsConnection;
  sweep: ConsumersSweep;
  seeker: AgeSeeker;
  store: ConsumerStore;
  beat: Beat;
  /** A sweep has ended; in vain where there is an error. */
  onSwept: (error?: AppError) => void;
  nowMs: () => number;
};

/** Reads the consumers while the connection is up. */
export type ConsumersReader = {
  /** The streams as they were read last: without them nobody knows whose consumers there are. */
  putStreams(streams: StreamSummary[]): void;
  /** Something has happened of which the consumers tell more. */
  advise(event: SystemEvent): void;
  /** What is under way ends without effect. */
  stop(): void;
};

/** An advisory seldom comes alone. */
const advisedMs = 300;
/** A trend takes three readings, and whoever opens the page waits for it. */
const soonRuns = 4;

/** Reads at a beat of its own: it may wait for servers that are gone. */
export function createConsumersReader(options: ConsumersReaderOptions): ConsumersReader {
  const { nc, sweep, seeker, store, beat, onSwept, nowMs } = options;
  let streams: StreamSummary[] | undefined;
  let isStopped = false;
  /** Streams that have a consumer since they were read. */
  const touched = new Set<string>();

  const seekAges = () =>
    seeker.seek(nc, store.wanted().map(toQuestion), ({ wanted }, found) => {
      if (!isStopped) store.putMessage(wanted, found && { from: wanted.from, ...found });
    });
  const paced = createPaced(
    beat,
    nowMs,
    async () => {
      if (!streams) return false;
      const beganMs = Math.round(nowMs());
      const now = streams.map((stream) =>
        touched.has(stream.name) ? { ...stream, consumers: stream.consumers + 1 } : stream,
      );
      touched.clear();
      const reading = await sweep.read(nc, now, (stream, found) => {
        if (!isStopped) store.putConsumers(stream, found, Math.round(nowMs()));
      });
      if (isStopped) return false;
      store.setBeat(beat.everyMs());
      if (reading.ok) {
        const { missing } = reading.value;
        const names = new Set(now.map(({ name }) => name));
        const asOfMs = Math.round(nowMs());
        store.endSweep({ beganMs, asOfMs, by: "list", missing, streams: names });
        void seekAges();
      } else store.fail(reading.error);
      onSwept(reading.ok ? undefined : reading.error);
      return reading.ok || !inVain.has(reading.error.kind);
    },
    soonRuns,
  );
  return {
    putStreams(list) {
      const isFirst = streams === undefined;
      streams = list;
      if (isFirst) paced.soon();
    },
    advise({ kind, stream }) {
      const isLed = kind === "stream-leader" || kind === "consumer-leader";
      if (!isLed && !kind.startsWith("consumer-")) return;
      if (isLed && stream !== undefined) sweep.startOver(stream);
      if (kind === "consumer-created" && stream !== undefined) touched.add(stream);
      paced.soon(advisedMs);
    },
    stop() {
      isStopped = true;
      paced.stop();
    },
  };
}

/** What comes of waiting for somebody who does not answer. */
const inVain = new Set<AppError["kind"]>(["timeout", "disconnected", "electing"]);

function toQuestion(wanted: WantedMessage) {
  const { stream, consumer, from } = wanted;
  const allowDirect = stream.allowDirect === true;
  return { wanted, stream: stream.name, allowDirect, from, filters: consumer.filterSubjects };
}

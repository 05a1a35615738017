import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import type { ConsumerStore, WantedMessage } from "@/lib/live/consumer-store";
import type { SystemEvent } from "@/lib/model/events";
import type { StreamSummary } from "@/lib/model/streams";
import type { AgeSeeker } from "@/lib/nats/age-seeker";
import type { ConsumersSink, ConsumersSweep } from "@/lib/nats/consumer-sweep";
import type { SystemConsumers } from "@/lib/nats/consumer-system";
import type { Beat } from "./beat";
import { createPaced } from "./paced";
import { createPlaces } from "./places";

/** What the consumers are read with, and where they are brought. */
export type ConsumersReaderOptions = {
  nc: NatsConnection;
  sweep: ConsumersSweep;
  system: SystemConsumers;
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
  /** True once it knows them. */
  isReading(): boolean;
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
  const { nc, sweep, system, seeker, store, beat, onSwept, nowMs } = options;
  let streams: StreamSummary[] | undefined;
  let isStopped = false;
  /** Streams of whose consumers something was told since they were read. */
  const touched = new Set<string>();
  const inTurn = createPlaces(1);

  const bring: ConsumersSink = (stream, found) => {
    if (!isStopped) store.putConsumers(stream, found, Math.round(nowMs()));
  };
  const seekAges = async () => {
    if (isStopped || nc.isClosed()) return;
    const wanted = store.wanted().map(toQuestion);
    await seeker.seek(nc, wanted, ({ wanted }, found) => {
      if (!isStopped) store.putMessage(wanted, found && { from: wanted.from, ...found });
    });
  };
  /** One that was made a moment ago is not counted yet where the streams were read before. */
  const take = (list: StreamSummary[]) => {
    const taken = list.map((stream) =>
      touched.has(stream.name) ? { ...stream, consumers: stream.consumers + 1 } : stream,
    );
    for (const { name } of list) touched.delete(name);
    return taken;
  };
  const readAll = async (list: StreamSummary[]) => {
    const beganMs = Math.round(nowMs());
    const now = take(list);
    const told = await system.read(nc, now, bring);
    const by = told ? "system-account" : "list";
    const reading = told ?? (await sweep.read(nc, now, bring));
    if (isStopped) return false;
    store.setBeat(beat.everyMs());
    if (reading.ok) {
      const { missing } = reading.value;
      const names = new Set(now.map(({ name }) => name));
      store.endSweep({ beganMs, asOfMs: Math.round(nowMs()), by, missing, streams: names });
      // In a turn of its own: of ten thousand, finding who is wanted most takes a while.
      setTimeout(() => void seekAges());
    }
    onSwept(reading.ok ? undefined : reading.error);
    return reading.ok || !inVain.has(reading.error.kind);
  };
  const readTouched = async (list: StreamSummary[]) => {
    const now = take(list.filter(({ name }) => touched.has(name)));
    if (now.length > 0) await sweep.read(nc, now, bring);
    if (now.length > 0 && !isStopped) void seekAges();
  };
  const paced = createPaced(
    beat,
    nowMs,
    () => inTurn(async () => (streams && !isStopped ? readAll(streams) : false)),
    soonRuns,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const readSoon = () => {
    timer ??= setTimeout(() => {
      void inTurn(async () => {
        timer = undefined;
        if (streams && !isStopped) await readTouched(streams);
      });
    }, advisedMs);
  };
  return {
    putStreams(list) {
      const isFirst = streams === undefined;
      streams = list;
      const names = new Set(list.map(({ name }) => name));
      for (const name of touched) if (!names.has(name)) touched.delete(name);
      if (isFirst) paced.soon();
      else if (touched.size > 0) readSoon();
    },
    isReading: () => streams !== undefined,
    advise({ kind, stream }) {
      const isLed = kind === "stream-leader" || kind === "consumer-leader";
      if (stream === undefined || !(isLed || kind.startsWith("consumer-"))) return;
      if (isLed) sweep.startOver(stream);
      touched.add(stream);
      readSoon();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
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

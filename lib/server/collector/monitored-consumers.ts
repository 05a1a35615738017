import type { Reading } from "@/lib/errors/app-error";
import type { ConsumerStore } from "@/lib/live/consumer-store";
import type { StreamSummary } from "@/lib/model/streams";
import { createBreath } from "@/lib/nats/breath";
import type { ToldConsumers } from "@/lib/nats/consumer-jsz";
import { createTelling } from "@/lib/nats/consumer-system";
import type { Beat } from "./beat";
import { createPaced } from "./paced";

/** What a monitoring URL is read with, and where what it tells is brought. */
export type MonitoredConsumersOptions = {
  ask: () => Promise<Reading<ToldConsumers>>;
  store: ConsumerStore;
  /** As they were read last; none where they never were. */
  streams: () => readonly StreamSummary[];
  beat: Beat;
  nowMs: () => number;
  onSwept: () => void;
};

/** Reads until it is stopped. */
export type MonitoredConsumers = {
  /** True while it tells. */
  tells(): boolean;
  stop(): void;
};

/**
 * Reads the consumers while nobody tells of them over NATS: then they are wanted most. Where the URL tells nothing
 * either, the reason stays why the connection is away.
 */
export function createMonitoredConsumers(options: MonitoredConsumersOptions): MonitoredConsumers {
  const { ask, store, streams, beat, nowMs, onSwept } = options;
  let isStopped = false;
  let tells = false;
  const bringTold = createTelling(createBreath());
  const now = () => Math.round(nowMs());
  const paced = createPaced(beat, nowMs, async () => {
    const beganMs = now();
    const told = await ask();
    tells = told.ok;
    if (isStopped || !told.ok) return false;
    const known = streams();
    const names = new Set(known.map(({ name }) => name));
    const others = [...told.value.streams.values()].filter(({ name }) => !names.has(name));
    const all = [...known, ...others.map(({ name, consumers }) => ({ name, consumers }))];
    const missing = await bringTold(all, [told.value], (stream, found) => {
      if (!isStopped) store.putConsumers(stream, found, now());
    });
    if (isStopped) return false;
    store.setBeat(beat.everyMs());
    const seen = new Set(all.map(({ name }) => name));
    store.endSweep({ beganMs, asOfMs: now(), by: "monitoring", missing, streams: seen });
    onSwept();
    return true;
  });
  return {
    tells: () => tells,
    stop() {
      isStopped = true;
      paced.stop();
    },
  };
}

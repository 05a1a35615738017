import { delay, type NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { createSnapshotStore, usualBeatMs } from "@/lib/live/snapshot-store";
import type { JetStreamFigures } from "@/lib/model/account";
import type { ConsumersDelta } from "@/lib/model/consumers";
import type { SnapshotDelta } from "@/lib/model/snapshot";
import type { StreamSummary } from "@/lib/model/streams";
import { followEvents } from "@/lib/nats/events";
import { createSweep } from "@/lib/nats/sweep";
import { createDirectConsumers } from "./consumers-direct";
import { createTabClock } from "./tab-clock";

/** Reads what the console's collector would, over the tab's own connection. */
export type DirectSnapshot = {
  /** What has changed since a revision. Whoever asks keeps it going. */
  read(nc: NatsConnection, since: string | undefined): Promise<Reading<SnapshotDelta>>;
  /** The same of the consumers; they come after the streams, so at first there are none. */
  readConsumers(nc: NatsConnection, since: string | undefined): Promise<Reading<ConsumersDelta>>;
  /** The connection was lost: what comes next says nothing about the time before. */
  lose(): void;
  isRunning(): boolean;
};

/** Nobody has asked for so long: nobody looks. */
const watchedMs = 10_000;

/** A sweep at each beat while somebody asks; the clock and the waits are the tab's. */
export function createDirectSnapshot(unwatchedAfterMs = watchedMs): DirectSnapshot {
  const nowMs = createTabClock();
  const store = createSnapshotStore({ nowMs });
  let askedMs = 0;
  let running: { nc: NatsConnection; first: Promise<void> } | undefined;
  let storing: NatsConnection | undefined;

  const sweep = createSweep({ nowMs });
  const consumers = createDirectConsumers({ nowMs, snapshot: store });

  /** What ended with a connection does not stand beside what came after it. */
  const taker =
    (nc: NatsConnection) =>
    <T>(take: (reading: Reading<T>, asOfMs: number) => void) =>
    (reading: Reading<T>) => {
      if (running?.nc === nc) take(reading, nowMs());
    };
  /** Not waited for: it may wait for servers that are gone, and the figures go on. */
  const readStored = (nc: NatsConnection) => {
    if (storing === nc) return;
    storing = nc;
    const into = taker(nc);
    const end = () => {
      if (storing === nc) storing = undefined;
    };
    const sink = {
      jetstream: into<JetStreamFigures>((one, atMs) => store.put("jetstream", one, atMs)),
      streams: into<StreamSummary[]>((one, atMs) => {
        store.putStreams(one, atMs);
        consumers.putStreams(one);
      }),
    };
    sweep.stored(nc, sink).then(end, end);
  };
  const readAll = async (nc: NatsConnection) => {
    const beganMs = nowMs();
    const into = taker(nc);
    readStored(nc);
    const isWork = await sweep.figures(nc, {
      servers: into((one, atMs) => store.put("servers", one, atMs)),
      account: into((one, atMs) => store.put("account", one, atMs)),
      clients: into((one, atMs) => store.put("clients", one, atMs)),
    });
    if (running?.nc === nc) store.endSweep(nowMs());
    const tookMs = nowMs() - beganMs;
    // Who waits in vain is not slow.
    const workMs = isWork ? tookMs : 0;
    const beatMs = Math.max(usualBeatMs, Math.ceil((2 * workMs) / 1_000) * 1_000);
    store.setBeat(beatMs);
    return Math.max(0, beatMs - tookMs);
  };
  const run = (nc: NatsConnection) => {
    sweep.startOver();
    consumers.open(nc);
    const stopFollowing = followEvents(nc, "account", {
      nowMs,
      onEvent: (event) => store.addEvent(event),
    });
    // Begun a moment later: what it reads is taken only once it is the one that runs.
    const begun = Promise.resolve().then(() => readAll(nc));
    const mine = { nc, first: begun.then(() => undefined) };
    running = mine;
    const goesOn = () => running === mine && !nc.isClosed() && nowMs() - askedMs < unwatchedAfterMs;
    const keepOn = async () => {
      for (let restMs = await begun; goesOn(); restMs = await readAll(nc)) {
        await delay(restMs);
        if (!goesOn()) break;
      }
    };
    const end = () => {
      if (!nc.isClosed()) stopFollowing();
      if (running === mine) lose();
    };
    keepOn().then(end, end);
    return mine.first;
  };
  const lose = () => {
    running = undefined;
    store.gap();
    consumers.lose();
  };
  const keepGoing = async (nc: NatsConnection) => {
    askedMs = nowMs();
    await (running?.nc === nc ? running.first : run(nc));
  };
  return {
    async read(nc, since) {
      await keepGoing(nc);
      return { ok: true, value: store.read(since) };
    },
    async readConsumers(nc, since) {
      await keepGoing(nc);
      return { ok: true, value: consumers.read(since) };
    },
    lose,
    isRunning: () => running !== undefined,
  };
}

import { delay, type NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { createSnapshotStore, usualBeatMs } from "@/lib/live/snapshot-store";
import type { SnapshotDelta } from "@/lib/model/snapshot";
import { followEvents } from "@/lib/nats/events";
import { createSweep } from "@/lib/nats/sweep";

/** Reads what the console's collector would, over the tab's own connection. */
export type DirectSnapshot = {
  /** What has changed since a revision. Whoever asks keeps it going. */
  read(nc: NatsConnection, since: string | undefined): Promise<Reading<SnapshotDelta>>;
  /** The connection was lost: what comes next says nothing about the time before. */
  lose(): void;
  isRunning(): boolean;
};

/** Nobody has asked for so long: nobody looks. */
const watchedMs = 10_000;

/** A sweep at each beat while somebody asks; the clock and the waits are the tab's. */
export function createDirectSnapshot(unwatchedAfterMs = watchedMs): DirectSnapshot {
  const nowMs = () => Math.round(performance.timeOrigin + performance.now());
  const store = createSnapshotStore({ nowMs });
  let askedMs = 0;
  let running: { nc: NatsConnection; first: Promise<void> } | undefined;

  const sweep = createSweep({ nowMs });

  const readAll = async (nc: NatsConnection) => {
    const beganMs = nowMs();
    await Promise.all([
      sweep.figures(nc, {
        servers: (reading) => store.put("servers", reading, nowMs()),
        account: (reading) => store.put("account", reading, nowMs()),
        jetstream: (reading) => store.put("jetstream", reading, nowMs()),
        clients: (reading) => store.put("clients", reading, nowMs()),
      }),
      sweep.streams(nc).then((reading) => reading && store.putStreams(reading, nowMs())),
    ]);
    store.endSweep(nowMs());
    const tookMs = nowMs() - beganMs;
    const beatMs = Math.max(usualBeatMs, Math.ceil((2 * tookMs) / 1_000) * 1_000);
    store.setBeat(beatMs);
    return Math.max(0, beatMs - tookMs);
  };
  const run = (nc: NatsConnection) => {
    sweep.startOver();
    const first = readAll(nc);
    const mine = { nc, first: first.then(() => undefined) };
    running = mine;
    const goOn = () => running === mine && !nc.isClosed() && nowMs() - askedMs < unwatchedAfterMs;
    const stopFollowing = followEvents(nc, "account", {
      nowMs,
      onEvent: (event) => store.addEvent(event),
    });
    const keepOn = async () => {
      for (let restMs = await first; goOn(); restMs = await readAll(nc)) {
        await delay(restMs);
        if (!goOn()) break;
      }
    };
    const end = () => {
      if (!nc.isClosed()) stopFollowing();
      if (running !== mine) return;
      running = undefined;
      store.gap();
    };
    keepOn().then(end, end);
    return mine.first;
  };
  return {
    async read(nc, since) {
      askedMs = nowMs();
      await (running?.nc === nc ? running.first : run(nc));
      return { ok: true, value: store.read(since) };
    },
    lose() {
      running = undefined;
      store.gap();
    },
    isRunning: () => running !== undefined,
  };
}

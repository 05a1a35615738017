import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { createConsumerStore, type WantedMessage } from "@/lib/live/consumer-store";
import { worstOf } from "@/lib/live/consumers-worst";
import type { SnapshotStore } from "@/lib/live/snapshot-store";
import type { ConsumersDelta } from "@/lib/model/consumers";
import type { StreamSummary } from "@/lib/model/streams";
import { createAgeSeeker } from "@/lib/nats/age-seeker";
import { reachOf } from "@/lib/nats/consumer-reach";
import { createConsumersSweep } from "@/lib/nats/consumer-sweep";

/** The consumers of a connection that only this tab knows, read after its streams. */
export type DirectConsumers = {
  /** The connection that is read over from now on. */
  open(nc: NatsConnection): void;
  /** The streams as they were just read: without them nobody knows whose consumers there are. */
  putStreams(reading: Reading<StreamSummary[]>): void;
  /** Who asks wants them at each beat; for the overview alone they are read more seldom. */
  read(since: string | undefined): ConsumersDelta;
  /** The connection was lost: what comes next says nothing about the time before. */
  lose(): void;
};

/** Where they are read for, and what of them the overview shows is brought. */
export type DirectConsumersOptions = {
  nowMs: () => number;
  snapshot: Pick<SnapshotStore, "put">;
};

/** Every tab asks the server for itself. */
const inFlight = 4;
const watchedBeatMs = 2_000;
const overviewBeatMs = 10_000;
/** Nobody has asked for so long: nobody looks. */
const watchedMs = 10_000;

/** Reads all consumers whenever the streams were read and a reading is due; it holds no timer. */
export function createDirectConsumers(options: DirectConsumersOptions): DirectConsumers {
  const { nowMs, snapshot } = options;
  const store = createConsumerStore({ nowMs, reachOf });
  const sweep = createConsumersSweep({ nowMs, inFlight: () => inFlight });
  const seeker = createAgeSeeker({ nowMs });
  let current: NatsConnection | undefined;
  let isReading = false;
  let askedMs = Number.NEGATIVE_INFINITY;
  let beganMs = Number.NEGATIVE_INFINITY;
  let tookMs = 0;

  const now = () => Math.round(nowMs());
  /** Reading takes half of the time at most. */
  const beatMs = () => {
    const usualMs = nowMs() - askedMs < watchedMs ? watchedBeatMs : overviewBeatMs;
    return Math.max(usualMs, Math.ceil((2 * tookMs) / 1_000) * 1_000);
  };
  const fail = (error: AppError) => {
    store.fail(error);
    snapshot.put("consumers", { ok: false, error }, now());
  };
  const seekAges = (nc: NatsConnection) =>
    seeker.seek(nc, store.wanted().map(toQuestion), ({ wanted }, found) => {
      if (current === nc) store.putMessage(wanted, found && { from: wanted.from, ...found });
    });
  const readAll = async (nc: NatsConnection, streams: readonly StreamSummary[]) => {
    const reading = await sweep.read(nc, streams, (stream, found) => {
      if (current === nc) store.putConsumers(stream, found, now());
    });
    if (current !== nc) return;
    tookMs = nowMs() - beganMs;
    store.setBeat(beatMs());
    if (!reading.ok) return fail(reading.error);
    const { missing } = reading.value;
    const names = new Set(streams.map(({ name }) => name));
    const asOfMs = now();
    store.endSweep({ beganMs: Math.round(beganMs), asOfMs, by: "tab", missing, streams: names });
    void seekAges(nc);
    const { rows, sparkOf } = store;
    const worst = worstOf(rows(), { beatMs: beatMs(), sparkOf });
    snapshot.put("consumers", { ok: true, value: worst }, asOfMs);
  };
  return {
    open(nc) {
      current = nc;
      beganMs = Number.NEGATIVE_INFINITY;
      sweep.startOver();
      seeker.startOver();
    },
    putStreams(reading) {
      const nc = current;
      if (!nc) return;
      if (!reading.ok) return fail(reading.error);
      store.putStreams(reading.value, now());
      // A little early is better than a whole reading of the streams too late.
      if (isReading || nowMs() - beganMs < beatMs() - watchedBeatMs / 4) return;
      isReading = true;
      beganMs = nowMs();
      const end = () => {
        isReading = false;
      };
      readAll(nc, reading.value).then(end, end);
    },
    read(since) {
      askedMs = nowMs();
      return store.read(since);
    },
    lose() {
      current = undefined;
      store.gap();
    },
  };
}

function toQuestion(wanted: WantedMessage) {
  const { stream, consumer, from } = wanted;
  const allowDirect = stream.allowDirect === true;
  return { wanted, stream: stream.name, allowDirect, from, filters: consumer.filterSubjects };
}

import { delay, type NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { KvEntry } from "@/lib/model/kv";
import { whileLost } from "./connection-events";
import { toKvEntry } from "./kv-entry";
import { bucketInWords, getKvPlace } from "./kv-place";
import {
  createLookingConsumer,
  deleteLookingConsumer,
  type LookingConsumer,
} from "./looking-consumer";
import { isPassing } from "./passing";
import { type PullEnd, pullMessages } from "./pull";

/** Which keys are watched, and who hears of them. */
export type WatchKeysOptions = {
  /** A pattern over keys as over subjects; every key when left out. */
  filter?: string;
  /** Leaves values out, and tells their size. */
  headersOnly?: boolean;
  /** Each key once, in the order of revisions, then each change. A promise holds up what follows. */
  onEntry: (entry: KvEntry) => void | Promise<void>;
  /** All that was there has come. */
  onInitial?: () => void;
  /** After an interruption all keys come anew: what does not come until the next `onInitial` is gone. */
  onAgain?: () => void;
};

/** A watch that goes on, over interruptions too, until it is stopped or can't. */
export type KeyWatch = {
  /** Returns when nothing of it is left on the server. */
  stop(): Promise<void>;
  /** Why it can't go on; undefined once it was stopped. */
  ended: Promise<AppError | undefined>;
};

/**
 * Watches a bucket's keys by a pull consumer of the console's own: unlike the client library's, it flows no faster
 * than it is taken, reads keys that libraries refuse, and leaves nothing behind.
 */
export async function watchKeys(
  nc: NatsConnection,
  bucket: string,
  options: WatchKeysOptions,
): Promise<Reading<KeyWatch>> {
  const first = await openLook(nc, bucket, options);
  if (!first.ok) return first;
  const stopping = new AbortController();
  const ended = watchUntilEnd(nc, bucket, first.value, options, stopping.signal);
  return {
    ok: true,
    value: {
      ended,
      async stop() {
        stopping.abort();
        await ended;
      },
    },
  };
}

type Look = { prefix: string; consumer: LookingConsumer };

async function watchUntilEnd(
  nc: NatsConnection,
  bucket: string,
  first: Look,
  options: WatchKeysOptions,
  signal: AbortSignal,
): Promise<AppError | undefined> {
  let look = first;
  for (;;) {
    const end = await watchOnce(nc, bucket, look, options, signal);
    const deletion = deleteLookingConsumer(nc, look.consumer);
    if (end.why !== "gone") {
      await deletion;
      return end.why === "error" ? end.error : undefined;
    }
    const next = await openAgain(nc, bucket, options, signal);
    if (next === undefined) return undefined;
    if (!next.ok) return next.error;
    look = next.value;
    options.onAgain?.();
  }
}

async function watchOnce(
  nc: NatsConnection,
  bucket: string,
  { prefix, consumer }: Look,
  { onEntry, onInitial }: WatchKeysOptions,
  signal: AbortSignal,
): Promise<PullEnd> {
  let isInitial = true;
  let left = consumer.pending;
  const tellInitial = () => {
    isInitial = false;
    onInitial?.();
  };
  if (left === 0n) tellInitial();
  return pullMessages(nc, consumer, {
    what: bucketInWords(bucket),
    signal,
    async onMessage(message) {
      await onEntry(toKvEntry(prefix, message));
      left--;
      // Of what was there when it began some may be gone meanwhile, and new ones may keep coming.
      if (isInitial && (message.pending === 0n || left <= 0n)) tellInitial();
    },
  });
}

async function openLook(
  nc: NatsConnection,
  bucket: string,
  { filter = ">", headersOnly = false }: WatchKeysOptions,
): Promise<Reading<Look>> {
  const what = bucketInWords(bucket);
  const place = await getKvPlace(nc, bucket);
  if (!place.ok) return place;
  const { name: stream, retention, prefix } = place.value;
  if (retention !== "limits") {
    return { ok: false, error: { kind: "would-consume", what, stream, retention } };
  }
  const consumer = await createLookingConsumer(nc, what, stream, {
    filter: `${prefix}${filter}`,
    from: "last-per-subject",
    headersOnly,
  });
  return consumer.ok ? { ok: true, value: { prefix, consumer: consumer.value } } : consumer;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Tries until it is there again, the bucket is not, or it was stopped. */
async function openAgain(
  nc: NatsConnection,
  bucket: string,
  options: WatchKeysOptions,
  signal: AbortSignal,
): Promise<Reading<Look> | undefined> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    // A server that goes down says so of its consumers first.
    await delay(pauseMs);
    await whileLost(nc, signal);
    if (signal.aborted) return undefined;
    const look = await openLook(nc, bucket, options);
    if (look.ok || !isPassing(look.error, nc)) return look;
  }
}

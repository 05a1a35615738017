import { delay, type NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { KvEntry } from "@/lib/model/kv";
import type { KvFeedOrder } from "@/lib/model/kv-feed";
import { isPattern } from "@/lib/roles/subject";
import { whileLost } from "./connection-events";
import { toKvEntry } from "./kv-entry";
import { bucketInWords, getKvPlace } from "./kv-place";
import {
  createLookingConsumer,
  deleteLookingConsumer,
  type LookingConsumer,
} from "./looking-consumer";
import { getExtent } from "./messages-extent";
import { isPassing } from "./passing";
import { type PullEnd, pullMessages } from "./pull";

/** Who hears of the changes, and until when. */
export type KvFollowing = {
  signal: AbortSignal;
  onEntry: (entry: KvEntry) => void;
  /** All that was there has come; from now on it is live. */
  onLive: () => void;
  onAway: () => void;
  /** It is there again, and goes on behind the last revision that came; a bucket that was made anew from its first. */
  onAgain: (wasMadeAnew: boolean) => void;
  /** So many revisions were written and did not come: the bucket dropped them before. */
  onMissed: (count: bigint) => void;
};

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Tells the changes of keys one by one, in the order of their revisions, over interruptions too: none comes twice, and
 * what the bucket did not keep meanwhile is counted. Ends when it is stopped, or can't go on.
 */
export async function followChanges(
  nc: NatsConnection,
  order: KvFeedOrder,
  following: KvFollowing,
): Promise<AppError | undefined> {
  const { signal } = following;
  const bad = checkPattern(order.pattern);
  if (bad) return bad;
  const place: Place = { last: undefined, start: 0n, isLive: order.from === "now" };
  for (let pauseMs = firstPauseMs; !signal.aborted; ) {
    const look = await openLook(nc, order, place, following);
    if (!look.ok) {
      if (place.last === undefined || !isPassing(look.error, nc)) return look.error;
      await delay(pauseMs);
      await whileLost(nc, signal);
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
      continue;
    }
    pauseMs = firstPauseMs;
    const end = await followOnce(nc, order, look.value, place, following);
    const deletion = deleteLookingConsumer(nc, look.value.consumer);
    if (end.why !== "gone") {
      await deletion;
      return end.why === "error" ? end.error : undefined;
    }
    if (signal.aborted) return undefined;
    following.onAway();
    // A server that goes down says so of its consumers first.
    await delay(firstPauseMs);
    await whileLost(nc, signal);
  }
  return undefined;
}

/** How far it has come; `last` is undefined before it has begun. */
type Place = { last: bigint | undefined; start: bigint; isLive: boolean };
type Look = { prefix: string; consumer: LookingConsumer };

async function openLook(
  nc: NatsConnection,
  { bucket, pattern, from }: KvFeedOrder,
  place: Place,
  { onAgain }: KvFollowing,
): Promise<Reading<Look>> {
  const what = bucketInWords(bucket);
  const head = await getKvPlace(nc, bucket);
  if (!head.ok) return head;
  const { name: stream, prefix, retention } = head.value;
  if (retention !== "limits") {
    return { ok: false, error: { kind: "would-consume", what, stream, retention } };
  }
  const extent = await getExtent(nc, stream, ">");
  if (!extent.ok) return extent;
  const wasMadeAnew = place.last !== undefined && extent.value.last < place.last;
  if (wasMadeAnew) Object.assign(place, { last: 0n, start: 0n, isLive: false });
  const isFirst = place.last === undefined;
  if (isFirst) {
    place.start = extent.value.last;
    place.last = from === "now" ? extent.value.last : 0n;
  }
  const isByKey = from === "last" && !place.isLive && !wasMadeAnew;
  const consumer = await createLookingConsumer(nc, what, stream, {
    filter: `${prefix}${pattern}`,
    from: isByKey ? "last-per-subject" : { sequence: (place.last ?? 0n) + 1n },
  });
  if (!consumer.ok) {
    if (isFirst) place.last = undefined;
    return consumer;
  }
  if (!isFirst) onAgain(wasMadeAnew);
  return { ok: true, value: { prefix, consumer: consumer.value } };
}

async function followOnce(
  nc: NatsConnection,
  { bucket, pattern }: KvFeedOrder,
  { prefix, consumer }: Look,
  place: Place,
  { signal, onEntry, onLive, onMissed }: KvFollowing,
): Promise<PullEnd> {
  let left = consumer.pending;
  let isTold = false;
  const tellLive = () => {
    isTold = true;
    place.isLive = true;
    onLive();
  };
  if (left === 0n) tellLive();
  return pullMessages(nc, consumer, {
    ...{ what: bucketInWords(bucket), signal },
    onMessage(message) {
      const { last = 0n } = place;
      left--;
      if (message.sequence > last) {
        const missed = message.sequence - 1n - laterOf(last, place.start);
        if (pattern === ">" && missed > 0n) onMissed(missed);
        place.last = message.sequence;
        onEntry(toKvEntry(prefix, message));
      }
      if (!isTold && (message.pending === 0n || left <= 0n)) tellLive();
    },
  });
}

function laterOf(one: bigint, other: bigint): bigint {
  if (one > other) return one;
  return other;
}

function checkPattern(pattern: string): AppError | undefined {
  if (isPattern(pattern) && !/\s/.test(pattern)) return undefined;
  const detail = `"${pattern}" is no key, and no pattern of keys.`;
  return { kind: "bad-name", what: "The pattern", detail };
}

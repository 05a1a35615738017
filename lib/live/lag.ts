import type { ConsumerReach, ConsumerSummary } from "@/lib/model/consumers";
import type { StreamSummary } from "@/lib/model/streams";
import type { Arrivals } from "./arrivals";
import type { LagTrack } from "./lag-track";

/** Of which message the age is told: the oldest that was never delivered, or that is not acknowledged. */
export type LagPlace = "pending" | "unacked";

/** A message that was looked up: the first for a consumer from a sequence on. */
export type LookedUp = { from: bigint; sequence: bigint; ms: number };

/** What is known of one consumer. */
export type LagFacts = {
  consumer: ConsumerSummary;
  stream: StreamFacts | undefined;
  reach: ConsumerReach;
  track: LagTrack;
  lookedUp: Partial<Record<LagPlace, LookedUp>>;
  atMs: number;
};

/** A stream as it was read last, and when its messages arrived. */
export type StreamFacts = { summary: StreamSummary; arrivals: Arrivals };

/** How old it is; `wants` says from where on a look-up would tell it exactly. */
export type Age = { seconds: number | null; isAtLeast: boolean; wants?: bigint };

/** Where it is known to so much of the age, nothing is asked. */
const exactPart = 0.1;
/** One interval of the list of streams. */
const exactMs = 2_500;
/** A look-up brings the whole message along. */
const largestMeanBytes = 256n * 1_024n;

/** The age of the oldest message of a kind, by what is cheapest. */
export function ageOf(place: LagPlace, facts: LagFacts): Age {
  const { consumer, stream, atMs } = facts;
  const isNone = place === "pending" ? consumer.pending === 0n : consumer.ackPending === 0;
  if (isNone) return { seconds: 0, isAtLeast: false };
  const old = place === "pending" ? consumer.delivered : consumer.ackFloor;
  const from = later(old.streamSequence + 1n, stream?.summary.firstSequence ?? 0n);
  const seconds = (ms: number) => Math.max(0, Math.round(atMs - ms) / 1_000);
  const exactMs = knownMs(place, from, facts);
  if (exactMs !== undefined) return { seconds: seconds(exactMs), isAtLeast: false };
  const wants = stream && mayLookUp(stream.summary) ? { wants: from } : {};
  const told = toldMs(place, from, facts);
  if (told && isGood(told, atMs)) {
    return { seconds: seconds(told.ms), isAtLeast: false, ...(isClose(told, atMs) ? {} : wants) };
  }
  const byMs = Math.min(told?.byMs ?? atMs, latestMs(place, facts) ?? atMs);
  return { seconds: seconds(byMs), isAtLeast: true, ...wants };
}

/** True where every message of the stream is for the consumer, one after the other. */
export function takesAll({ consumer, stream, reach }: LagFacts): boolean {
  if (!stream || reach !== "all" || consumer.deliverPolicy === "last_per_subject") return false;
  const { messages, firstSequence, lastSequence } = stream.summary;
  return messages === lastSequence - firstSequence + 1n;
}

/** By a look-up that still holds, or the stream's own first message. */
function knownMs(place: LagPlace, from: bigint, facts: LagFacts): number | undefined {
  const looked = facts.lookedUp[place];
  const first = facts.stream?.summary;
  const isGone = looked && first && looked.sequence < first.firstSequence;
  if (looked && !isGone && looked.from <= from && from <= looked.sequence) return looked.ms;
  const isForAll = facts.reach === "all" && facts.consumer.deliverPolicy !== "last_per_subject";
  return from === first?.firstSequence && isForAll ? first.firstMessageMs : undefined;
}

type Told = { afterMs: number | undefined; ms: number; byMs: number };

/** By the readings of the stream or of the consumer itself. */
function toldMs(place: LagPlace, from: bigint, facts: LagFacts): Told | undefined {
  const { stream, track, atMs } = facts;
  if (!stream || !takesAll(facts)) {
    return place === "pending" ? track.oldestPending() : undefined;
  }
  const found = stream.arrivals.find(from);
  if (found) return found;
  // It came after the stream was read.
  const afterMs = Math.min(atMs, stream.summary.atMs ?? atMs);
  return { afterMs, ms: (afterMs + atMs) / 2, byMs: atMs };
}

function isGood({ afterMs, byMs }: Told, atMs: number): boolean {
  if (afterMs === undefined) return false;
  return byMs - afterMs <= Math.max(exactMs * 4, (atMs - byMs) * exactPart * 2);
}

function isClose({ afterMs, byMs }: Told, atMs: number): boolean {
  return afterMs !== undefined && byMs - afterMs <= Math.max(exactMs, (atMs - byMs) * exactPart);
}

/** It can't be younger than that. */
function latestMs(place: LagPlace, { consumer, stream }: LagFacts): number | undefined {
  const last = stream?.summary.lastMessageMs;
  if (place === "pending" || !stream) return last;
  const delivered = stream.arrivals.find(consumer.delivered.streamSequence)?.byMs;
  return earlier(earlier(last, delivered), consumer.delivered.lastActiveMs);
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

function mayLookUp({ messages, bytes }: StreamSummary): boolean {
  return messages > 0n && bytes / messages <= largestMeanBytes;
}

function later(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}

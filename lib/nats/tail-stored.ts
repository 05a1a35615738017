import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { StreamExtent } from "@/lib/model/message-page";
import type { TailFrom } from "@/lib/model/tail";
import type { TailWire } from "@/lib/model/tail-wire";
import { covers } from "@/lib/roles/subject";
import { hasBatches } from "./message-batch";
import { checkAsked, getExtent } from "./messages-extent";
import { readNewer } from "./messages-newer";
import { toHeaders } from "./messages-row";
import type { ReadScope } from "./messages-scope";
import { findTime } from "./messages-time";
import type { StoredMessage } from "./stored-message";

/** Where in a stream a tail is. */
export type TailPlace = TailFrom & {
  subjects: readonly string[];
  /** As it was told before; without it the stream is asked. */
  extent?: StreamExtent | undefined;
};

/** Some stored messages in their order, and where it goes on. */
export type TailPage = {
  messages: TailWire[];
  next: bigint;
  /** How many are known to follow; at least. */
  left: bigint;
  extent: StreamExtent;
  /** Whether a reading needs to be told anew how far the stream reaches. */
  needsExtent: boolean;
};

const pageMessages = 500;
const pageBytes = 4 * 1024 * 1024;

/** Reads what a stream has stored from a place on, by direct gets: no consumer is made, nothing is acknowledged. */
export async function readTailPage(
  nc: NatsConnection,
  place: TailPlace,
): Promise<Reading<TailPage>> {
  const { stream, subjects, at } = place;
  const what = `Messages of ${stream}`;
  const filter = commonPattern(subjects);
  const bad = checkAsked(what, stream, filter);
  if (bad) return bad;
  const told = place.extent
    ? { ok: true as const, value: place.extent }
    : await getExtent(nc, stream, ">");
  if (!told.ok) return told;
  const extent = told.value;
  const isBatched = extent.allowDirect && hasBatches(nc);
  const scope: ReadScope = { nc, stream, what, filter, extent, maxBytes: pageBytes, isBatched };
  const from = await placeOf(scope, at);
  if (!from.ok) return from;
  const read = await readNewer(scope, from.value, pageMessages);
  if (!read.ok) return read;
  const wanted = read.value.messages.filter(({ subject }) =>
    subjects.some((pattern) => covers(pattern, subject)),
  );
  return {
    ok: true,
    value: {
      messages: wanted.map((message) => toWire(message, extent.allowDirect)),
      next: read.value.next,
      left: read.value.waiting,
      extent,
      needsExtent: !isBatched,
    },
  };
}

async function placeOf(scope: ReadScope, at: TailFrom["at"]): Promise<Reading<bigint>> {
  if ("timeNs" in at) return findTime(scope, at.timeNs);
  const { first } = scope.extent;
  const isThere = at.sequence >= first;
  return { ok: true, value: isThere ? at.sequence : first };
}

/** The narrowest pattern that takes in all of these: NATS reads by one at a time. */
export function commonPattern([first = ">", ...others]: readonly string[]): string {
  return others.reduce(join, first);
}

function join(one: string, other: string): string {
  const [a, b] = [one.split("."), other.split(".")];
  const tokens: string[] = [];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [left, right] = [a[at], b[at]];
    if (left === ">" || right === ">") return [...tokens, ">"].join(".");
    // One of them ends here, and what ends has no token that a wildcard could stand for.
    if (left === undefined || right === undefined) return [...tokens.slice(0, -1), ">"].join(".");
    tokens.push(left === right ? left : "*");
  }
  return tokens.join(".");
}

const encoder = new TextEncoder();

/** As if it had come by a subscription. */
function toWire(message: StoredMessage, isDirect: boolean): TailWire {
  const { sequence, timeNs, data } = message;
  const lines = toHeaders(message, isDirect).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}\r\n`),
  );
  const subject = encoder.encode(message.subject);
  const head = encoder.encode(lines.length === 0 ? "" : `NATS/1.0\r\n${lines.join("")}\r\n`);
  const bytes = new Uint8Array(subject.length + head.length + data.length);
  bytes.set(subject);
  bytes.set(head, subject.length);
  bytes.set(data, subject.length + head.length);
  return {
    ...{ bytes, subjectAt: 0, subjectEnd: subject.length, replyAt: 0, replyEnd: 0 },
    ...{ dataAt: subject.length, dataEnd: bytes.length, headerBytes: head.length },
    stored: { sequence, timeNs },
  };
}

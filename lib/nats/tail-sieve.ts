import type { NatsConnection } from "@nats-io/nats-core";
import type { TailWire } from "@/lib/model/tail-wire";

/** Takes the messages of tails out of what a socket brings, before the client makes an object of each. */
export type TailSieve = {
  /** The next bytes; gives on whatever is for the client. */
  push(chunk: Uint8Array): void;
  /** Another socket begins. */
  restart(): void;
  /** From now on a subscription's messages come here; until the returned function is called. */
  tap(sid: number, take: Take): () => void;
};

type Take = (message: TailWire) => void;

const [cr, lf, space, zero, letterH, letterM] = [13, 10, 32, 48, 72, 77];
const lineEndBytes = 2;

/**
 * Walks messages by their control lines. What is not tapped passes untouched, so that all the rest of the protocol
 * stays the client's; a message that several chunks bring is put together first.
 */
export function createTailSieve(pass: (bytes: Uint8Array) => void): TailSieve {
  const taps = new Map<number, Take>();
  const wire = emptyWire();
  /** A message, or its control line, that an earlier chunk began. */
  let held = new Uint8Array(64 * 1024);
  let heldBytes = 0;
  /** What is still to come of a message that passes, and whether a line that passes has not ended. */
  let passLeft = 0;
  let isInLine = false;
  let sid = -1;
  const spaces = new Int32Array(8);
  let count = 0;
  let read = 0;
  const spaceAt = (index: number) => spaces[index] ?? 0;
  /** Where in the chunk the bytes begin that were not passed on yet; none are where it is not before `at`. */
  let unpassed = 0;

  const passUpTo = (chunk: Uint8Array, end: number) => {
    if (end > unpassed) {
      pass(unpassed === 0 && end === chunk.length ? chunk : chunk.slice(unpassed, end));
    }
    unpassed = end;
  };
  const hold = (chunk: Uint8Array, from: number, to: number) => {
    const bytes = heldBytes + to - from;
    if (bytes > held.length) {
      const larger = new Uint8Array(Math.max(bytes, 2 * held.length));
      larger.set(held.subarray(0, heldBytes));
      held = larger;
    }
    held.set(chunk.subarray(from, to), heldBytes);
    heldBytes = bytes;
  };
  const letGo = () => {
    heldBytes = 0;
    if (held.length > mostHeldBytes) held = new Uint8Array(64 * 1024);
  };
  /** Notes the spaces of a control line; gives the place of its end. */
  const scan = (bytes: Uint8Array, from: number, length: number): number => {
    count = 0;
    for (let at = from; at < length; at++) {
      const byte = bytes[at];
      if (byte === cr) return at;
      if (byte === space) spaces[count++] = at;
    }
    return length;
  };
  /** Reads a control line; where it ends, or -1 where it has not. */
  const readLine = (bytes: Uint8Array, at: number, length: number): number => {
    const hasHeaders = bytes[at] === letterH;
    const first = at + (hasHeaders ? 5 : 4);
    const end = scan(bytes, first, length);
    if (end + 1 >= length) return -1;
    const hasReply = count === (hasHeaders ? 4 : 3);
    const afterSid = spaceAt(1);
    const last = spaceAt(count - 1);
    sid = readNumber(bytes, spaceAt(0) + 1, afterSid);
    wire.bytes = bytes;
    wire.subjectAt = first;
    wire.subjectEnd = spaceAt(0);
    wire.replyAt = afterSid + 1;
    wire.replyEnd = hasReply ? spaceAt(2) : afterSid + 1;
    wire.dataAt = end + lineEndBytes;
    wire.dataEnd = wire.dataAt + readNumber(bytes, last + 1, end);
    wire.headerBytes = hasHeaders ? readNumber(bytes, spaceAt(count - 2) + 1, last) : 0;
    return end + lineEndBytes;
  };
  /** Goes on with what an earlier chunk began. */
  const resume = (chunk: Uint8Array): number => {
    let at = 0;
    if (readLine(held, 0, heldBytes) === -1) {
      const end = chunk.indexOf(lf);
      at = end === -1 ? chunk.length : end + 1;
      hold(chunk, 0, at);
      if (readLine(held, 0, heldBytes) === -1) return at;
    }
    const take = taps.get(sid);
    const wanted = wire.dataEnd + lineEndBytes;
    if (!take) {
      pass(held.slice(0, heldBytes));
      passLeft = wanted - heldBytes;
      letGo();
      return at;
    }
    const end = Math.min(chunk.length, at + wanted - heldBytes);
    hold(chunk, at, end);
    if (heldBytes < wanted) return end;
    wire.bytes = held;
    take(wire);
    letGo();
    return end;
  };
  /** A line that is no message, or a message that nobody has tapped. */
  const passOn = (chunk: Uint8Array, at: number): number => {
    if (passLeft > 0) {
      const end = Math.min(chunk.length, at + passLeft);
      passLeft -= end - at;
      return end;
    }
    const end = chunk.indexOf(lf, at);
    isInLine = end === -1;
    return isInLine ? chunk.length : end + 1;
  };
  const step = (chunk: Uint8Array, at: number): number => {
    if (passLeft > 0 || isInLine || !isMessage(chunk[at])) return passOn(chunk, at);
    const next = readLine(chunk, at, chunk.length);
    const take = next === -1 ? undefined : taps.get(sid);
    const end = wire.dataEnd + lineEndBytes;
    if (next !== -1 && !take) {
      passLeft = end - at;
      return passOn(chunk, at);
    }
    passUpTo(chunk, at);
    if (next === -1 || end > chunk.length) {
      hold(chunk, at, chunk.length);
      unpassed = chunk.length;
      return chunk.length;
    }
    take?.(wire);
    unpassed = end;
    return end;
  };

  /** Reads a whole message without headers and reply; gives where it ends, or -1 for anything else. */
  const readPlain = (chunk: Uint8Array, at: number): number => {
    const { length } = chunk;
    const subjectEnd = findSpace(chunk, at + 4, length);
    const sidEnd = readUpTo(chunk, subjectEnd + 1, length);
    sid = read;
    const end = readUpTo(chunk, sidEnd + 1, length);
    const dataEnd = end + lineEndBytes + read;
    if (chunk[end] !== cr || dataEnd + lineEndBytes > length) return -1;
    wire.bytes = chunk;
    wire.subjectAt = at + 4;
    wire.subjectEnd = subjectEnd;
    wire.replyAt = sidEnd;
    wire.replyEnd = sidEnd;
    wire.dataAt = end + lineEndBytes;
    wire.dataEnd = dataEnd;
    wire.headerBytes = 0;
    return dataEnd + lineEndBytes;
  };
  /** The hot path: whole messages, one behind the other; stops at the first that is anything else. */
  const walk = (chunk: Uint8Array, from: number): number => {
    let at = from;
    let lastSid = -1;
    let take: Take | undefined;
    while (chunk[at] === letterM) {
      const next = readPlain(chunk, at);
      if (next === -1) return at;
      if (sid !== lastSid) take = taps.get(sid);
      lastSid = sid;
      if (take) {
        if (unpassed < at) passUpTo(chunk, at);
        take(wire);
        unpassed = next;
      }
      at = next;
    }
    return at;
  };
  /** Reads digits; gives the place of the first that is none. */
  const readUpTo = (bytes: Uint8Array, from: number, length: number): number => {
    read = 0;
    let at = from;
    for (; at < length; at++) {
      const digit = (bytes[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      read = read * 10 + digit;
    }
    return at;
  };
  const isBetween = () => passLeft === 0 && !isInLine;

  return {
    push(chunk) {
      unpassed = 0;
      let at = 0;
      if (heldBytes > 0) {
        at = resume(chunk);
        unpassed = at;
      }
      while (at < chunk.length) {
        if (isBetween() && chunk[at] === letterM) at = walk(chunk, at);
        if (at < chunk.length) at = step(chunk, at);
      }
      passUpTo(chunk, at);
    },
    restart() {
      letGo();
      passLeft = 0;
      isInLine = false;
    },
    tap(id, take) {
      taps.set(id, take);
      return () => void taps.delete(id);
    },
  };
}

const mostHeldBytes = 1024 * 1024;

function emptyWire(): TailWire {
  return {
    ...{ bytes: new Uint8Array(), subjectAt: 0, subjectEnd: 0, replyAt: 0, replyEnd: 0 },
    ...{ dataAt: 0, dataEnd: 0, headerBytes: 0 },
  };
}

/** `MSG` or `HMSG`: nothing else that a server says begins so. */
function isMessage(byte: number | undefined): boolean {
  return byte === letterM || byte === letterH;
}

function findSpace(bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  while (at < length && bytes[at] !== space) at++;
  return at;
}

function readNumber(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + (bytes[at] ?? zero) - zero;
  return value;
}

const sieves = new WeakMap<NatsConnection, TailSieve>();

/** Says through which sieve a connection's bytes come. */
export function giveTailSieve(nc: NatsConnection, sieve: TailSieve): void {
  sieves.set(nc, sieve);
}

/** The sieve of a connection; undefined for one that no link has opened. */
export function tailSieveOf(nc: NatsConnection): TailSieve | undefined {
  return sieves.get(nc);
}

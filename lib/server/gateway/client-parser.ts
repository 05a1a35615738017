import {
  formatLine,
  formatPublication,
  type Publication,
  type Subscription,
  type Unsubscription,
} from "./client-frame";
import { createClientLine } from "./client-line";

/** Reads what a client sends, frame by frame, and lets through what its judge allows. */
export type ClientParser = {
  /** Reads the next bytes; says what is wrong with them, and nothing when all is well. */
  push(chunk: Buffer): string | undefined;
  /** Sends a line of ours, between two frames of the client's. */
  insert(line: Buffer): void;
  /** How many frames have come so far. */
  frames(): number;
};

/** What is decided from a publication's line: all, or that the headers or everything have to be seen first. */
export type LineVerdict = "pass" | "refuse" | "headers" | "all";

/** Who decides. */
export type ClientJudge = {
  /** True when every publication passes: nobody is asked, and nothing is made of its line. */
  isFree: boolean;
  publish(publication: Publication): LineVerdict;
  /** Told what it asked to see; may answer with what goes out in its place. */
  content(publication: Publication, content: Buffer): "pass" | "refuse" | Buffer;
  subscribe(subscription: Subscription): boolean;
  unsubscribe(unsubscription: Unsubscription): void;
};

/** Where the frames go, and what the server takes. */
export type ClientParserOptions = {
  judge: ClientJudge;
  pass: (bytes: Buffer) => void;
  maxLineBytes: number;
  maxPayloadBytes: number;
  /** False when no headers were agreed upon: the server would take an HPUB for an error. */
  hasHeaders: boolean;
};

const carriageReturn = 13;
const lineFeed = 10;

/**
 * Lets through only what it has understood: a line goes out as it would be built from its words, and where it already
 * stands so in the chunk, those very bytes do. Payloads are never copied.
 */
export function createClientParser(options: ClientParserOptions): ClientParser {
  const { judge, pass, maxPayloadBytes, hasHeaders } = options;
  const line = createClientLine(options.maxLineBytes);
  let broken: string | undefined;
  let frames = 0;
  /** Where in the present chunk the bytes begin that were not passed on yet. */
  let unsent = 0;
  /** A control line that began in an earlier chunk. */
  let started: Buffer | undefined;
  /** What the judge wants to see before it decides. */
  let held: Holding | undefined;
  /** What is left of a payload, and of the line end behind it. */
  let payloadLeft = 0;
  let lineEndLeft = 0;
  /** The payload belongs to a refused frame. */
  let dropping = false;
  let inserted: Buffer[] = [];

  return {
    frames: () => frames,
    insert(bytes) {
      if (held || lineEndLeft > 0) inserted.push(bytes);
      else pass(bytes);
    },
    push(chunk) {
      if (broken !== undefined) return broken;
      unsent = 0;
      let at = 0;
      while (at < chunk.length && broken === undefined) at = step(chunk, at);
      send(chunk, at);
      return broken;
    },
  };

  function send(chunk: Buffer, end: number): void {
    if (end > unsent)
      pass(unsent === 0 && end === chunk.length ? chunk : chunk.subarray(unsent, end));
    unsent = Math.max(unsent, end);
  }

  function step(chunk: Buffer, at: number): number {
    if (held) return fill(chunk, at, held);
    if (payloadLeft > 0) return skipPayload(chunk, at);
    if (lineEndLeft > 0) return skipLineEnd(chunk, at);
    return started ? joinLine(chunk, at, started) : readLine(chunk, at);
  }

  function readLine(chunk: Buffer, at: number): number {
    const state = line.read(chunk, at);
    if (state === "wrong") return fail(at, line.problem);
    if (state === "whole") return readFrame({ chunk, at, next: line.end });
    send(chunk, at);
    started = Buffer.from(chunk.subarray(at));
    unsent = chunk.length;
    return chunk.length;
  }

  function joinLine(chunk: Buffer, at: number, begun: Buffer): number {
    const end = chunk.indexOf(lineFeed, at);
    const next = end === -1 ? chunk.length : end + 1;
    const joined = Buffer.concat([begun, chunk.subarray(at, next)]);
    const state = line.read(joined, 0);
    if (state === "wrong") return fail(at, line.problem);
    unsent = next;
    started = state === "partial" ? joined : undefined;
    return started ? next : readFrame({ chunk, at: next, next, joined });
  }

  function readFrame(place: Place): number {
    frames += 1;
    const { verb } = line;
    if (verb === "PUB" || verb === "HPUB") return readPublication(place);
    if (verb === "SUB") return readSubscription(place);
    if (verb === "UNSUB") return readUnsubscription(place);
    if (line.words !== 0) return fail(place.at, `words behind a ${verb}`);
    return passLine(place, () => formatLine(verb));
  }

  function readSubscription(place: Place): number {
    const { words } = line;
    if (words < 2 || words > 3) return fail(place.at, "a SUB without its words");
    const queue = words === 3 ? line.text(2) : undefined;
    const subscription = { subject: line.text(1), queue, sid: line.text(words) };
    if (!judge.subscribe(subscription)) return dropLine(place);
    return passLine(place, () => formatLine("SUB", subscription.subject, queue, subscription.sid));
  }

  function readUnsubscription(place: Place): number {
    const { words } = line;
    const max = words === 2 ? line.size(2) : undefined;
    if (words < 1 || words > 2 || max === -1) return fail(place.at, "an UNSUB without its words");
    const sid = line.text(1);
    judge.unsubscribe({ sid, max });
    return passLine(place, () => formatLine("UNSUB", sid, max));
  }

  function readPublication(place: Place): number {
    const isHeaded = line.verb === "HPUB";
    const names = line.words - (isHeaded ? 2 : 1);
    const totalBytes = line.size(line.words);
    const headerBytes = isHeaded ? line.size(line.words - 1) : undefined;
    const problem = whatIsWrong(names, headerBytes, totalBytes);
    if (problem !== undefined) return fail(place.at, problem);
    payloadLeft = totalBytes;
    lineEndLeft = 2;
    const publicationOf = (): Publication => ({
      subject: line.text(1),
      reply: names === 2 ? line.text(2) : undefined,
      headerBytes,
      totalBytes,
    });
    if (judge.isFree)
      return skipWhole(
        place.chunk,
        passLine(place, () => formatPublication(publicationOf())),
      );
    const publication = publicationOf();
    const verdict = judge.publish(publication);
    if (verdict === "pass")
      return skipWhole(
        place.chunk,
        passLine(place, () => formatPublication(publication)),
      );
    if (verdict === "refuse") dropping = true;
    else hold(publication, verdict);
    return dropLine(place);
  }

  function whatIsWrong(names: number, headerBytes: number | undefined, totalBytes: number) {
    if (names < 1 || names > 2 || totalBytes < 0) return "a publication without its words";
    if (totalBytes > maxPayloadBytes) return "Maximum Payload Violation";
    if (headerBytes === undefined) return undefined;
    if (!hasHeaders) return "headers that were not agreed upon";
    return headerBytes < 0 || headerBytes > totalBytes ? "a wrong size of headers" : undefined;
  }

  /** Lets the line go out: where it is what it should be, together with what stands around it. */
  function passLine({ chunk, at, next, joined }: Place, build: () => Buffer): number {
    if (line.isCanonical && !joined) return next;
    send(chunk, at);
    pass(joined && line.isCanonical ? joined : build());
    unsent = next;
    return next;
  }

  function dropLine({ chunk, at, next }: Place): number {
    send(chunk, at);
    unsent = next;
    return next;
  }

  /** The hot path: a frame that is whole in the chunk. */
  function skipWhole(chunk: Buffer, next: number): number {
    const end = next + payloadLeft;
    if (chunk[end] !== carriageReturn || chunk[end + 1] !== lineFeed) return next;
    payloadLeft = 0;
    lineEndLeft = 0;
    return end + 2;
  }

  function hold(publication: Publication, wanted: "headers" | "all"): void {
    const { headerBytes = 0, totalBytes } = publication;
    const content = Buffer.allocUnsafe(wanted === "all" ? totalBytes : headerBytes);
    held = { publication, content, filled: 0 };
  }

  function fill(chunk: Buffer, at: number, holding: Holding): number {
    const { publication, content, filled } = holding;
    const taken = chunk.copy(content, filled, at);
    holding.filled += taken;
    unsent = at + taken;
    if (holding.filled < content.length) return unsent;
    held = undefined;
    payloadLeft -= content.length;
    const verdict = judge.content(publication, content);
    if (verdict === "refuse") dropping = true;
    else if (verdict === "pass") passAll(formatPublication(publication), content);
    else {
      const totalBytes = publication.totalBytes - content.length + verdict.length;
      passAll(formatPublication({ ...publication, totalBytes }), verdict);
    }
    return unsent;
  }

  function passAll(head: Buffer, content: Buffer): void {
    pass(head);
    if (content.length > 0) pass(content);
  }

  function skipPayload(chunk: Buffer, at: number): number {
    const taken = Math.min(payloadLeft, chunk.length - at);
    payloadLeft -= taken;
    if (dropping) unsent = at + taken;
    return at + taken;
  }

  function skipLineEnd(chunk: Buffer, at: number): number {
    if (chunk[at] !== (lineEndLeft === 2 ? carriageReturn : lineFeed)) {
      return fail(at, "a payload is not as long as its line said");
    }
    lineEndLeft -= 1;
    if (dropping) unsent = at + 1;
    if (lineEndLeft === 0) finish(chunk, at + 1);
    return at + 1;
  }

  function finish(chunk: Buffer, at: number): void {
    dropping = false;
    if (inserted.length === 0) return;
    send(chunk, at);
    for (const bytes of inserted) pass(bytes);
    inserted = [];
  }

  function fail(at: number, why: string): number {
    broken = why;
    return at;
  }
}

/** A frame's line: in the chunk from `at` to `next`, or put together of two chunks, the latter's part being used up. */
type Place = { chunk: Buffer; at: number; next: number; joined?: Buffer };
type Holding = { publication: Publication; content: Buffer; filled: number };

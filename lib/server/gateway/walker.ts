/** Finds the boundaries of what a NATS server sends, without looking into a payload. */
export type Walker = {
  /** Walks the next bytes, as they came; says what is wrong with them, and nothing when all is well. */
  push(chunk: Buffer): string | undefined;
  /** Passes a line of ours on, between two messages of the server's. */
  inject(line: Buffer): void;
};

/** What the walker does with what it finds. */
export type WalkerOutput = {
  /** The server's own bytes, uncopied and in order. */
  pass(bytes: Buffer): void;
  /** The JSON of an INFO, to be answered with what takes the line's place. */
  rewriteInfo(json: string): Buffer | undefined;
  /** The words of an `-ERR`, which is passed on too. */
  serverError(words: string): void;
  /** True while `delivered` wants to hear which subscription each message belongs to. */
  isCounting(): boolean;
  delivered(sid: string): void;
  /** True for a message that is not passed on; undefined where all are. */
  isHidden?: ((subject: string) => boolean) | undefined;
};

const cr = 13;
const lf = 10;
const space = 32;
const letterH = 72;
const letterI = 73;
const letterM = 77;
const zero = 48;
const nine = 57;
/** A subject and a reply subject of the longest kind; INFO of a large cluster is far longer. */
const maxLineBytes = 64 * 1024;
const maxInfoLineBytes = 1024 * 1024;
const maxSizeDigits = 9;
/** As long as a message does not end, so much of ours waits behind it; more is not said. */
const maxInjectedBytes = 64 * 1024;

/**
 * Walks control line by control line. All passes through but INFO. The grammar is the server's own and nothing wider:
 * what a client would read in another way must not get by as a payload.
 */
export function createWalker(output: WalkerOutput): Walker {
  /** What is left of a message's payload, and of the line end behind it. */
  let payloadLeft = 0;
  let lineEndLeft = 0;
  /** A control line that began in an earlier chunk. */
  let started: Buffer | undefined;
  /** The present message is not passed on. */
  let hiding = false;
  let broken: string | undefined;
  /** Where in the present chunk the bytes begin that were not passed on yet. */
  let unsent = 0;
  /** Lines of ours that wait for the end of a message. */
  let injected: Buffer[] = [];
  let injectedBytes = 0;

  return {
    push(chunk) {
      if (broken !== undefined) return broken;
      unsent = 0;
      let at = 0;
      while (at < chunk.length && broken === undefined) {
        at = step(chunk, at);
        if (injected.length > 0 && isBetween()) passInjected(chunk, at);
      }
      if (unsent < at) pass(chunk, at);
      return broken;
    },
    inject(line) {
      if (broken !== undefined || injectedBytes + line.length > maxInjectedBytes) return;
      // Of a line that is held back nothing was passed on yet.
      if (isBetween() || (started && isHeldBack(started))) return output.pass(line);
      injected.push(line);
      injectedBytes += line.length;
    },
  };

  function isBetween(): boolean {
    return payloadLeft === 0 && lineEndLeft === 0 && !started;
  }

  /** What has to be read before it goes on; nobody has to wait for the rest of other lines. */
  function isHeldBack(line: Buffer): boolean {
    return line[0] === letterI || output.isHidden !== undefined;
  }

  function passInjected(chunk: Buffer, at: number): void {
    if (broken !== undefined) return;
    pass(chunk, at);
    for (const line of injected) output.pass(line);
    injected = [];
    injectedBytes = 0;
  }

  function pass(chunk: Buffer, end: number): void {
    if (end > unsent) {
      output.pass(unsent === 0 && end === chunk.length ? chunk : chunk.subarray(unsent, end));
    }
    unsent = end;
  }

  function step(chunk: Buffer, at: number): number {
    if (payloadLeft > 0) return skipPayload(chunk, at);
    if (lineEndLeft > 0) return skipLineEnd(chunk, at);
    const isEachRead = started || output.isHidden || output.isCounting();
    const next = isEachRead ? at : skipMessages(chunk, at);
    return next < chunk.length ? readLine(chunk, next) : next;
  }

  function skipPayload(chunk: Buffer, at: number): number {
    const taken = Math.min(payloadLeft, chunk.length - at);
    payloadLeft -= taken;
    if (hiding) unsent = at + taken;
    return at + taken;
  }

  function skipLineEnd(chunk: Buffer, at: number): number {
    if (chunk[at] !== (lineEndLeft === 2 ? cr : lf)) {
      return fail(at, "a payload is longer than its line said");
    }
    lineEndLeft -= 1;
    if (hiding) unsent = at + 1;
    if (lineEndLeft === 0) hiding = false;
    return at + 1;
  }

  function readLine(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(lf, at);
    const part = end === -1 ? chunk.subarray(at) : chunk.subarray(at, end + 1);
    const line = started ? Buffer.concat([started, part]) : part;
    if (line.length > (line[0] === letterI ? maxInfoLineBytes : maxLineBytes)) {
      return fail(at, "a control line is too long");
    }
    if (end === -1) return keepLine(chunk, at, line);
    const isJoined = started !== undefined;
    started = undefined;
    if (line[0] !== letterI) return readPlain(chunk, { line, at, next: end + 1, isJoined });
    pass(chunk, at);
    unsent = end + 1;
    const rewritten = rewrite(line);
    if (!rewritten) return fail(end + 1, "an INFO can't be read");
    output.pass(rewritten);
    return end + 1;
  }

  /** Any line but an INFO; where messages are hidden it goes on only now. */
  function readPlain(chunk: Buffer, { line, at, next, isJoined }: Line): number {
    const end = readVerb(line, at, next);
    const isHeld = hiding || (isJoined && output.isHidden !== undefined);
    if (broken !== undefined || !isHeld) return end;
    pass(chunk, at);
    unsent = next;
    if (!hiding) output.pass(line);
    return end;
  }

  /** The chunk ends inside a line. */
  function keepLine(chunk: Buffer, at: number, line: Buffer): number {
    // Copied, or the whole chunk would live as long as the beginning of a line.
    started = line.buffer === chunk.buffer ? Buffer.from(line) : line;
    if (isHeldBack(line)) {
      pass(chunk, at);
      unsent = chunk.length;
    }
    return chunk.length;
  }

  function readVerb(line: Buffer, at: number, next: number): number {
    const size = sizeOf(line, 0, line.length - 1);
    if (size >= 0) {
      payloadLeft = size;
      lineEndLeft = 2;
      hiding = output.isHidden?.(subjectOf(line)) ?? false;
      if (output.isCounting()) output.delivered(sidOf(line));
      return next;
    }
    const text = line.toString("utf8");
    const [, words] = /^-ERR '(.*)'\r\n$/.exec(text) ?? [];
    if (words !== undefined) output.serverError(words);
    else if (!plainLines.has(text)) return fail(at, "an unknown control line");
    return next;
  }

  function rewrite(line: Buffer): Buffer | undefined {
    const [, json] = /^INFO ([^\r\n]+)\r\n$/.exec(line.toString("utf8")) ?? [];
    return json === undefined ? undefined : output.rewriteInfo(json);
  }

  function fail(at: number, why: string): number {
    broken = why;
    return at;
  }
}

/** A whole line, the latter part of which is in the chunk from `at` to `next`, or all of it. */
type Line = { line: Buffer; at: number; next: number; isJoined: boolean };

const plainLines = new Set(["PING\r\n", "PONG\r\n", "+OK\r\n"]);

/** The hot path: goes over whole messages, and stops at the first that is anything else. */
function skipMessages(chunk: Buffer, from: number): number {
  const length = chunk.length;
  let at = from;
  while (at < length) {
    const end = chunk.indexOf(lf, at);
    if (end === -1) return at;
    const size = sizeOf(chunk, at, end);
    const next = end + size + 3;
    if (size < 0 || next > length || chunk[next - 1] !== lf || chunk[next - 2] !== cr) return at;
    at = next;
  }
  return at;
}

/** The payload's size from `MSG … size` or `HMSG … size` in chunk[at..end], end at its LF; -1 for any other line. */
function sizeOf(chunk: Buffer, at: number, end: number): number {
  const verb = chunk[at] === letterH ? at + 1 : at;
  if (
    chunk[verb] !== letterM ||
    chunk[verb + 1] !== 83 ||
    chunk[verb + 2] !== 71 ||
    chunk[verb + 3] !== space ||
    chunk[end - 1] !== cr
  ) {
    return -1;
  }
  return trailingNumber(chunk, verb + 4, end - 2);
}

function subjectOf(line: Buffer): string {
  return line.toString("utf8").split(" ", 2)[1] ?? "";
}

function sidOf(line: Buffer): string {
  return line.toString("latin1").split(" ", 3)[2] ?? "";
}

/** Reads backwards, because a size is short and a subject is long. */
function trailingNumber(chunk: Buffer, first: number, last: number): number {
  let value = 0;
  let unit = 1;
  let at = last;
  for (; at > first && last - at < maxSizeDigits; at--) {
    const byte = chunk[at] ?? 0;
    if (byte < zero || byte > nine) break;
    value += (byte - zero) * unit;
    unit *= 10;
  }
  return at < last && chunk[at] === space ? value : -1;
}

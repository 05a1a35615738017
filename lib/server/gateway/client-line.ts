import { isUtf8 } from "node:buffer";

/** The verbs that a client has. */
type Verb = "PING" | "PONG" | "SUB" | "UNSUB" | "PUB" | "HPUB";

/** Reads one control line at a time; what it found stands in it until the next. */
export type ClientLine = {
  /** Reads the line that begins here; `wrong` says why in `problem`. */
  read(bytes: Buffer, at: number): "whole" | "partial" | "wrong";
  problem: string;
  verb: Verb;
  /** How many words stand behind the verb. */
  words: number;
  /** True when the line is, byte for byte, what `formatLine` would make of its words. */
  isCanonical: boolean;
  /** Where the next line begins. */
  end: number;
  /** The word behind the verb, the first one being 1. */
  text(word: number): string;
  /** A word that is a size; -1 when it is none. */
  size(word: number): number;
};

const space = 32;
const carriageReturn = 13;
const lineFeed = 10;
/** HPUB, a subject, a reply and two sizes. */
const maxWords = 5;
const maxSizeDigits = 9;

const inWord = 0;
const beyondAscii = 1;
const blank = 2;
const lineEnd = 3;
const control = 4;
const kinds = Uint8Array.from({ length: 256 }, (_, byte) => kindOf(byte));

/** A reader of control lines that are no longer than `maxBytes`, line end included. */
export function createClientLine(maxBytes: number): ClientLine {
  const starts = new Int32Array(maxWords);
  const ends = new Int32Array(maxWords);
  let bytes: Buffer = Buffer.alloc(0);
  let isAscii = true;
  const line: ClientLine = {
    problem: "",
    verb: "PING",
    words: 0,
    isCanonical: true,
    end: 0,
    read(chunk, at) {
      bytes = chunk;
      isAscii = true;
      line.isCanonical = true;
      const last = Math.min(chunk.length, at + maxBytes);
      const stop = split(at, last);
      if (stop === last) {
        return last === chunk.length && last < at + maxBytes
          ? "partial"
          : wrong("a control line is too long");
      }
      if (chunk[stop] !== carriageReturn) return wrong(whatIsWrongAt(stop));
      if (stop + 1 === last) return last === chunk.length ? "partial" : wrong("a line is too long");
      if (chunk[stop + 1] !== lineFeed) return wrong("a carriage return within a line");
      line.end = stop + 2;
      return readVerb(at);
    },
    text: (word) => bytes.toString(isAscii ? "latin1" : "utf8", starts[word], ends[word]),
    size(word) {
      const from = starts[word] ?? 0;
      const to = ends[word] ?? 0;
      if (to - from > maxSizeDigits) return -1;
      let value = 0;
      for (let at = from; at < to; at++) {
        const digit = (bytes[at] ?? 0) - 48;
        if (digit < 0 || digit > 9) return -1;
        value = value * 10 + digit;
      }
      if (bytes[from] === 48 && to - from > 1) line.isCanonical = false;
      return value;
    },
  };
  return line;

  /** Finds the words from here on, and where they end: at a line end, at a byte that no line has, or at `last`. */
  function split(from: number, last: number): number {
    let count = 0;
    let at = from;
    while (at < last && count < maxWords) {
      starts[count] = at;
      at = skipWord(at, last);
      if (at === starts[count]) break;
      ends[count++] = at;
      const next = skipBlanks(at, last);
      if (next !== at && (next !== at + 1 || bytes[at] !== space || endsAt(next))) {
        line.isCanonical = false;
      }
      if (next === at) break;
      at = next;
    }
    line.words = count - 1;
    return at;
  }

  /** The hot loop: it works on locals alone. */
  function skipWord(from: number, last: number): number {
    const source = bytes;
    let seen = inWord;
    let at = from;
    for (; at < last; at++) {
      const kind = kinds[source[at] as number] as number;
      if (kind > beyondAscii) break;
      seen |= kind;
    }
    if (seen === beyondAscii) isAscii = false;
    return at;
  }

  function skipBlanks(from: number, last: number): number {
    let at = from;
    while (at < last && kinds[bytes[at] ?? 0] === blank) at++;
    return at;
  }

  function endsAt(at: number): boolean {
    return bytes[at] === carriageReturn;
  }

  function readVerb(at: number): "whole" | "wrong" {
    const length = (ends[0] ?? 0) - at;
    const verb = line.words < 0 ? undefined : verbs.get(letters(at, length));
    if (verb === undefined) return wrong("an unknown verb");
    if (!isAscii && !isUtf8(bytes.subarray(at, line.end))) return wrong("a subject is not UTF-8");
    line.verb = verb;
    return "whole";
  }

  /** The verb's letters as one number, upper or lower case alike. */
  function letters(at: number, length: number): number {
    if (length < 3 || length > 5) return 0;
    let value = 0;
    for (let index = 0; index < length; index++) {
      const byte = bytes[at + index] ?? 0;
      if (byte >= 97) line.isCanonical = false;
      value = value * 256 + (byte | 32);
    }
    return value;
  }

  function whatIsWrongAt(at: number): string {
    const byte = bytes[at] ?? 0;
    if (byte === lineFeed) return "a line feed without a carriage return";
    if (kinds[byte] === control) return "a control character in a line";
    return kinds[byte] === blank ? "a line that begins with a blank" : "a line has too many words";
  }

  function wrong(problem: string): "wrong" {
    line.problem = problem;
    return "wrong";
  }
}

const verbs = new Map<number, Verb>(
  (["PING", "PONG", "SUB", "UNSUB", "PUB", "HPUB"] as const).map((verb) => [
    [...Buffer.from(verb.toLowerCase())].reduce((value, byte) => value * 256 + byte, 0),
    verb,
  ]),
);

function kindOf(byte: number): number {
  if (byte === space || byte === 9) return blank;
  if (byte === carriageReturn || byte === lineFeed) return lineEnd;
  if (byte < space || byte === 127) return control;
  return byte < 127 ? inWord : beyondAscii;
}

/** A part of JSON text by its bytes: where it begins and ends, and on which line. */
export type JsonPart = {
  /** Of a map's member: the name with its quotes. */
  nameAt: number;
  nameEnd: number;
  at: number;
  end: number;
  line: number;
};

/** Finds the elements of one array, or the members of one object, in bytes that come piece by piece. */
export type JsonSplit = {
  /** Gives the parts that end in these bytes; places are counted from the first byte of all. */
  push(bytes: Uint8Array): JsonPart[];
  /** What is still needed begins here: what stands before may be forgotten. */
  keepFrom(): number;
  /** Why it is not what was expected, with the line; to be asked after the last byte, too. */
  fault(): { line: number; why: string } | undefined;
  end(): { line: number; why: string } | undefined;
};

const [newline, quote, backslash, comma, colon] = [10, 34, 92, 44, 58];
const [openArray, closeArray, openObject, closeObject] = [91, 93, 123, 125];
const isSpace = (byte: number) => byte === 32 || byte === newline || byte === 13 || byte === 9;

type State = "open" | "first" | "next" | "name" | "colon" | "value" | "inside" | "after" | "closed";

/** Begins one. What stands inside a part is not checked: whoever parses it does. */
export function createJsonSplit(shape: "array" | "map"): JsonSplit {
  const [opens, closes] = shape === "array" ? [openArray, closeArray] : [openObject, closeObject];
  let state: State = "open";
  let place = 0;
  let line = 1;
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let part: JsonPart | undefined;
  let found: JsonPart[] = [];
  let wrong: { line: number; why: string } | undefined;

  const fail = (why: string) => {
    wrong ??= { line, why };
  };
  const expect = (byte: number, wanted: number, next: State, why: string) => {
    if (byte === wanted) state = next;
    else if (!isSpace(byte)) fail(why);
  };
  const begin = (byte: number) => {
    if (isSpace(byte)) return;
    if (byte === closes && state === "first") state = "closed";
    else if (shape === "array") startValue(byte);
    else if (byte === quote) {
      part = { nameAt: place, nameEnd: 0, at: 0, end: 0, line };
      state = "name";
    } else fail("A name in quotes is expected here.");
  };
  const startValue = (byte: number) => {
    if (isSpace(byte)) return;
    if (byte === comma || byte === colon || byte === closeArray || byte === closeObject) {
      fail("A value is expected here.");
      return;
    }
    part = { ...(part ?? { nameAt: 0, nameEnd: 0, end: 0 }), at: place, line: part?.line ?? line };
    depth = byte === openArray || byte === openObject ? 1 : 0;
    isText = byte === quote;
    state = "inside";
  };
  const finish = (end: number) => {
    if (part) found.push({ ...part, end });
    part = undefined;
    state = "after";
  };
  /** True while the byte stands in a text, its closing quote included. */
  const readText = (byte: number): boolean => {
    if (!isText) return false;
    if (isEscaped) isEscaped = false;
    else if (byte === backslash) isEscaped = true;
    else if (byte === quote) {
      isText = false;
      if (depth === 0) finish(place + 1);
    }
    return true;
  };
  const readValue = (byte: number) => {
    if (readText(byte)) return;
    if (byte === quote) isText = true;
    else if (byte === openArray || byte === openObject) depth++;
    else if (depth === 0) readScalar(byte);
    else if (byte === closeArray || byte === closeObject) {
      depth--;
      if (depth === 0) finish(place + 1);
    }
  };
  const readScalar = (byte: number) => {
    if (!isSpace(byte) && byte !== comma && byte !== closes) return;
    finish(place);
    readAfter(byte);
  };
  const readName = (byte: number) => {
    if (isEscaped) isEscaped = false;
    else if (byte === backslash) isEscaped = true;
    else if (byte === quote && part) {
      part.nameEnd = place + 1;
      state = "colon";
    }
  };
  const readAfter = (byte: number) => {
    if (byte === comma) state = "next";
    else if (byte === closes) state = "closed";
    else if (!isSpace(byte)) fail("A comma, or the end, is expected here.");
  };
  const steps: Record<State, (byte: number) => void> = {
    open: (byte) => expect(byte, opens, "first", `The file does not begin with ${shapeMark}.`),
    first: begin,
    next: begin,
    name: readName,
    colon: (byte) => expect(byte, colon, "value", "A colon is expected here."),
    value: startValue,
    inside: readValue,
    after: readAfter,
    closed: (byte) => {
      if (!isSpace(byte)) fail("Something stands behind the end.");
    },
  };
  const shapeMark = shape === "array" ? "[" : "{";
  return {
    push(bytes) {
      found = [];
      const passText = createTextPass(bytes);
      for (let at = 0; at < bytes.length && !wrong; at++) {
        if (state === "inside" && isText && !isEscaped) {
          const end = passText(at);
          place += end - at;
          at = end;
          if (at >= bytes.length) break;
        }
        const byte = bytes[at] as number;
        steps[state](byte);
        if (byte === newline) line++;
        place++;
      }
      return found;
    },
    keepFrom() {
      if (!part) return place;
      return shape === "map" ? part.nameAt : part.at;
    },
    fault: () => wrong,
    end() {
      if (!wrong && state !== "closed") fail("The file ends in the middle.");
      return wrong;
    },
  };
}

/** Where a text that is being read has its next mark; most of a large file is passed over so. */
function createTextPass(bytes: Uint8Array): (from: number) => number {
  const next = (mark: number) => {
    let found = -1;
    return (from: number) => {
      if (found < from) found = bytes.indexOf(mark, from);
      if (found < 0) found = bytes.length;
      return found;
    };
  };
  const [nextQuote, nextBackslash] = [next(quote), next(backslash)];
  return (from) => Math.min(nextQuote(from), nextBackslash(from));
}

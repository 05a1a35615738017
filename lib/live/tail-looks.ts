import { parseJsonTest } from "@/lib/format/json-path-test";
import { parseJson } from "@/lib/format/json-text";
import type { TailFilter, TailMessage } from "@/lib/model/tail";
import type { TailWire } from "@/lib/model/tail-wire";
import { createByteSearch } from "./tail-match";

/** A filter that is tried here, on what came and on what is kept. */
export type TailSearch = {
  /** Undefined for one that is too big to be tried. */
  fits(message: TailWire): boolean | undefined;
  fitsKept(message: TailMessage): boolean;
};

/** Tries a filter as long as there is time for it: the rest of a beat is for the wire. */
export type TailLooks = {
  /** Undefined where there was no time to look. */
  look(search: TailSearch, message: TailWire): boolean | undefined;
  /** A tenth of a second is over. */
  beat(): void;
};

const searchMs = 40;
const looksPerClock = 64;
/** So much of JSON is read between two looks at the clock: that takes longer than a search in bytes. */
const bytesPerClock = 64 * 1024;
/** A bigger payload is not read as JSON: it would take the time of thousands. */
const jsonBytes = 1024 * 1024;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The patience of a beat. */
export function createTailLooks(now = () => performance.now()): TailLooks {
  let looks = 0;
  let bytes = 0;
  let beganMs: number | undefined;
  let isTired = false;
  return {
    look(search, message) {
      if (beganMs === undefined) beganMs = now();
      if (looks >= looksPerClock || bytes >= bytesPerClock) {
        isTired = now() - beganMs > searchMs;
        looks = 0;
        bytes = 0;
      }
      if (isTired) return undefined;
      looks++;
      bytes += message.dataEnd - message.dataAt;
      return search.fits(message);
    },
    beat() {
      looks = 0;
      bytes = 0;
      beganMs = undefined;
      isTired = false;
    },
  };
}

/** What a filter looks for; undefined where there is none, or where it is tried elsewhere. */
export function searchOf(filter: TailFilter | undefined): TailSearch | undefined {
  if (filter?.kind === "text") return textSearch(filter.text);
  return filter?.kind === "json" ? jsonSearch(filter.text) : undefined;
}

function textSearch(text: string): TailSearch {
  const find = createByteSearch(text);
  return {
    fits: ({ bytes, subjectAt, subjectEnd, dataAt, dataEnd }) =>
      find(bytes, subjectAt, subjectEnd) || find(bytes, dataAt, dataEnd),
    fitsKept: ({ subject, headers, body }) =>
      find(encoder.encode(subject)) ||
      find(body) ||
      headers.some(([name, values]) =>
        values.some((value) => find(encoder.encode(`${name}: ${value}`))),
      ),
  };
}

/** A test that can't be read fits nothing; whoever typed it is told why. */
function jsonSearch(text: string): TailSearch {
  const test = parseJsonTest(text);
  const fits = (payload: Uint8Array) => {
    const value = test.ok ? readJson(payload) : undefined;
    return test.ok && value !== undefined && test.value.test(value);
  };
  return {
    fits: ({ bytes, dataAt, dataEnd, headerBytes }) => {
      const bodyAt = dataAt + headerBytes;
      return dataEnd - bodyAt > jsonBytes ? undefined : fits(bytes.subarray(bodyAt, dataEnd));
    },
    fitsKept: ({ body, bodyBytes }) => bodyBytes <= jsonBytes && fits(body),
  };
}

function readJson(payload: Uint8Array): unknown {
  try {
    return parseJson(decoder.decode(payload));
  } catch {
    // No text, so no JSON.
    return undefined;
  }
}

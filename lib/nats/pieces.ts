import { readJson } from "./json";
import type { Places } from "./json-cut";
import { timeOf } from "./time";

/**
 * Reads the elements of an array again and again. Of those that say what they said the last time nothing is parsed but
 * the moment: their parts are the same objects as before.
 */
export type PieceReader<T> = { read(text: string, places: Places): ReadPieces<T> };

/** The elements, or what is wrong with the first that can't be read. */
type ReadPieces<T> = { ok: true; value: T[] } | { ok: false; detail: string };

/** What one element is, of JSON. */
export type ParsePiece<T> = (
  json: unknown,
) => { ok: true; value: T } | { ok: false; detail: string };

/** What was said of one: its text, where the stretches of it stand that count, and what it came to. */
type Known<T> = { piece: string; bounds: number[]; value: T };

/** A reader that has read nothing yet. */
export function createPieceReader<T extends { atMs?: number }>(
  parse: ParsePiece<T>,
): PieceReader<T> {
  let known = new Map<string, Known<T>>();
  return {
    read(text, places) {
      // Made anew: a piece holds on to the whole text that it stands in, which is to be the newest.
      const now = new Map<string, Known<T>>();
      const value: T[] = [];
      for (let at = 0; at < places.length; at += 2) {
        const piece = text.slice(places[at], places[at + 1]);
        const [, name = ""] = nameIn.exec(piece) ?? [];
        const found = readPiece(piece, known.get(name), parse);
        if (!found.ok) return found;
        now.set(name, found.known);
        value.push(found.value);
      }
      known = now;
      return { ok: true, value };
    },
  };
}

/** The first is its own; all that depends on it is how often something is parsed. */
const nameIn = /"name":\s*"([^"]*)"/;
/** What differs at each reading: when it was, and how long a copy has said nothing. */
const momentsIn = /"(?:(ts)":\s*("[^"]*")|active":\s*(\d+))/g;

function readPiece<T extends { atMs?: number }>(
  piece: string,
  before: Known<T> | undefined,
  parse: ParsePiece<T>,
): { ok: true; value: T; known: Known<T> } | { ok: false; detail: string } {
  const { bounds, atMs, isSure } = lookAt(piece);
  if (before && saysTheSame(before, piece, bounds)) {
    const value = atMs === undefined ? { ...before.value } : { ...before.value, atMs };
    return { ok: true, value, known: { piece, bounds, value: before.value } };
  }
  const parsed = parsePiece(piece, parse);
  if (!parsed.ok) return parsed;
  // What was taken for the moment is none: it is parsed each time.
  const counts = isSure && parsed.value.atMs === atMs ? bounds : [];
  // What is given away may be written into.
  return { ...parsed, known: { piece, bounds: counts, value: { ...parsed.value } } };
}

function parsePiece<T>(piece: string, parse: ParsePiece<T>): ReturnType<ParsePiece<T>> {
  try {
    return parse(readJson(piece));
  } catch (error) {
    return { ok: false, detail: String(error) };
  }
}

/** Begin and end of each stretch between two moments, and the moment of the reading; metadata may hold another `ts`. */
function lookAt(piece: string): { bounds: number[]; atMs: number | undefined; isSure: boolean } {
  const bounds = [0];
  const times: (number | undefined)[] = [];
  for (const { 0: all, 1: ts, 2: time = "", 3: active = "", index } of piece.matchAll(momentsIn)) {
    const end = index + all.length;
    bounds.push(end - time.length - active.length, end);
    if (ts !== undefined) times.push(timeOf(time.slice(1, -1)));
  }
  bounds.push(piece.length);
  return { bounds, atMs: times.at(-1), isSure: times.length <= 1 };
}

function saysTheSame<T>(known: Known<T>, piece: string, bounds: number[]): boolean {
  if (known.bounds.length !== bounds.length) return false;
  for (let at = 0; at < bounds.length; at += 2) {
    const before = known.piece.slice(known.bounds[at], known.bounds[at + 1]);
    if (before !== piece.slice(bounds[at], bounds[at + 1])) return false;
  }
  return true;
}

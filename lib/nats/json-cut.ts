import { endOfString } from "./json";

/** Where the elements of an array stand in a text: begin and end of each, one after the other. */
export type Places = readonly number[];

/** A JSON text in which each array of a name is only a number, and where the elements of that array are. */
export type CutJson = { rest: string; arrays: Places[] };

/**
 * Takes the arrays of objects of one name out of a JSON text, so that what is long is parsed piece by piece. What isn't
 * JSON stays as it is: whoever parses the rest will say so.
 */
export function cutArrays(text: string, name: string, from = 0, to = text.length): CutJson {
  const key = `"${name}"`;
  const arrays: Places[] = [];
  const parts: string[] = [];
  let copiedTo = from;
  // No string of JSON holds a quote that is not escaped: what looks like the key is one.
  for (let at = endOfNext(text, key, from, to); at !== -1; at = endOfNext(text, key, at, to)) {
    const open = openOf(text, at);
    if (open === undefined) continue;
    const places: number[] = [];
    const close = readPlaces(text, open + 1, to, places);
    if (close === undefined) return { rest: text.slice(from, to), arrays: [] };
    parts.push(text.slice(copiedTo, open), String(arrays.length));
    arrays.push(places);
    copiedTo = close + 1;
    at = copiedTo;
  }
  return { rest: parts.join("") + text.slice(copiedTo, to), arrays };
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openArray = 0x5b;
const closeArray = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/** Behind the next one; a slice, because a search through all of the text would not end with this piece of it. */
function endOfNext(text: string, key: string, from: number, to: number): number {
  const at = text.slice(from, to).indexOf(key);
  return at === -1 ? -1 : from + at + key.length;
}

/** Where the array begins that is a key's value. */
function openOf(text: string, afterKey: number): number | undefined {
  const at = pastSpace(text, afterKey);
  if (text.charCodeAt(at) !== colon) return undefined;
  const open = pastSpace(text, at + 1);
  return text.charCodeAt(open) === openArray ? open : undefined;
}

function pastSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/** Writes down where each object stands; gives the place of the closing bracket. */
function readPlaces(text: string, from: number, to: number, places: number[]): number | undefined {
  let at = pastSpace(text, from);
  while (at < to && text.charCodeAt(at) === openObject) {
    const end = endOfObject(text, at, to);
    if (end === undefined) return undefined;
    places.push(at, end);
    at = pastSpace(text, end);
    if (text.charCodeAt(at) === comma) at = pastSpace(text, at + 1);
  }
  return at < to && text.charCodeAt(at) === closeArray ? at : undefined;
}

function endOfObject(text: string, from: number, to: number): number | undefined {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at) - 1;
    else if (code === openObject) depth++;
    else if (code === closeObject && --depth === 0) return at + 1;
  }
  return undefined;
}

import { createJsonSplit, type JsonPart } from "@/lib/format/json-split";
import {
  type KvFileReading,
  looksLikeKvEntry,
  parseKvEntry,
  parseKvMember,
} from "@/lib/format/kv-file-read";

/** How a file of keys is written. */
type FileShape = "lines" | "array" | "map";

/** An entry of a file with the place where it stands, or what is wrong there. */
export type FilePiece = { line: number; at: number; end: number; reading: KvFileReading };

/** A file of keys that is read in pieces, as often as is wanted. */
export type KvFile = {
  shape: FileShape;
  /** Each entry, in the order of the file; the last one can be what keeps the rest from being read. */
  pieces: (onBytes?: (reachedTo: number) => void) => AsyncGenerator<FilePiece>;
  /** The entry at a place that was told before. */
  read: (place: { at: number; end: number; key: string }) => Promise<KvFileReading>;
};

const stepBytes = 1024 * 1024;
/** The largest payload that a server can be told to take, in base64, and some. */
const longestBytes = 96 * 1024 * 1024;
const newline = 10;

/** Opens a file of keys: an entry a line, an array of entries, or a plain map. */
export async function openKvFile(file: Blob, name: string): Promise<KvFile> {
  const start = await startOf(file);
  const shape = /\.(jsonl|ndjson)$/i.test(name) ? "lines" : await findShape(file, start);
  return {
    shape,
    pieces: (onBytes = () => undefined) =>
      shape === "lines" ? readLines(file, start, onBytes) : readParts(file, start, shape, onBytes),
    async read({ at, end, key }) {
      const bytes = await bytesOf(file, at, end);
      if (shape !== "map") return parseKvEntry(bytes);
      return parseKvMember(new TextEncoder().encode(JSON.stringify(key)), bytes);
    },
  };
}

/** Behind a mark that says which order bytes have. */
async function startOf(file: Blob): Promise<number> {
  const head = await bytesOf(file, 0, 3);
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
}

async function findShape(file: Blob, start: number): Promise<FileShape> {
  const head = await bytesOf(file, start, start + stepBytes);
  const first = head.find((byte) => byte > 32);
  if (first === "[".charCodeAt(0)) return "array";
  // Of an entry that is longer than a piece only the beginning can be looked at.
  const lines = head.indexOf(newline, head.indexOf(first ?? 0));
  const line = head.subarray(0, lines < 0 ? head.length : lines);
  if (looksLikeKvEntry(line)) return "lines";
  const opens = new TextDecoder().decode(line.subarray(0, 200)).trim();
  if (/^\{"key":"(?:[^"\\]|\\.)*","(?:value|value_base64|operation)":/.test(opens)) return "lines";
  return first === "{".charCodeAt(0) ? "map" : "lines";
}

async function* readLines(
  file: Blob,
  start: number,
  onBytes: (reachedTo: number) => void,
): AsyncGenerator<FilePiece> {
  let kept: Uint8Array = new Uint8Array();
  let keptAt = start;
  let line = 1;
  for (let at = start; at < file.size; at += stepBytes) {
    const isLast = at + stepBytes >= file.size;
    const bytes = join(kept, await bytesOf(file, at, at + stepBytes));
    let from = 0;
    for (const end of lineEnds(bytes, isLast)) {
      const text = bytes.subarray(from, end);
      if (text.some((byte) => byte > 32)) {
        const place = { line, at: keptAt + from, end: keptAt + end };
        yield { ...place, reading: parseKvEntry(text) };
      }
      line++;
      from = end + 1;
    }
    onBytes(Math.min(file.size, at + stepBytes));
    kept = bytes.slice(from);
    keptAt += from;
    if (kept.length > longestBytes) return yield tooLong(line, keptAt);
  }
}

/** Where lines end; the last one of a file may have no mark for it. */
function* lineEnds(bytes: Uint8Array, isLast: boolean): Generator<number> {
  let from = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
    yield end;
    from = end + 1;
  }
  if (isLast && from < bytes.length) yield bytes.length;
}

async function* readParts(
  file: Blob,
  start: number,
  shape: "array" | "map",
  onBytes: (reachedTo: number) => void,
): AsyncGenerator<FilePiece> {
  const split = createJsonSplit(shape);
  let kept: Uint8Array = new Uint8Array();
  let keptAt = start;
  for (let at = start; at < file.size; at += stepBytes) {
    const fresh = await bytesOf(file, at, at + stepBytes);
    const bytes = join(kept, fresh);
    for (const part of split.push(fresh)) yield toPiece(bytes, keptAt - start, start, part, shape);
    const wrong = split.fault();
    if (wrong) return yield stop(wrong, at);
    const from = split.keepFrom() + start;
    kept = bytes.slice(from - keptAt);
    keptAt = from;
    onBytes(Math.min(file.size, at + stepBytes));
    if (kept.length > longestBytes) return yield tooLong(0, keptAt);
  }
  const wrong = split.end();
  if (wrong) yield stop(wrong, file.size);
}

/** Places of a part are counted from `start`; `bytes` begin at `offset` of these. */
function toPiece(
  bytes: Uint8Array,
  offset: number,
  start: number,
  { nameAt, nameEnd, at, end, line }: JsonPart,
  shape: "array" | "map",
): FilePiece {
  const text = bytes.subarray(at - offset, end - offset);
  const reading =
    shape === "array"
      ? parseKvEntry(text)
      : parseKvMember(bytes.subarray(nameAt - offset, nameEnd - offset), text);
  return { line, at: at + start, end: end + start, reading };
}

function stop({ line, why }: { line: number; why: string }, at: number): FilePiece {
  const told = `${why} Nothing behind it is read.`;
  return { line, at, end: at, reading: { ok: false, why: told } };
}

function tooLong(line: number, at: number): FilePiece {
  const why = "An entry is longer than any value can be. Nothing behind it is read.";
  return { line, at, end: at, reading: { ok: false, why } };
}

async function bytesOf(file: Blob, at: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(at, end).arrayBuffer());
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}

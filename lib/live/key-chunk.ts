import type { KvOperation } from "@/lib/model/kv";

/** A run of keys in their order, with what is known of each beside its name. */
export type KeyChunk = {
  readonly keys: string[];
  /** How many revisions each has; undefined where nobody told. */
  counts: Uint32Array | undefined;
  /** Undefined as long as nothing is known of any of these keys. */
  states: ChunkStates | undefined;
  deleted: number;
  known: number;
  /** Another one after each change. */
  stamp: number;
};

/** What is known of the keys of a run, by their place in it. */
export type ChunkStates = {
  revision: BigUint64Array;
  timeNs: BigInt64Array;
  sizeBytes: Float64Array;
  /** One of `operationKinds`, counted from 1; 0 is a key of which only the name is known. */
  what: Uint8Array;
};

/** Keys of a run. More make adding one dear, fewer make the runs many. */
export const chunkKeys = 512;

const operationKinds = ["put", "delete", "purge", "removed"] as const;
const put = 1;
let stamps = 0;

/** A run of these keys, which stand in their order. */
export function createKeyChunk(keys: string[]): KeyChunk {
  return { keys, counts: undefined, states: undefined, deleted: 0, known: 0, stamp: ++stamps };
}

/** Says that something of it is other than before. */
export function markChanged(chunk: KeyChunk): void {
  chunk.stamp = ++stamps;
}

/** The number that stands for what was done to a key. */
export function toWhat({ kind }: KvOperation): number {
  return operationKinds.indexOf(kind) + 1;
}

/** What a number stands for; the reason of what the server removed is kept apart. */
export function kindOf(what: number): (typeof operationKinds)[number] {
  return operationKinds[what - 1] ?? "put";
}

/** True where the key at this place is known to have no value any more. */
export function isDeletedAt({ states }: KeyChunk, at: number): boolean {
  return (states?.what[at] ?? 0) > put;
}

/** Room for what is known of a run's keys. */
export function statesOf(chunk: KeyChunk): ChunkStates {
  chunk.states ??= {
    revision: new BigUint64Array(chunkKeys),
    timeNs: new BigInt64Array(chunkKeys),
    sizeBytes: new Float64Array(chunkKeys),
    what: new Uint8Array(chunkKeys),
  };
  return chunk.states;
}

/** Room for how many revisions they have. */
function countsOf(chunk: KeyChunk): Uint32Array {
  chunk.counts ??= new Uint32Array(chunkKeys);
  return chunk.counts;
}

/** Puts a key between two others, of which nothing else is known yet. The run has room. */
export function insertAt(chunk: KeyChunk, at: number, key: string): void {
  const end = chunk.keys.length;
  chunk.keys.splice(at, 0, key);
  for (const column of columnsOf(chunk)) {
    column.copyWithin(at + 1, at, end);
    column.fill(zeroOf(column), at, at + 1);
  }
  markChanged(chunk);
}

/** Takes a key out. */
export function removeAt(chunk: KeyChunk, at: number): void {
  const end = chunk.keys.length;
  if (chunk.states?.what[at]) {
    chunk.known--;
    if (isDeletedAt(chunk, at)) chunk.deleted--;
  }
  chunk.keys.splice(at, 1);
  for (const column of columnsOf(chunk)) column.copyWithin(at, at + 1, end);
  markChanged(chunk);
}

/** Names that stand in their order, and how many revisions each has where that was told. */
export type Names = { names: readonly string[]; counts: readonly number[] | undefined };

/** What a run becomes when these join it: one run or several. */
export function joinKeys(chunk: KeyChunk, { names, counts }: Names, most: number): KeyChunk[] {
  const merged = merge(chunk.keys, names);
  if (merged.keys.length === chunk.keys.length) {
    if (counts) noteCounts(chunk, merged.told, counts);
    return [chunk];
  }
  const parts: KeyChunk[] = [];
  // What is added at the end fills its runs: a list that comes in its order grows there.
  const isAtEnd = (chunk.keys.at(-1) ?? "") < (names[0] ?? "");
  const size = isAtEnd ? most : evenly(merged.keys.length, most);
  for (let start = 0; start < merged.keys.length; start += size) {
    const part = createKeyChunk(merged.keys.slice(start, start + size));
    copyStates(chunk, merged.old.slice(start, start + size), part);
    if (counts) noteCounts(part, merged.told.slice(start, start + size), counts);
    parts.push(part);
  }
  return parts;
}

/** The part of a run between two places, as a run of its own. */
export function cutOut(chunk: KeyChunk, start: number, end: number): KeyChunk {
  const part = createKeyChunk(chunk.keys.slice(start, end));
  copyStates(
    chunk,
    part.keys.map((_, at) => start + at),
    part,
  );
  return part;
}

/** Two rows of names as one, and where each stood in both; -1 where it was not. */
function merge(keys: readonly string[], names: readonly string[]) {
  const merged = { keys: [] as string[], old: [] as number[], told: [] as number[] };
  let old = 0;
  const push = (key: string, place: number, told: number) => {
    merged.keys.push(key);
    merged.old.push(place);
    merged.told.push(told);
  };
  for (const [told, name] of names.entries()) {
    for (; old < keys.length && (keys[old] ?? "") < name; old++) push(keys[old] ?? "", old, -1);
    if (merged.keys.at(-1) === name) continue;
    push(name, keys[old] === name ? old++ : -1, told);
  }
  for (; old < keys.length; old++) push(keys[old] ?? "", old, -1);
  return merged;
}

function noteCounts(chunk: KeyChunk, told: readonly number[], counts: readonly number[]): void {
  const column = countsOf(chunk);
  for (const [at, place] of told.entries()) if (place >= 0) column[at] = counts[place] ?? 0;
}

function evenly(length: number, most: number): number {
  return Math.ceil(length / Math.ceil(length / most));
}

function copyStates(old: KeyChunk, from: readonly number[], into: KeyChunk): void {
  for (const [at, place] of from.entries()) {
    if (place === -1) continue;
    const count = old.counts?.[place] ?? 0;
    if (count > 0) countsOf(into)[at] = count;
    const what = old.states?.what[place] ?? 0;
    if (!old.states || what === 0) continue;
    const states = statesOf(into);
    states.revision[at] = old.states.revision[place] ?? 0n;
    states.timeNs[at] = old.states.timeNs[place] ?? 0n;
    states.sizeBytes[at] = old.states.sizeBytes[place] ?? 0;
    states.what[at] = what;
    into.known++;
    if (what > put) into.deleted++;
  }
}

type Column = Uint8Array | Uint32Array | Float64Array | BigUint64Array | BigInt64Array;

function columnsOf({ states, counts }: KeyChunk): Column[] {
  const columns: Column[] = states ? Object.values(states) : [];
  return counts ? [...columns, counts] : columns;
}

function zeroOf(column: Column): never {
  const isLong = column instanceof BigUint64Array || column instanceof BigInt64Array;
  return (isLong ? 0n : 0) as never;
}

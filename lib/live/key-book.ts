import type { KvOperation } from "@/lib/model/kv";
import type { KeyState } from "@/lib/model/kv-keys";
import {
  chunkKeys,
  createKeyChunk,
  cutOut,
  insertAt,
  isDeletedAt,
  joinKeys,
  type KeyChunk,
  kindOf,
  markChanged,
  type Names,
  removeAt,
  statesOf,
  toWhat,
} from "./key-chunk";

/** What is known of a key. */
export type KnownState = Omit<KeyState, "changedAgoMs">;

/** The keys of a bucket in the order of their letters, in runs of some hundreds: a million of them are no objects. */
export type KeyBook = {
  /** Takes in names that stand in their order, and how many revisions each has; tells how many are new. */
  addNames(names: readonly string[], counts?: readonly number[]): number;
  /**
   * Takes in what is known of a key, also of a new one; what is older than what is known is ignored (L6). After a change
   * nobody knows how many revisions it has.
   */
  set(key: string, state: KnownState, isChange?: boolean): boolean;
  remove(key: string): boolean;
  /** Takes out those whose revision the stream no longer has. */
  removeBefore(first: bigint): number;
  /** Takes out those that do not fit. */
  keepOnly(fits: (key: string, revision: bigint | undefined) => boolean): number;
  clear(): void;
  has(key: string): boolean;
  /** Undefined where nothing but its name is known. */
  get(key: string): KnownState | undefined;
  revisionsOf(key: string): number | undefined;
  /** Those that have a time to live of their own, and which. */
  withTtl(): Iterable<[string, string]>;
  /** All of them, those of which is known that they were deleted, and those of which more is known than the name. */
  size(): { all: number; deleted: number; known: number };
  chunks(): readonly KeyChunk[];
  /** The first place whose key does not come before: what stands before it does, and nothing behind it. */
  placeOf(isBefore: (key: string) => boolean): KeyPlace;
  /** Calls back with each key that changes; with none where many do. */
  watch(listener: (key: string | undefined) => void): void;
};

/** A place among the keys. */
export type KeyPlace = { chunk: number; at: number };

/** What few keys have. */
type Rare = { ttl: string | undefined; reason: string | undefined };

/** A book without keys; a test has runs of fewer. */
export function createKeyBook(most = chunkKeys): KeyBook {
  let chunks: KeyChunk[] = [];
  const rare = new Map<string, Rare>();
  const size = { all: 0, deleted: 0, known: 0 };
  let tell: (key: string | undefined) => void = () => {};

  const placeOf = (isBefore: (key: string) => boolean): KeyPlace => {
    const chunk = firstNot(chunks.length, (at) => isBefore(chunks[at]?.keys[0] ?? "")) - 1;
    if (chunk < 0) return { chunk: 0, at: 0 };
    const keys = chunks[chunk]?.keys ?? [];
    const at = firstNot(keys.length, (place) => isBefore(keys[place] ?? ""));
    return { chunk, at };
  };
  /** Where a key stands, or would. */
  const find = (key: string) => {
    const { chunk: number, at } = placeOf((other) => other < key);
    const chunk = chunks[number];
    if (chunk && at < chunk.keys.length)
      return { number, chunk, at, isHere: chunk.keys[at] === key };
    // Behind the last of a run is the first of the next.
    const next = chunks[number + 1];
    if (next?.keys[0] === key) return { number: number + 1, chunk: next, at: 0, isHere: true };
    return { number, chunk, at, isHere: false };
  };
  const insert = (key: string): { chunk: KeyChunk; at: number } => {
    const { number, chunk, at } = find(key);
    const isFull = !chunk || chunk.keys.length >= most;
    if (isFull && at === (chunk?.keys.length ?? 0) && number >= chunks.length - 1) {
      const last = createKeyChunk([key]);
      chunks.push(last);
      return { chunk: last, at: 0 };
    }
    if (!chunk) throw new Error("A place without a run.");
    if (isFull) {
      const middle = chunk.keys.length >> 1;
      const parts = [cutOut(chunk, 0, middle), cutOut(chunk, middle, chunk.keys.length)];
      chunks.splice(number, 1, ...parts);
      return insert(key);
    }
    insertAt(chunk, at, key);
    return { chunk, at };
  };
  const forget = (chunk: KeyChunk, at: number) => {
    const key = chunk.keys[at] ?? "";
    size.all--;
    if (chunk.states?.what[at]) size.known--;
    if (isDeletedAt(chunk, at)) size.deleted--;
    rare.delete(key);
    removeAt(chunk, at);
  };
  const dropEmpty = () => {
    if (chunks.some(({ keys }) => keys.length === 0)) {
      chunks = chunks.filter(({ keys }) => keys.length > 0);
    }
  };
  const write = (chunk: KeyChunk, at: number, state: KnownState) => {
    const states = statesOf(chunk);
    const wasDeleted = isDeletedAt(chunk, at);
    if (!states.what[at]) {
      chunk.known++;
      size.known++;
    }
    states.revision[at] = state.revision;
    states.timeNs[at] = state.timeNs;
    states.sizeBytes[at] = state.sizeBytes;
    states.what[at] = toWhat(state.operation);
    const more = Number(isDeletedAt(chunk, at)) - Number(wasDeleted);
    chunk.deleted += more;
    size.deleted += more;
    markChanged(chunk);
  };
  const keepRare = (key: string, { ttl, operation }: KnownState) => {
    const reason = operation.kind === "removed" ? operation.reason : undefined;
    if (ttl !== undefined || reason !== undefined) rare.set(key, { ttl, reason });
    else rare.delete(key);
  };
  const keepOnly = (fits: (key: string, revision: bigint | undefined) => boolean) => {
    const before = size.all;
    const isOut = ({ keys, states }: KeyChunk, at: number) =>
      !fits(keys[at] ?? "", states?.what[at] ? states.revision[at] : undefined);
    for (const chunk of chunks) {
      for (let at = chunk.keys.length - 1; at >= 0; at--) if (isOut(chunk, at)) forget(chunk, at);
    }
    dropEmpty();
    if (size.all !== before) tell(undefined);
    return before - size.all;
  };

  return {
    addNames(names, counts) {
      if (names.length === 0) return 0;
      const before = size.all;
      chunks = joinAll(chunks, isSorted(names) ? { names, counts } : inOrder(names), most);
      size.all = chunks.reduce((sum, { keys }) => sum + keys.length, 0);
      if (size.all !== before) tell(undefined);
      return size.all - before;
    },
    set(key, state, isChange) {
      const place = find(key);
      const isHere = place.isHere && place.chunk !== undefined;
      const known = isHere && place.chunk?.states?.what[place.at];
      if (known && (place.chunk?.states?.revision[place.at] ?? 0n) > state.revision) return false;
      const { chunk, at } =
        isHere && place.chunk ? { chunk: place.chunk, at: place.at } : insert(key);
      if (!isHere) size.all++;
      write(chunk, at, state);
      if (isChange && chunk.counts) chunk.counts[at] = 0;
      keepRare(key, state);
      tell(key);
      return true;
    },
    remove(key) {
      const { chunk, at, isHere } = find(key);
      if (!chunk || !isHere) return false;
      forget(chunk, at);
      if (chunk.keys.length === 0) dropEmpty();
      tell(key);
      return true;
    },
    removeBefore: (first) =>
      keepOnly((_key, revision) => revision === undefined || revision >= first),
    keepOnly,
    clear() {
      chunks = [];
      rare.clear();
      Object.assign(size, { all: 0, deleted: 0, known: 0 });
      tell(undefined);
    },
    has: (key) => find(key).isHere,
    get(key) {
      const { chunk, at, isHere } = find(key);
      return chunk && isHere ? readState(chunk, at, rare.get(key)) : undefined;
    },
    revisionsOf(key) {
      const { chunk, at, isHere } = find(key);
      return (isHere && chunk?.counts?.[at]) || undefined;
    },
    *withTtl() {
      for (const [key, { ttl }] of rare) if (ttl !== undefined) yield [key, ttl];
    },
    size: () => ({ ...size }),
    chunks: () => chunks,
    placeOf,
    watch(listener) {
      tell = listener;
    },
  };
}

/** The first number for which it is not so, where it is so for all before and for none behind. */
export function firstNot(count: number, isSo: (at: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function readState(chunk: KeyChunk, at: number, rare: Rare | undefined): KnownState | undefined {
  const { states } = chunk;
  const what = states?.what[at] ?? 0;
  if (!states || what === 0) return undefined;
  return {
    revision: states.revision[at] ?? 0n,
    timeNs: states.timeNs[at] ?? 0n,
    operation: toOperation(kindOf(what), rare),
    sizeBytes: states.sizeBytes[at] ?? 0,
    ...(rare?.ttl === undefined ? {} : { ttl: rare.ttl }),
  };
}

function toOperation(kind: KvOperation["kind"], rare: Rare | undefined): KvOperation {
  return kind === "removed" ? { kind, reason: rare?.reason ?? "" } : { kind };
}

function joinAll(chunks: readonly KeyChunk[], { names, counts }: Names, most: number): KeyChunk[] {
  const whole: KeyChunk[] = [];
  let from = 0;
  for (const [number, chunk] of (chunks.length > 0 ? chunks : [createKeyChunk([])]).entries()) {
    const next = chunks[number + 1]?.keys[0];
    const end = next === undefined ? names.length : firstFrom(names, from, next);
    const some = { names: names.slice(from, end), counts: counts?.slice(from, end) };
    whole.push(...(end === from ? [chunk] : joinKeys(chunk, some, most)));
    from = end;
  }
  return whole.filter(({ keys }) => keys.length > 0);
}

/** The first place from there on that does not come before. */
function firstFrom(names: readonly string[], from: number, next: string): number {
  return from + firstNot(names.length - from, (at) => (names[from + at] ?? "") < next);
}

/** How many revisions each has is left out: it is asked for with what else is known of a key. */
function inOrder(names: readonly string[]): Names {
  return { names: names.toSorted(byLetters), counts: undefined };
}

function isSorted(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at++) {
    if ((names[at - 1] ?? "") > (names[at] ?? "")) return false;
  }
  return true;
}

function byLetters(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

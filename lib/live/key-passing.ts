import type { KeysView } from "@/lib/model/kv-keys";
import { firstNot, type KeyBook, type KeyPlace } from "./key-book";
import { isDeletedAt, type KeyChunk } from "./key-chunk";

/** What decides which keys pass. */
type PassingWish = Pick<KeysView, "pattern" | "text" | "showsDeleted">;

/** The keys of a book that pass, by their number among these. */
export type KeysPassing = {
  set(wish: PassingWish): void;
  /** Another one where others are to pass than before. */
  turn(): number;
  /** Looks at the runs that have changed since; before anything is asked. */
  refresh(): void;
  count(): number;
  /** How many pass before a run. */
  countBefore(chunk: number): number;
  /** How many pass of a run. */
  countIn(chunk: number): number;
  keysIn(chunk: number): readonly string[];
  keyAt(number: number): string | undefined;
  /** The number of the first that does not come before. */
  numberOf(isBefore: (key: string) => boolean): number;
  /** The number behind the last key below a prefix. */
  endOf(prefix: string): number;
  /** Whether a key as it is known would pass. */
  takes(key: string, isDeleted: boolean): boolean;
};

/** Which of a run pass: none of them listed where all do. */
type Passed = { stamp: number; turn: number; places: Uint16Array | undefined; count: number };

/** The keys that pass, run by run: what did not change is not looked at again. */
export function createKeysPassing(book: KeyBook): KeysPassing {
  const passed = new WeakMap<KeyChunk, Passed>();
  let wish: PassingWish = { pattern: undefined, text: "", showsDeleted: true };
  let test = toTest(wish);
  let turn = 0;
  let sums = new Uint32Array(1);
  let here: Passed[] = [];

  const look = (chunk: KeyChunk): Passed => {
    const known = passed.get(chunk);
    if (known && known.stamp === chunk.stamp && known.turn === turn) return known;
    const places = pick(chunk, test, wish.showsDeleted);
    const count = places?.length ?? chunk.keys.length;
    const fresh = { stamp: chunk.stamp, turn, places, count };
    passed.set(chunk, fresh);
    return fresh;
  };
  const chunkOf = (number: number) =>
    firstNot(here.length, (chunk) => (sums[chunk + 1] ?? 0) <= number);
  const toNumber = ({ chunk, at }: KeyPlace): number => {
    const places = here[chunk]?.places;
    const before = places ? firstNot(places.length, (place) => (places[place] ?? 0) < at) : at;
    return (sums[chunk] ?? 0) + before;
  };

  return {
    set(next) {
      const isOther =
        next.pattern !== wish.pattern ||
        next.text !== wish.text ||
        next.showsDeleted !== wish.showsDeleted;
      if (!isOther) return;
      wish = next;
      test = toTest(wish);
      turn++;
    },
    turn: () => turn,
    refresh() {
      const chunks = book.chunks();
      here = chunks.map(look);
      if (sums.length <= chunks.length) sums = new Uint32Array(2 * chunks.length + 1);
      for (const [at, { count }] of here.entries()) sums[at + 1] = (sums[at] ?? 0) + count;
    },
    count: () => sums[here.length] ?? 0,
    countBefore: (chunk) => sums[chunk] ?? 0,
    countIn: (chunk) => here[chunk]?.count ?? 0,
    keysIn(chunk) {
      const keys = book.chunks()[chunk]?.keys ?? [];
      const places = here[chunk]?.places;
      return places ? Array.from(places, (at) => keys[at] ?? "") : keys;
    },
    keyAt(number) {
      const chunk = chunkOf(number);
      const nth = number - (sums[chunk] ?? 0);
      return book.chunks()[chunk]?.keys[here[chunk]?.places?.[nth] ?? nth];
    },
    numberOf: (isBefore) => toNumber(book.placeOf(isBefore)),
    endOf: (prefix) => toNumber(book.placeOf((key) => key < prefix || key.startsWith(prefix))),
    takes: (key, isDeleted) => (wish.showsDeleted || !isDeleted) && (test?.(key) ?? true),
  };
}

function pick(
  chunk: KeyChunk,
  test: ((key: string) => boolean) | undefined,
  showsDeleted: boolean,
): Uint16Array | undefined {
  if (!test && (showsDeleted || chunk.deleted === 0)) return undefined;
  const places: number[] = [];
  for (const [at, key] of chunk.keys.entries()) {
    if (!showsDeleted && isDeletedAt(chunk, at)) continue;
    if (!test || test(key)) places.push(at);
  }
  return Uint16Array.from(places);
}

function toTest({ pattern, text }: PassingWish): ((key: string) => boolean) | undefined {
  const fits = pattern === undefined ? undefined : toExpression(pattern);
  const part = text.toLowerCase();
  if (!fits) return part === "" ? undefined : (key) => key.toLowerCase().includes(part);
  if (part === "") return (key) => fits.test(key);
  return (key) => fits.test(key) && key.toLowerCase().includes(part);
}

/** A pattern over keys as an expression: it is tried on a million of them. */
function toExpression(pattern: string): RegExp {
  const tokens = pattern.split(".").map((token, at, all) => {
    if (token === "*") return "[^.]+";
    if (token === ">" && at === all.length - 1) return "[^]+";
    return token.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  });
  return new RegExp(`^${tokens.join("\\.")}$`);
}

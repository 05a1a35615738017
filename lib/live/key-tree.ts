import type { KeysView } from "@/lib/model/kv-keys";
import { firstNot, type KeyBook } from "./key-book";
import type { KeyChunk } from "./key-chunk";
import type { KeysPassing } from "./key-passing";
import { createKeyWalk } from "./key-walk";

/** A row of the tree, by what it is of; `number` is that of its key, or of a branch's first, among those that pass. */
export type TreeRow =
  | { kind: "branch"; prefix: string; depth: number; isOpen: boolean; number: number }
  | { kind: "key"; key: string; depth: number; number: number };

/** The rows of the keys that pass as a tree, counted run by run. */
export type KeyTree = {
  set(open: readonly string[], separators: KeysView["separators"]): void;
  /** Behind a refresh of what passes. */
  refresh(): void;
  count(): number;
  rows(from: number, count: number): TreeRow[];
  /** The row of a key or a branch; undefined where it has none. */
  find(row: { key: string } | { prefix: string }): number | undefined;
};

/** How many rows a run brings, as long as it and what stands before it are the same. */
type Counted = { stamp: number; turn: number; before: string | undefined; rows: number };

/** The tree of a book's keys. A branch is a range of keys: no object stands for it. */
export function createKeyTree(book: KeyBook, passing: KeysPassing): KeyTree {
  const counted = new WeakMap<KeyChunk, Counted>();
  let open: ReadonlySet<string> = new Set();
  let separators: KeysView["separators"] = "both";
  let turn = 0;
  let passingTurn = passing.turn();
  let sums = new Uint32Array(1);
  let length = 0;

  const lastBefore = (chunk: number) => {
    const number = passing.countBefore(chunk);
    return number === 0 ? undefined : passing.keyAt(number - 1);
  };
  const countRows = (chunk: number, before: string | undefined): number => {
    const walk = createKeyWalk(open, separators);
    walk.startBehind(before);
    const keys = passing.keysIn(chunk);
    const closed = walk.closed();
    if (closed !== undefined && keys.at(-1)?.startsWith(closed)) return 0;
    let rows = 0;
    let at = 0;
    while (at < keys.length) {
      rows += walk.step(keys[at] ?? "");
      const below = walk.closed();
      at++;
      // Below a closed branch is nothing to see: on to what stands behind it.
      if (below === undefined || !keys[at]?.startsWith(below)) continue;
      at += firstNot(keys.length - at, (more) => Boolean(keys[at + more]?.startsWith(below)));
    }
    return rows;
  };
  const rowsOf = (chunk: KeyChunk, at: number): number => {
    if (passing.countIn(at) === 0) return 0;
    const before = lastBefore(at);
    const known = counted.get(chunk);
    const isSame = known?.stamp === chunk.stamp && known.turn === turn;
    if (known && isSame && known.before === before) return known.rows;
    const rows = countRows(at, before);
    counted.set(chunk, { stamp: chunk.stamp, turn, before, rows });
    return rows;
  };
  const forgetBelow = (prefix: string) => {
    for (const chunk of book.chunks()) {
      const [first = "", last = ""] = [chunk.keys[0], chunk.keys.at(-1)];
      if (last >= prefix && (first < prefix || first.startsWith(prefix))) counted.delete(chunk);
    }
  };
  /** Tells the rows one after the other, from the first of the run that holds this one; until nobody wants more. */
  const walkFrom = (row: number, hear: (row: TreeRow, at: number) => boolean) => {
    const chunk = firstNot(length, (at) => (sums[at + 1] ?? 0) <= row);
    const walk = createKeyWalk(open, separators);
    walk.startBehind(lastBefore(chunk));
    let at = sums[chunk] ?? 0;
    let goesOn = true;
    let number = passing.countBefore(chunk);
    const tell = (told: TreeRow) => {
      if (goesOn) goesOn = hear(told, at++);
    };
    const ears = {
      branch: (prefix: string, depth: number, isOpen: boolean) =>
        tell({ kind: "branch", prefix, depth, isOpen, number }),
      key: (key: string, depth: number) => tell({ kind: "key", key, depth, number }),
    };
    while (goesOn && number < passing.count()) {
      walk.step(passing.keyAt(number) ?? "", ears);
      const closed = walk.closed();
      number = closed === undefined ? number + 1 : Math.max(passing.endOf(closed), number + 1);
    }
  };

  return {
    set(nextOpen, nextSeparators) {
      const next = new Set(nextOpen);
      if (nextSeparators !== separators) turn++;
      else for (const prefix of differing(next, open)) forgetBelow(prefix);
      open = next;
      separators = nextSeparators;
    },
    refresh() {
      if (passing.turn() !== passingTurn) turn++;
      passingTurn = passing.turn();
      const chunks = book.chunks();
      length = chunks.length;
      if (sums.length <= length) sums = new Uint32Array(2 * length + 1);
      for (const [at, chunk] of chunks.entries())
        sums[at + 1] = (sums[at] ?? 0) + rowsOf(chunk, at);
    },
    count: () => sums[length] ?? 0,
    rows(from, count) {
      const rows: TreeRow[] = [];
      if (count <= 0) return rows;
      walkFrom(from, (row, at) => {
        if (at >= from) rows.push(row);
        return rows.length < count;
      });
      return rows;
    },
    find(wanted) {
      const text = "key" in wanted ? wanted.key : wanted.prefix;
      const number = passing.numberOf((key) => key < text);
      const key = passing.keyAt(number);
      if ("key" in wanted ? key !== text : !key?.startsWith(text)) return undefined;
      const chunk = firstNot(length, (at) => passing.countBefore(at + 1) <= number);
      let found: number | undefined;
      walkFrom(sums[chunk] ?? 0, (row, at) => {
        const isIt = row.kind === "key" ? row.key === text && "key" in wanted : row.prefix === text;
        if (isIt && "key" in wanted === (row.kind === "key")) found = at;
        return found === undefined && row.number <= number;
      });
      return found;
    },
  };
}

/** What only one of them has. */
function differing(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [
    ...[...one].filter((text) => !other.has(text)),
    ...[...other].filter((text) => !one.has(text)),
  ];
}

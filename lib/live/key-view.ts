import type { KeysRow, KeysView } from "@/lib/model/kv-keys";
import type { KeyBook, KnownState } from "./key-book";
import { createKeyOrder } from "./key-order";
import { createKeysPassing } from "./key-passing";
import { createKeyTree, type TreeRow } from "./key-tree";
import { nameBelow, partsBy } from "./key-walk";

/** A part of what is looked at. */
export type ViewPart =
  | { kind: "all" }
  | { kind: "rows"; from: number; count: number }
  | { kind: "below"; prefix: string };

/** What of a row is known elsewhere. */
type RowFacts = {
  changedAgoMs(key: string): number | undefined;
  /** Where nobody counts revisions, that is how many a key has. */
  revisions: bigint | undefined;
  isReading(prefix: string): boolean;
  isCounted(prefix: string): boolean;
};

/** A book of keys as somebody looks at it. */
export type KeyBookView = {
  set(view: KeysView): void;
  /** Takes in what has changed; before anything is asked. */
  refresh(): void;
  rowCount(): number;
  passing(): number;
  rows(facts: RowFacts): { rows: KeysRow[]; from: number };
  keysOf(part: ViewPart, most: number): { keys: string[]; isAll: boolean };
  findRow(row: { key: string } | { prefix: string }): number | undefined;
};

/** So many rows are told at most. */
const mostRows = 500;

/** Looks at a book. */
export function createKeyBookView(book: KeyBook, firstView: KeysView): KeyBookView {
  const passing = createKeysPassing(book);
  const tree = createKeyTree(book, passing);
  const order = createKeyOrder(book, passing);
  let view = firstView;

  /** By anything but the key only where that of every key is known. */
  const orderBy = () => {
    const { by } = view.sort;
    const { all, known } = book.size();
    return view.shape === "flat" && by !== "key" && known === all ? by : undefined;
  };
  const take = (next: KeysView) => {
    view = next;
    passing.set(next);
    tree.set(next.shape === "tree" ? next.open : [], next.separators);
  };
  const rowCount = () => {
    if (view.shape === "tree") return tree.count();
    return orderBy() ? order.count() : passing.count();
  };
  const flatKeyAt = (row: number) => {
    const number = view.sort.isDescending ? rowCount() - 1 - row : row;
    return orderBy() ? order.keyAt(number) : passing.keyAt(number);
  };
  const flatRows = (from: number, count: number): TreeRow[] => {
    const rows: TreeRow[] = [];
    for (let row = from; row < from + count; row++) {
      const key = flatKeyAt(row);
      if (key === undefined) break;
      rows.push({ kind: "key", key, depth: 0, number: row });
    }
    return rows;
  };
  const rowsAt = (from: number, count: number) =>
    view.shape === "tree" ? tree.rows(from, count) : flatRows(from, count);
  const toKey = (key: string, depth: number, facts: RowFacts): KeysRow => {
    const name = view.shape === "tree" ? nameOf(key, view.separators) : key;
    const revisions = book.revisionsOf(key);
    const known = book.get(key);
    return {
      ...{ kind: "key", key, name, depth },
      revisions: revisions === undefined ? facts.revisions : BigInt(revisions),
      state: known && toState(known, facts.changedAgoMs(key)),
    };
  };
  const toRow = (row: TreeRow, facts: RowFacts): KeysRow => {
    if (row.kind === "key") return toKey(row.key, row.depth, facts);
    const { prefix, depth, isOpen, number } = row;
    return {
      ...{ kind: "branch", prefix, depth, isOpen },
      name: nameBelow(prefix, parentEnd(prefix, view.separators)),
      keys: passing.endOf(prefix) - number,
      isReading: facts.isReading(prefix),
      isCounted: facts.isCounted(prefix),
    };
  };
  const between = function* (start: number, end: number): Generator<string> {
    for (let number = start; number < end; number++) yield passing.keyAt(number) ?? "";
  };
  const ofRows = function* (rows: readonly TreeRow[]): Generator<string> {
    for (const row of rows) {
      if (row.kind === "key") yield row.key;
      else if (!row.isOpen) yield* between(row.number, passing.endOf(row.prefix));
    }
  };
  const ofAll = function* (): Generator<string> {
    if (view.shape === "tree") return yield* between(0, passing.count());
    for (let row = 0; row < rowCount(); row++) yield flatKeyAt(row) ?? "";
  };
  const ofPart = (part: ViewPart): Generator<string> => {
    if (part.kind === "all") return ofAll();
    if (part.kind === "rows") return ofRows(rowsAt(part.from, part.count));
    const start = passing.numberOf((key) => key < part.prefix);
    return between(start, passing.endOf(part.prefix));
  };

  take(firstView);
  return {
    set: take,
    refresh() {
      passing.refresh();
      if (view.shape === "tree") tree.refresh();
      const by = orderBy();
      if (by) order.refresh(by);
    },
    rowCount,
    passing: () => passing.count(),
    rows(facts) {
      const count = Math.min(view.count, mostRows);
      const from = Math.max(0, Math.min(view.from, rowCount() - count));
      return { rows: rowsAt(from, count).map((row) => toRow(row, facts)), from };
    },
    keysOf(part, most) {
      const keys: string[] = [];
      for (const key of ofPart(part)) {
        if (keys.length === most) return { keys, isAll: false };
        keys.push(key);
      }
      return { keys, isAll: true };
    },
    findRow(row) {
      if (view.shape === "tree") return tree.find(row);
      if (!("key" in row)) return undefined;
      const number = numberIn(row.key);
      if (number === undefined) return undefined;
      return view.sort.isDescending ? rowCount() - 1 - number : number;
    },
  };

  function numberIn(key: string): number | undefined {
    if (orderBy()) return order.numberOf(key);
    const number = passing.numberOf((other) => other < key);
    return passing.keyAt(number) === key ? number : undefined;
  }
}

function toState(known: KnownState, changedAgoMs: number | undefined) {
  return { ...known, changedAgoMs };
}

/** Where the branch ends that a key or a branch stands below. */
function parentEnd(text: string, separators: KeysView["separators"]): number {
  const parts = partsBy(separators);
  for (let at = text.length - 2; at >= 0; at--) if (parts(text.charCodeAt(at))) return at + 1;
  return 0;
}

function nameOf(key: string, separators: KeysView["separators"]): string {
  const parts = partsBy(separators);
  if (parts(key.charCodeAt(key.length - 1))) return key.slice(-1);
  return key.slice(parentEnd(key, separators));
}

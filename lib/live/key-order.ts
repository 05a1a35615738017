import type { KeysView } from "@/lib/model/kv-keys";
import { firstNot, type KeyBook } from "./key-book";
import { isDeletedAt, type KeyChunk } from "./key-chunk";
import type { KeysPassing } from "./key-passing";

/** Keys in another order than that of their letters. */
export type KeyOrder = {
  /** Behind a refresh of what passes. */
  refresh(by: OrderBy): void;
  count(): number;
  /** From the smallest on. */
  keyAt(number: number): string | undefined;
  numberOf(key: string): number | undefined;
};

/** What is compared. */
type OrderBy = Exclude<KeysView["sort"]["by"], "key">;

/** A key in its place; one that moved leaves what it was behind. */
type Item = { key: string; value: number; isGone: boolean };

/** So many that changed are put in their places one by one; of more, all are put in order anew. */
const mostMoved = 2_000;

/** The keys of a book by what is known of them; it is told of changes, and moves what they move. */
export function createKeyOrder(book: KeyBook, passing: KeysPassing): KeyOrder {
  let items: Item[] = [];
  let byKey = new Map<string, Item>();
  let by: OrderBy | undefined;
  let turn = passing.turn();
  let moved: Set<string> | undefined;
  book.watch((key) => {
    if (!moved) return;
    if (key === undefined || moved.size >= mostMoved) moved = undefined;
    else moved.add(key);
  });

  const gather = (value: OrderBy): Item[] => {
    const found: Item[] = [];
    for (const chunk of book.chunks()) {
      for (const [at, key] of chunk.keys.entries()) {
        if (!passing.takes(key, isDeletedAt(chunk, at))) continue;
        found.push({ key, value: valueAt(chunk, at, value), isGone: false });
      }
    }
    return found.sort(compare);
  };
  const toItem = (key: string, value: OrderBy): Item[] => {
    const state = book.get(key);
    if (!state || !passing.takes(key, state.operation.kind !== "put")) return [];
    return [{ key, value: Number(fieldOf(state, value)), isGone: false }];
  };
  const move = (keys: ReadonlySet<string>, value: OrderBy) => {
    for (const key of keys) {
      const old = byKey.get(key);
      if (old) old.isGone = true;
      byKey.delete(key);
    }
    const fresh = [...keys].flatMap((key) => toItem(key, value)).sort(compare);
    for (const item of fresh) byKey.set(item.key, item);
    items = merge(
      items.filter(({ isGone }) => !isGone),
      fresh,
    );
  };

  return {
    refresh(value) {
      if (!moved || passing.turn() !== turn || value !== by) {
        items = gather(value);
        byKey = new Map(items.map((item) => [item.key, item]));
      } else if (moved.size > 0) {
        move(moved, value);
      }
      moved = new Set();
      by = value;
      turn = passing.turn();
    },
    count: () => items.length,
    keyAt: (number) => items[number]?.key,
    numberOf(key) {
      const [item] = by ? toItem(key, by) : [];
      if (!item) return undefined;
      const number = firstNot(items.length, (at) => compare(items[at] ?? item, item) < 0);
      return items[number]?.key === key ? number : undefined;
    },
  };
}

function merge(one: readonly Item[], other: readonly Item[]): Item[] {
  const whole: Item[][] = [];
  let at = 0;
  for (const item of other) {
    const end = at + firstNot(one.length - at, (more) => isBefore(one[at + more], item));
    whole.push(one.slice(at, end), [item]);
    at = end;
  }
  return ([] as Item[]).concat(...whole, one.slice(at));
}

function isBefore(one: Item | undefined, other: Item): boolean {
  return one !== undefined && compare(one, other) < 0;
}

function compare(one: Item, other: Item): number {
  if (one.value !== other.value) return one.value - other.value;
  if (one.key === other.key) return 0;
  return one.key < other.key ? -1 : 1;
}

const fields = { revision: "revision", time: "timeNs", size: "sizeBytes" } as const;

function fieldOf(
  state: { revision: bigint; timeNs: bigint; sizeBytes: number },
  by: OrderBy,
): number | bigint {
  return state[fields[by]];
}

function valueAt({ states }: KeyChunk, at: number, by: OrderBy): number {
  return Number(states?.[fields[by]][at] ?? 0);
}

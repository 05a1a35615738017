import type { KeysRow, KeysView } from "@/lib/model/kv-keys";

/** The keys chosen, one by one or all that match; `anchor` is the row where a range began. */
export type KeysSelection = {
  isAll: boolean;
  keys: ReadonlySet<string>;
  /** How many of them are below each branch, so that a branch is not looked through to be drawn. */
  below: ReadonlyMap<string, number>;
  anchor: RowName | undefined;
};

type Separators = KeysView["separators"];

/** Nothing is chosen. */
export const noKeys: KeysSelection = {
  isAll: false,
  keys: new Set(),
  below: new Map(),
  anchor: undefined,
};

/** What tells a row from others: a key and a branch may have the same letters. */
export function rowIdOf(row: KeysRow): string {
  return row.kind === "branch" ? `b ${row.prefix}` : `k ${row.key}`;
}

/** What a row is asked for by. */
export type RowName = { key: string } | { prefix: string };

/** A row, as it is asked for. */
export function toRowName(row: KeysRow): RowName {
  return row.kind === "branch" ? { prefix: row.prefix } : { key: row.key };
}

/** Chooses these besides, or takes them out. */
export function changeKeys(
  { keys, below, anchor }: KeysSelection,
  changed: readonly string[],
  { isOn, separators }: { isOn: boolean; separators: Separators },
): KeysSelection {
  const next = { keys: new Set(keys), below: new Map(below) };
  for (const key of changed) {
    const isOther = isOn ? !next.keys.has(key) : next.keys.has(key);
    if (!isOther) continue;
    if (isOn) next.keys.add(key);
    else next.keys.delete(key);
    for (const prefix of prefixesOf(key, separators)) {
      next.below.set(prefix, (next.below.get(prefix) ?? 0) + (isOn ? 1 : -1));
    }
  }
  return { isAll: false, ...next, anchor };
}

/** Whether a row is chosen; of a branch, whether all of it is, or a part. */
export function choiceOf(selection: KeysSelection, row: KeysRow): "all" | "some" | "none" {
  if (selection.isAll) return "all";
  if (row.kind === "key") return selection.keys.has(row.key) ? "all" : "none";
  const count = selection.below.get(row.prefix) ?? 0;
  if (count === 0) return "none";
  return count >= row.keys ? "all" : "some";
}

/** Of each branch that a key is below, what it begins with, from the shortest: `user.`, `user.5.`. */
export function prefixesOf(key: string, separators: Separators): string[] {
  return [...key.matchAll(marks[separators])].map(({ index }) => key.slice(0, index + 1));
}

const marks = { ".": /\./g, "/": /\//g, both: /[./]/g };

import type { KeysView } from "@/lib/model/kv-keys";

/** Who is told the rows that a key brings with it. */
type WalkEars = {
  branch(prefix: string, depth: number, isOpen: boolean): void;
  key(key: string, depth: number): void;
};

/** Goes from key to key in their order, and tells the rows of a tree: each branch before its keys, below closed ones none. */
export type KeyWalk = {
  /** How many rows this key brings that no key before it has brought. */
  step(key: string, ears?: WalkEars): number;
  /** Goes on behind this key, without a word about it. */
  startBehind(key: string | undefined): void;
  /** The closed branch that the last key is in. */
  closed(): string | undefined;
};

/** Begins before the first key. */
export function createKeyWalk(
  open: ReadonlySet<string>,
  separators: KeysView["separators"],
): KeyWalk {
  const parts = partsBy(separators);
  let last = "";
  /** Where the branches end that the last key is in; the innermost may be closed. */
  let ends: number[] = [];
  let isClosed = false;

  const step = (key: string, ears?: WalkEars): number => {
    const kept = countKept(ends, sharedLetters(last, key));
    const isBelowClosed = isClosed && kept === ends.length;
    last = key;
    if (isBelowClosed) return 0;
    isClosed = false;
    ends.length = kept;
    let rows = 0;
    for (let at = ends.at(-1) ?? 0; at < key.length; at++) {
      if (!parts(key.charCodeAt(at))) continue;
      const prefix = key.slice(0, at + 1);
      isClosed = !open.has(prefix);
      ears?.branch(prefix, ends.length, !isClosed);
      ends.push(at + 1);
      rows++;
      if (isClosed) return rows;
    }
    ears?.key(key, ends.length);
    return rows + 1;
  };
  return {
    step,
    startBehind(key) {
      last = "";
      ends = [];
      isClosed = false;
      if (key !== undefined) step(key);
    },
    closed: () => (isClosed ? last.slice(0, ends.at(-1)) : undefined),
  };
}

/** What a branch is called below the one that it grows from. */
export function nameBelow(prefix: string, parent: number): string {
  return prefix.slice(parent, -1) || prefix.slice(-1);
}

const dot = 46;
const slash = 47;

/** True for a letter that ends a level. */
export function partsBy(separators: KeysView["separators"]): (letter: number) => boolean {
  if (separators === "both") return (letter) => letter === dot || letter === slash;
  const only = separators === "." ? dot : slash;
  return (letter) => letter === only;
}

function countKept(ends: readonly number[], shared: number): number {
  let kept = 0;
  while (kept < ends.length && (ends[kept] ?? 0) <= shared) kept++;
  return kept;
}

function sharedLetters(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

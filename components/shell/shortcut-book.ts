/** A key, or keys one after the other, and what they do. */
export type Shortcut = {
  /** Keys as the browser names them, with spaces between: `g o`, `?`, `mod+k`. */
  keys: string;
  words: string;
  group: ShortcutGroup;
  action: () => void;
};

/** Where a shortcut stands in the list. */
export type ShortcutGroup = "Go to" | "Everywhere" | "This page";

/** Every shortcut there is now. */
export type ShortcutBook = {
  /** Until the returned function is called; of two with the same keys the newer one counts. */
  register(shortcut: Shortcut): () => void;
  /** The same list until something changes. */
  list(): readonly Shortcut[];
  subscribe(changed: () => void): () => void;
  /** What a key does now, after those before it; true when it did or began something. */
  press(key: string, nowMs: number): boolean;
};

/** The second key of two comes within this, or it is a first one. */
const sequenceMs = 1_500;

/** An empty book. */
export function createShortcutBook(): ShortcutBook {
  let shortcuts: readonly Shortcut[] = [];
  let begun: { key: string; atMs: number } | undefined;
  const listeners = new Set<() => void>();
  const change = (next: readonly Shortcut[]) => {
    shortcuts = next;
    for (const listener of listeners) listener();
  };
  const find = (keys: string) => shortcuts.findLast((shortcut) => shortcut.keys === keys);

  return {
    register(shortcut) {
      change([...shortcuts, shortcut]);
      return () => change(shortcuts.filter((each) => each !== shortcut));
    },
    list: () => shortcuts,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    press(key, nowMs) {
      const first = begun && nowMs - begun.atMs <= sequenceMs ? begun.key : undefined;
      begun = undefined;
      const found = (first && find(`${first} ${key}`)) || find(key);
      if (found) {
        found.action();
        return true;
      }
      if (!shortcuts.some(({ keys }) => keys.startsWith(`${key} `))) return false;
      begun = { key, atMs: nowMs };
      return true;
    },
  };
}

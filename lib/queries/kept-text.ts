/** What this browser keeps under a key, for all its tabs. */
export type KeptText<T> = {
  /** What is kept, as it was parsed; the same object until something changes. */
  read(): T;
  /** Keeps another text; in a browser that keeps nothing, nothing happens. */
  write(text: string): void;
  /** Calls the listener after every change, whichever tab made it, until the returned function is called. */
  watch(listener: () => void): () => void;
};

/** What is kept under a key of this browser's storage; what stands there may be anything, or nothing. */
export function keptText<T>(key: string, parse: (text: string | null) => T): KeptText<T> {
  const listeners = new Set<() => void>();
  let last: { text: string | null; parsed: T } | undefined;
  return {
    read() {
      const text = load(key);
      if (last?.text !== text) last = { text, parsed: parse(text) };
      return last.parsed;
    },
    write(text) {
      try {
        localStorage.setItem(key, text);
      } catch {
        return;
      }
      for (const listener of listeners) listener();
    },
    watch(listener) {
      const onStorage = (event: StorageEvent) => {
        // Without a key, everything was cleared.
        if (event.key === key || event.key === null) listener();
      };
      listeners.add(listener);
      window.addEventListener("storage", onStorage);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", onStorage);
      };
    },
  };
}

/** The fields of a JSON object; none of any other text. */
export function parseRecord(text: string | null): Record<string, unknown> {
  try {
    return toRecord(JSON.parse(text ?? ""));
  } catch {
    return {};
  }
}

/** The fields of an object; none of anything else. */
export function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function load(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

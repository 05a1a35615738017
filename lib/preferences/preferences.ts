import { type Choice, choices, type Preferences } from "./choices";

const key = "natsight.preferences";
const version = 1;

/** What holds until somebody chooses otherwise. */
export const defaultPreferences: Preferences = {
  theme: "system",
  density: "comfortable",
  motion: "system",
  times: "local",
  numbers: "1,234.5",
  startPage: "overview",
  payloadLimitBytes: 65_536,
  railIsNarrow: false,
};

/** A payload is shown without a click up to at most this: beyond, the page would stand still. */
export const largestPayloadLimitBytes = 4_194_304;

/** What was chosen in this browser; the same object until something changes. */
export function readPreferences(): Preferences {
  const text = load();
  if (last.text !== text) last = { text, preferences: parsePreferences(text) };
  return last.preferences;
}

/** Changes some of them, here and in every other tab of this browser. */
export function savePreferences(change: Partial<Preferences>): void {
  keep(JSON.stringify({ version, ...readPreferences(), ...change }));
  for (const listener of listeners) listener();
}

/** Calls the listener after every change, whichever tab made it, until the returned function is called. */
export function watchPreferences(listener: () => void): () => void {
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
}

/** Reads what was stored; whatever is unknown or broken there is as if nothing had been chosen, field by field. */
export function parsePreferences(text: string | null): Preferences {
  const stored = toRecord(text);
  if (stored.version !== version) return defaultPreferences;
  const { payloadLimitBytes: limit, railIsNarrow } = stored;
  return {
    theme: oneOf("theme", stored.theme),
    density: oneOf("density", stored.density),
    motion: oneOf("motion", stored.motion),
    times: oneOf("times", stored.times),
    numbers: oneOf("numbers", stored.numbers),
    startPage: oneOf("startPage", stored.startPage),
    payloadLimitBytes: isPayloadLimit(limit) ? limit : defaultPreferences.payloadLimitBytes,
    railIsNarrow: railIsNarrow === true,
  };
}

let last = { text: null as string | null, preferences: defaultPreferences };
const listeners = new Set<() => void>();
// What the browser would not store lives as long as the page.
let unstored: string | undefined;

function load(): string | null {
  if (unstored !== undefined) return unstored;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(text: string): void {
  try {
    localStorage.setItem(key, text);
    unstored = undefined;
  } catch {
    unstored = text;
  }
}

function toRecord(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function oneOf<Name extends Choice>(name: Name, value: unknown): Preferences[Name] {
  const known: readonly Preferences[Name][] = choices[name];
  return known.find((choice) => choice === value) ?? defaultPreferences[name];
}

function isPayloadLimit(value: unknown): value is number {
  return (
    Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= largestPayloadLimitBytes
  );
}

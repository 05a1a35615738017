import { type DecoderChoice, type DecoderName, decoderNames } from "@/lib/format/decoded";

/** Which messages a choice is for: those of a stream, or those that flow, on subjects of one shape; on any connection. */
export type DecoderScope = { stream?: string; subject: string };

type Kept = { stream: string; pattern: string; decoder: DecoderName };

const key = "natsight.decoders";
const version = 1;
const mostKept = 200;
const listeners = new Set<() => void>();
let last: { text: string | null; kept: readonly Kept[] } = { text: null, kept: [] };

/** The decoder that was chosen for messages like this. */
export function readDecoderChoice(scope: DecoderScope): DecoderChoice {
  const pattern = subjectPattern(scope.subject);
  return read().find((kept) => isFor(kept, scope, pattern))?.decoder ?? "auto";
}

/** Keeps a choice for all messages like this; the oldest choices go. */
export function keepDecoderChoice(scope: DecoderScope, choice: DecoderChoice): void {
  const pattern = subjectPattern(scope.subject);
  const others = read().filter((kept) => !isFor(kept, scope, pattern));
  const { stream = "" } = scope;
  const own = choice === "auto" ? [] : [{ stream, pattern, decoder: choice }];
  try {
    const choices = [...own, ...others].slice(0, mostKept);
    localStorage.setItem(key, JSON.stringify({ version, choices }));
  } catch {
    // A browser that keeps nothing: it is chosen again for each message.
    return;
  }
  for (const listener of listeners) listener();
}

/** Calls the listener after every change, whichever tab made it, until the returned function is called. */
export function watchDecoderChoices(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === key || event.key === null) listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", onStorage);
  };
}

/** The subject with `*` for each token that looks like somebody's number: `orders.4711.paid` → `orders.*.paid`. */
export function subjectPattern(subject: string): string {
  return subject
    .split(".")
    .map((token) => (isNumberLike(token) ? "*" : token))
    .join(".");
}

/** Reads what was stored; what is broken there is left out. */
export function parseDecoderChoices(text: string | null): readonly Kept[] {
  const { version: stored, choices } = toRecord(parse(text));
  if (stored !== version || !Array.isArray(choices)) return [];
  return choices.flatMap((one: unknown) => toKept(toRecord(one)) ?? []).slice(0, mostKept);
}

/** Digits, or long and with digits among the letters, as ids are. */
function isNumberLike(token: string): boolean {
  return /^\d+$/.test(token) || (/\d/.test(token) && /^[\w-]{12,}$/.test(token));
}

function isFor(kept: Kept, { stream = "" }: DecoderScope, pattern: string): boolean {
  return kept.stream === stream && kept.pattern === pattern;
}

function read(): readonly Kept[] {
  const text = load();
  if (text !== last.text) last = { text, kept: parseDecoderChoices(text) };
  return last.kept;
}

function load(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function toKept(value: Record<string, unknown>): Kept | undefined {
  const { stream, pattern } = value;
  const decoder = decoderNames.find((name) => name === value.decoder);
  if (typeof stream !== "string" || typeof pattern !== "string" || !decoder) return undefined;
  return { stream, pattern, decoder };
}

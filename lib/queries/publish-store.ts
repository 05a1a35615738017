import { type Draft, emptyDraft } from "@/lib/model/publish-draft";
import { keptText, parseRecord, toRecord } from "./kept-text";

/** Something that was sent, or is kept under a name, as the form was. */
export type KeptDraft = {
  id: string;
  connectionId: string;
  mode: string;
  subject: string;
  draft: Draft;
  /** When it was sent; a template has a name instead. */
  atMs: number;
  name?: string;
  /** Its payload is larger than what is kept. */
  isCut?: boolean;
};

/** What this browser keeps of publishing. */
export type PublishStore = { history: KeptDraft[]; templates: KeptDraft[] };

const version = 1;
const mostHistory = 50;
const mostTemplates = 100;
/** Of one payload; of all together no more than a browser's few megabytes. */
const mostPayloadBytes = 64 * 1024;
const mostLetters = 2_000_000;

const nothing: PublishStore = { history: [], templates: [] };
const store = keptText("natsight.publish", parsePublishStore);

/** What is kept; the same object until something changes. */
export const readPublishStore = store.read;

/** Calls the listener after every change, whichever tab made it, until the returned function is called. */
export const watchPublishStore = store.watch;

/** Adds what was sent; the oldest go. */
export function keepSent(sent: Omit<KeptDraft, "id">): void {
  const { history, templates } = readPublishStore();
  write({ history: [kept(sent), ...history].slice(0, mostHistory), templates });
}

/** Keeps a form under its name, in the place of another one of that name. */
export function keepTemplate(template: Omit<KeptDraft, "id"> & { name: string }): void {
  const { history, templates } = readPublishStore();
  const others = templates.filter(({ name }) => name !== template.name);
  write({ history, templates: [kept(template), ...others].slice(0, mostTemplates) });
}

/** Forgets a template. */
export function deleteTemplate(id: string): void {
  const { history, templates } = readPublishStore();
  write({ history, templates: templates.filter((template) => template.id !== id) });
}

/** Forgets what was sent over a connection. */
export function clearHistory(connectionId: string): void {
  const { history, templates } = readPublishStore();
  write({ history: history.filter((sent) => sent.connectionId !== connectionId), templates });
}

/** Reads what was stored; what is broken there is left out. */
export function parsePublishStore(text: string | null): PublishStore {
  const stored = parseRecord(text);
  if (stored.version !== version) return nothing;
  return { history: toList(stored.history), templates: toList(stored.templates) };
}

function kept(sent: Omit<KeptDraft, "id">): KeptDraft {
  const { file, ...draft } = sent.draft;
  const id = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  const sizeBytes = file?.bytes.length ?? new TextEncoder().encode(draft.payload).length;
  if (sizeBytes > mostPayloadBytes) {
    return { ...sent, id, draft: { ...draft, payload: "" }, isCut: true };
  }
  return { ...sent, id };
}

/** What does not fit goes, the oldest first. */
function write({ history, templates }: PublishStore): void {
  const rest = [...history];
  let text = toStored(rest, templates);
  while (text.length > mostLetters && rest.length > 0) {
    rest.pop();
    text = toStored(rest, templates);
  }
  store.write(text);
}

function toStored(history: KeptDraft[], templates: KeptDraft[]): string {
  return JSON.stringify({ version, history, templates }, (_key, value: unknown) =>
    value instanceof Uint8Array ? { base64: toBase64(value) } : value,
  );
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function toList(value: unknown): KeptDraft[] {
  return Array.isArray(value) ? value.flatMap((one: unknown) => toKept(toRecord(one)) ?? []) : [];
}

function toKept(value: Record<string, unknown>): KeptDraft | undefined {
  const { id, connectionId, mode, subject, atMs, name, isCut } = value;
  if (typeof id !== "string" || typeof connectionId !== "string") return undefined;
  if (typeof mode !== "string" || typeof subject !== "string") return undefined;
  return {
    ...{ id, connectionId, mode, subject, draft: toDraft(toRecord(value.draft)) },
    atMs: typeof atMs === "number" ? atMs : 0,
    ...(typeof name === "string" ? { name } : {}),
    ...(isCut === true ? { isCut } : {}),
  };
}

function toDraft(value: Record<string, unknown>): Draft {
  const texts = Object.entries(emptyDraft).map(([field, empty]) => {
    const stored = value[field];
    return [field, typeof empty === "string" && typeof stored === "string" ? stored : empty];
  });
  const draft: Draft = { ...emptyDraft, ...Object.fromEntries(texts) };
  const file = toRecord(value.file);
  const bytes = toRecord(file.bytes).base64;
  return {
    ...draft,
    awaitsAck: value.awaitsAck === true,
    headers: Array.isArray(value.headers) ? value.headers.flatMap(toHeader) : [],
    ...(typeof bytes === "string" && typeof file.name === "string"
      ? { file: { name: file.name, bytes: fromBase64(bytes) } }
      : {}),
  };
}

function toHeader(value: unknown) {
  const { name, value: text } = toRecord(value);
  return typeof name === "string" && typeof text === "string" ? [{ name, value: text }] : [];
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

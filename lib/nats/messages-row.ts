import { isReadable, showControls, toText } from "@/lib/format/payload";
import type { MessagePreview, MessageRow } from "@/lib/model/message-page";
import type { StoredMessage } from "./stored-message";

/** A bigger body stays in the worker, until it is asked for. */
const wholeUpToBytes = 1_024;
const mostLetters = 240;
const mostBinaryBytes = 48;
/** More is not parsed only to be put on one line. */
const jsonUpToBytes = 16_384;

/** What the list shows of a message; `isDirect` when a direct get brought it, with headers of its own. */
export function toRow(message: StoredMessage, isDirect: boolean): MessageRow {
  const { sequence, subject, timeNs, data } = message;
  return {
    ...{ sequence, subject, timeNs, sizeBytes: data.length },
    headers: toHeaders(message, isDirect),
    preview: toPreview(data),
    ...(data.length <= wholeUpToBytes ? { body: data.slice() } : {}),
  };
}

const addedByDirectGet = new Set([
  "Nats-Stream",
  "Nats-Subject",
  "Nats-Sequence",
  "Nats-Time-Stamp",
  "Nats-Num-Pending",
  "Nats-Last-Sequence",
]);

/** The stored ones: a direct get puts its own behind those of the same name. */
export function toHeaders(
  { headers }: StoredMessage,
  isDirect: boolean,
): [name: string, values: string[]][] {
  if (!headers) return [];
  return [...headers].flatMap(([name, values]): [string, string[]][] => {
    const stored = isDirect && addedByDirectGet.has(name) ? values.slice(0, -1) : values;
    return stored.length === 0 ? [] : [[name, [...stored]]];
  });
}

function toPreview(data: Uint8Array): MessagePreview {
  if (data.length === 0) return { kind: "empty", text: "" };
  const json = data.length <= jsonUpToBytes ? toCompactJson(data) : undefined;
  if (json !== undefined) return { kind: "json", text: cut(json) };
  const begun = toText(withoutHalfLetter(data.subarray(0, 4 * mostLetters), data.length));
  if (isReadable(begun)) return { kind: looksLike(begun.text), text: oneLine(begun.text) };
  return { kind: "binary", text: toHex(data.subarray(0, mostBinaryBytes), data.length) };
}

/** Too big to be parsed for a preview, but begun like JSON. */
function looksLike(text: string): "json" | "text" {
  return /^\s*[{[]\s*["{[\d\]}]/.test(text) && text.length >= mostLetters ? "json" : "text";
}

function toCompactJson(data: Uint8Array): string | undefined {
  const begin = data.find((byte) => byte > 32);
  // Braces, brackets; anything else is as short as it gets.
  if (begin !== 0x7b && begin !== 0x5b) return undefined;
  const { text, invalid } = toText(data);
  if (invalid > 0) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  // Between the tokens only: numbers keep all their digits, which parsing would round.
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string?: string) => string ?? "");
}

/** The last letter may have been cut in two. */
function withoutHalfLetter(begun: Uint8Array, wholeBytes: number): Uint8Array {
  if (begun.length === wholeBytes) return begun;
  for (let back = 1; back <= 4; back++) {
    const byte = begun[begun.length - back] ?? 0;
    if (byte < 0x80) return begun;
    if (byte >= 0xc0) return begun.subarray(0, begun.length - back);
  }
  return begun;
}

function oneLine(text: string): string {
  return cut(text.replace(/\s+/g, " ").trim());
}

function cut(text: string): string {
  const shown = text.length <= mostLetters ? text : `${[...text.slice(0, mostLetters)].join("")}…`;
  return showControls(shown);
}

function toHex(data: Uint8Array, wholeBytes: number): string {
  const pairs = [...data].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return data.length < wholeBytes ? `${pairs} …` : pairs;
}

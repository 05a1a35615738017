import { formatCsvLine, formatJsonLine } from "./csv";
import { toBase64, toText } from "./payload";

/** What is written of a message; without a body, all but that. */
export type WrittenMessage = {
  sequence: bigint;
  subject: string;
  timeNs: bigint;
  sizeBytes: number;
  headers: readonly [name: string, values: string[]][];
};

/** The first line of a file of CSV. */
export function csvHead(): string {
  return formatCsvLine([
    ...["sequence", "subject", "time", "size", "headers", "payload", "payload_base64"],
  ]);
}

/** A message as a line of CSV; a payload that is no text is base64. */
export function toCsvLine(message: WrittenMessage, body: Uint8Array | undefined): string {
  const { payload, payload_base64 } = payloadOf(body);
  const { sequence, subject, sizeBytes, headers } = message;
  const told = headers.length === 0 ? undefined : JSON.stringify(Object.fromEntries(headers));
  const values = [sequence, subject, isoTime(message), sizeBytes, told, payload, payload_base64];
  return formatCsvLine(values);
}

/** The same as a line of JSON. */
export function toJsonLine(message: WrittenMessage, body: Uint8Array | undefined): string {
  const { payload, payload_base64 } = payloadOf(body);
  const line = formatJsonLine([
    ["sequence", message.sequence],
    ["subject", message.subject],
    ["time", isoTime(message)],
    ["size", message.sizeBytes],
    ["payload", payload],
    ["payload_base64", payload_base64],
  ]);
  if (message.headers.length === 0) return line;
  return `${line.slice(0, -2)},"headers":${JSON.stringify(Object.fromEntries(message.headers))}}\n`;
}

/** Whether a payload is text, so that a line end can stand behind it. */
export function isUtf8(body: Uint8Array): boolean {
  try {
    strict.decode(body);
    return true;
  } catch {
    return false;
  }
}

const strict = new TextDecoder("utf-8", { fatal: true });

function payloadOf(body: Uint8Array | undefined): { payload?: string; payload_base64?: string } {
  if (!body) return {};
  const { text, invalid } = toText(body);
  return invalid === 0 ? { payload: text } : { payload_base64: toBase64(body) };
}

/** Messages that stand together mostly share their second. */
let last = { second: -1n, text: "" };

/** Nanoseconds are kept, which a Date would cut off. */
function isoTime({ timeNs }: WrittenMessage): string {
  const second = timeNs / 1_000_000_000n;
  if (second !== last.second) {
    last = { second, text: new Date(Number(second) * 1_000).toISOString().slice(0, 19) };
  }
  return `${last.text}.${String(timeNs % 1_000_000_000n).padStart(9, "0")}Z`;
}

import { formatCsvLine, formatJsonLine } from "@/lib/format/csv";
import { toBase64, toText } from "@/lib/format/payload";
import type { MessageRow } from "@/lib/model/message-page";

/** What a file of messages is written in. */
export type MessageFormat = "jsonl" | "csv";

type Options = {
  format: MessageFormat;
  rows: readonly MessageRow[];
  /** The body of a message that the list has only the beginning of; undefined once it is gone. */
  getBody: (row: MessageRow) => Promise<Uint8Array | undefined>;
  onProgress: (done: number) => void;
  signal: AbortSignal;
};

const head = ["sequence", "subject", "time", "size", "headers", "payload", "payload_base64"];

/** Messages with their whole payloads as a file; undefined where it was called off. A payload that is no text is base64. */
export async function exportMessages(options: Options): Promise<Blob | undefined> {
  const { format, rows, getBody, onProgress, signal } = options;
  const parts: string[] = format === "csv" ? [formatCsvLine(head)] : [];
  for (const [index, row] of rows.entries()) {
    if (signal.aborted) return undefined;
    const body = row.body ?? (await getBody(row));
    parts.push(format === "csv" ? csvLine(row, body) : jsonLine(row, body));
    onProgress(index + 1);
  }
  const type = format === "csv" ? "text/csv;charset=utf-8" : "application/x-ndjson";
  return new Blob(parts, { type });
}

function csvLine(row: MessageRow, body: Uint8Array | undefined): string {
  const { payload, payload_base64 } = payloadOf(body);
  const headers = row.headers.length === 0 ? undefined : JSON.stringify(toObject(row.headers));
  const { sequence, subject, sizeBytes } = row;
  const values = [sequence, subject, isoTime(row), sizeBytes, headers, payload, payload_base64];
  return formatCsvLine(values);
}

function jsonLine(row: MessageRow, body: Uint8Array | undefined): string {
  const { payload, payload_base64 } = payloadOf(body);
  const line = formatJsonLine([
    ["sequence", row.sequence],
    ["subject", row.subject],
    ["time", isoTime(row)],
    ["size", row.sizeBytes],
    ["payload", payload],
    ["payload_base64", payload_base64],
  ]);
  if (row.headers.length === 0) return line;
  return `${line.slice(0, -2)},"headers":${JSON.stringify(toObject(row.headers))}}\n`;
}

function payloadOf(body: Uint8Array | undefined): { payload?: string; payload_base64?: string } {
  if (!body) return {};
  const { text, invalid } = toText(body);
  return invalid === 0 ? { payload: text } : { payload_base64: toBase64(body) };
}

function toObject(headers: MessageRow["headers"]): Record<string, string[]> {
  return Object.fromEntries(headers);
}

/** Nanoseconds are kept, which a Date would cut off. */
function isoTime({ timeNs }: MessageRow): string {
  const second = new Date(Number(timeNs / 1_000_000n)).toISOString().slice(0, 19);
  return `${second}.${String(timeNs % 1_000_000_000n).padStart(9, "0")}Z`;
}

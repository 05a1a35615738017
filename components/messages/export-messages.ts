import { csvHead, toCsvLine, toJsonLine } from "@/lib/format/message-lines";
import type { ExportFormat } from "@/lib/model/message-export";
import type { MessageRow } from "@/lib/model/message-page";

type Options = {
  format: ExportFormat;
  rows: readonly MessageRow[];
  /** The body of a message that the list has only the beginning of; undefined once it is gone. */
  getBody: (row: MessageRow) => Promise<Uint8Array | undefined>;
  onProgress: (done: number) => void;
  signal: AbortSignal;
};

/** What each kind of file is to a browser. */
export const mimeTypes: Readonly<Record<ExportFormat, string>> = {
  jsonl: "application/x-ndjson",
  csv: "text/csv;charset=utf-8",
  raw: "application/octet-stream",
};

/** Messages with their whole payloads as a file; undefined where it was called off. A payload that is no text is base64. */
export async function exportMessages(options: Options): Promise<Blob | undefined> {
  const { format, rows, getBody, onProgress, signal } = options;
  const parts: BlobPart[] = format === "csv" ? [csvHead()] : [];
  for (const [index, row] of rows.entries()) {
    if (signal.aborted) return undefined;
    const body = row.body ?? (await getBody(row));
    if (format === "raw") parts.push(body?.slice() ?? "", "\n");
    else parts.push(format === "csv" ? toCsvLine(row, body) : toJsonLine(row, body));
    onProgress(index + 1);
  }
  return new Blob(parts, { type: mimeTypes[format] });
}

import { isReadable, showControls } from "@/lib/format/payload";
import type { TailEntry } from "@/lib/live/tail-list";
import type { TailMessage, TailRow } from "@/lib/model/tail";

/** What a line has room for. */
const previewBytes = 240;
const previewHexBytes = 32;

/** A line of the list; a body is read for it as far as it is seen. */
export function toTailRow(entry: TailEntry): TailRow {
  if (entry.kind === "gap") return entry.gap;
  const { no, atMs, sequence, subject, headers, bodyBytes, body } = entry.message;
  return {
    ...{ kind: "message", no, atMs, subject },
    ...(sequence === undefined ? {} : { sequence }),
    sizeBytes: bodyBytes,
    headers: headers.length,
    preview: toPreview(body),
  };
}

/** What an expression is tried on: the subject, each header on a line, the payload. */
export function toSearchedText({ subject, headers, body }: Omit<TailMessage, "no">): string {
  const lines = headers.flatMap(([name, values]) => values.map((value) => `${name}: ${value}`));
  return [subject, ...lines, new TextDecoder().decode(body.subarray(0, searchedBytes))].join("\n");
}

/** Of each payload, this much is searched by an expression. */
const searchedBytes = 16_384;

function toPreview(body: Uint8Array): string {
  const begin = body.subarray(0, previewBytes);
  // A letter that is cut at the end is no fault of the text.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(begin, { stream: true });
  const invalid = text.split("\ufffd").length - 1;
  if (isReadable({ text, invalid })) return showControls(text.replace(/\s+/g, " ").trim());
  const hex = [...body.subarray(0, previewHexBytes)].map((byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  return hex.join(" ");
}

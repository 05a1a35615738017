import { formatJsonLine } from "./csv";
import { toIsoTime } from "./iso-time";
import { toBase64 } from "./payload";

/** What is written of a revision of a key. */
export type WrittenKey = {
  key: string;
  revision: bigint;
  timeNs: bigint;
  operation: { kind: "put" | "delete" | "purge" } | { kind: "removed"; reason: string };
  value: Uint8Array;
  ttl?: string;
};

/**
 * An entry of a file of keys. As JSON lines each line is one object, with these members in this order:
 *
 *     {"key":"orders.17","value":"{\"total\":3}","revision":204,"time":"2026-11-22T03:15:00.123456789Z","ttl":"30s"}
 *     {"key":"logo","value_base64":"iVBORw0KGgo=","revision":205,"time":"2026-11-22T03:15:01Z"}
 *     {"key":"orders.16","operation":"delete","revision":206,"time":"2026-11-22T03:15:02Z"}
 *
 * `value` is the value as text where it is exact UTF-8, `value_base64` its bytes where it is not; `operation` stands in
 * their place where the revision is a deletion ("delete", "purge", or "removed" by the server), which only a file with
 * the history holds. As JSON the same objects stand in one array, one a line. Revisions stand in their order. Read back,
 * `revision` and `time` are ignored, of several entries of a key the last one counts, and a `value` that is no text is
 * taken as the JSON that stands there. A plain map, {"key": "value" | anything}, is read the same way.
 */
export function toKvLine(entry: WrittenKey): { line: string; isBinary: boolean } {
  const { key, revision, timeNs, operation, ttl } = entry;
  const text = operation.kind === "put" ? toExactText(entry.value) : "";
  const line = formatJsonLine([
    ["key", key],
    ...membersOf(operation, entry.value, text),
    ["revision", revision],
    ["time", toIsoTime(timeNs)],
    ["ttl", ttl],
  ]);
  return { line, isBinary: text === undefined };
}

function membersOf(
  operation: WrittenKey["operation"],
  value: Uint8Array,
  text: string | undefined,
): [string, string | undefined][] {
  if (operation.kind === "removed") {
    return [
      ["operation", "removed"],
      ["reason", operation.reason],
    ];
  }
  if (operation.kind !== "put") return [["operation", operation.kind]];
  return text === undefined ? [["value_base64", toBase64(value)]] : [["value", text]];
}

/** What stands around and between the entries of a file. */
export const kvFileMarks: Readonly<
  Record<"jsonl" | "json", { head: string; between: string; foot: string; empty: string }>
> = {
  jsonl: { head: "", between: "\n", foot: "\n", empty: "" },
  json: { head: "[\n", between: ",\n", foot: "\n]\n", empty: "[]\n" },
};

// A mark at the beginning that says which order bytes have is part of a value.
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes as text that becomes the same bytes again; undefined where there is none. */
export function toExactText(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

import { decodeLimits } from "./decode-limits";
import { toBase64 } from "./payload";

/** A decoded value as JSON to read: whole numbers exact, bytes as CBOR's notation has them, dates as ISO 8601. */
export function writeDecoded(value: unknown): string {
  const writer: Writer = { parts: [], letters: 0, values: 0 };
  write(writer, value, 0);
  return writer.parts.join("");
}

type Writer = { parts: string[]; letters: number; values: number };

function put(writer: Writer, text: string): void {
  writer.parts.push(text);
  writer.letters += text.length;
  if (writer.letters > decodeLimits.outputBytes) {
    throw new Error("it would be more than 4 MiB to read");
  }
}

function write(writer: Writer, value: unknown, depth: number): void {
  writer.values += 1;
  if (writer.values > decodeLimits.values) {
    throw new Error(`it holds more than ${decodeLimits.values} values`);
  }
  if (depth > decodeLimits.depth) {
    throw new Error(`it is nested deeper than ${decodeLimits.depth} levels`);
  }
  if (Array.isArray(value)) writeList(writer, value, depth);
  else if (value instanceof Map) writeMap(writer, value, depth);
  else if (isPlainObject(value)) writeEntries(writer, Object.entries(value), depth);
  else put(writer, toScalar(value));
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Uint8Array || value instanceof Date)
  );
}

function toScalar(value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
  }
  if (value instanceof Uint8Array) return JSON.stringify(writeBytes(value));
  return JSON.stringify(value instanceof Date ? value.toISOString() : String(value));
}

const mostHexBytes = 64;

/** Bytes inside a value: a few in hex, more in base64. */
function writeBytes(bytes: Uint8Array): string {
  if (bytes.length > mostHexBytes) return `b64'${toBase64(bytes)}'`;
  return `h'${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}'`;
}

function writeList(writer: Writer, items: readonly unknown[], depth: number): void {
  put(writer, "[");
  for (const [index, item] of items.entries()) {
    if (index > 0) put(writer, ",");
    write(writer, item, depth + 1);
  }
  put(writer, "]");
}

/** Where a key is no word or number, or two look alike, as a list of pairs. */
function writeMap(writer: Writer, map: ReadonlyMap<unknown, unknown>, depth: number): void {
  const names = [...map.keys()].map((key) =>
    ["string", "number", "bigint", "boolean"].includes(typeof key) ? String(key) : undefined,
  );
  const isPlain = !names.includes(undefined) && new Set(names).size === names.length;
  if (!isPlain) {
    writeList(writer, [...map], depth);
    return;
  }
  const values = [...map.values()];
  writeEntries(
    writer,
    names.map((name, index) => [name ?? "", values[index]]),
    depth,
  );
}

function writeEntries(
  writer: Writer,
  entries: readonly (readonly [string, unknown])[],
  depth: number,
): void {
  put(writer, "{");
  for (const [index, [name, value]] of entries.entries()) {
    put(writer, `${index > 0 ? "," : ""}${JSON.stringify(name)}:`);
    write(writer, value, depth + 1);
  }
  put(writer, "}");
}

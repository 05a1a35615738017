import { fromBase64 } from "./decode-base64";
import { createJsonSplit } from "./json-split";
import { checkKey } from "./kv-key";
import { parseDuration } from "./parse-duration";

/** What a file asks for at a key. */
export type KvFileEntry = {
  key: string;
  change: { kind: "put"; value: Uint8Array } | { kind: "delete" } | { kind: "purge" };
  ttlNs: bigint | undefined;
};

/** An entry, or why it is none. */
export type KvFileReading = { ok: true; entry: KvFileEntry } | { ok: false; why: string };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Reads an entry as our own files have it: an object with a key, and a value, its bytes, or what was done to it. */
export function parseKvEntry(bytes: Uint8Array): KvFileReading {
  const parsed = parse(bytes);
  if (!parsed.ok) return parsed;
  const { value: told } = parsed;
  if (!isObject(told)) return refused('An entry is an object, such as {"key": "a", "value": "1"}.');
  const { key, ttl } = told;
  if (typeof key !== "string") return refused("It has no key.");
  const fault = checkKey(key);
  if (fault !== undefined) return refused(fault);
  const span = readTtl(ttl);
  if (!span.ok) return span;
  const change = readChange(told, bytes);
  return change.ok ? { ok: true, entry: { key, change: change.change, ttlNs: span.ns } } : change;
}

/** Reads a member of a plain map: the name is the key, a text is its value, anything else is its JSON as it stands. */
export function parseKvMember(name: Uint8Array, value: Uint8Array): KvFileReading {
  const key = parse(name);
  if (!key.ok) return key;
  const fault = checkKey(String(key.value));
  if (fault !== undefined) return refused(fault);
  const parsed = parse(value);
  if (!parsed.ok) return parsed;
  const bytes = toValue(parsed.value, () => value);
  if (!bytes.ok) return bytes;
  return {
    ok: true,
    entry: {
      key: String(key.value),
      change: { kind: "put", value: bytes.value },
      ttlNs: undefined,
    },
  };
}

/** True for what can only be an entry of our own files, not a map of one line. */
export function looksLikeKvEntry(bytes: Uint8Array): boolean {
  const parsed = parse(bytes);
  if (!parsed.ok || !isObject(parsed.value)) return false;
  const { key } = parsed.value;
  const told = ["value", "value_base64", "operation"];
  return typeof key === "string" && told.some((name) => name in (parsed.value as object));
}

type Change = { ok: true; change: KvFileEntry["change"] } | { ok: false; why: string };

function readChange(told: Record<string, unknown>, bytes: Uint8Array): Change {
  const { value_base64: base64, operation } = told;
  const given = ["value", "value_base64", "operation"].filter((name) => name in told);
  if (given.length !== 1) {
    return refused(
      given.length === 0
        ? "It has no value, no value_base64 and no operation."
        : `It has both ${given.join(" and ")}.`,
    );
  }
  if ("operation" in told) return readOperation(operation);
  if ("value_base64" in told) return readBase64(base64);
  const value = toValue(told.value, () => memberOf(bytes, "value"));
  return value.ok ? { ok: true, change: { kind: "put", value: value.value } } : value;
}

function readOperation(operation: unknown): Change {
  // What the server removed has no value; no history has to go for that.
  if (operation === "delete" || operation === "removed") {
    return { ok: true, change: { kind: "delete" } };
  }
  if (operation === "purge") return { ok: true, change: { kind: "purge" } };
  return refused(`The operation ${JSON.stringify(operation)} is none: delete, purge or removed.`);
}

function readBase64(base64: unknown): Change {
  if (typeof base64 !== "string") return refused("value_base64 is no text.");
  try {
    const value = base64 === "" ? new Uint8Array() : fromBase64(base64);
    return { ok: true, change: { kind: "put", value } };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refused(`value_base64 is no base64: ${why}.`);
  }
}

type Bytes = { ok: true; value: Uint8Array } | { ok: false; why: string };

/** Half of a pair is a letter of JSON's, and none that UTF-8 could write. */
const half = /\p{Cs}/u;

function toValue(value: unknown, text: () => Uint8Array): Bytes {
  if (value === null) return refused('null is no value. For the text, write "null".');
  if (typeof value !== "string") return { ok: true, value: text().slice() };
  if (half.test(value)) return refused("The value holds half a letter, which no bytes stand for.");
  return { ok: true, value: encoder.encode(value) };
}

/** The JSON of an object's member as it stands there: numbers keep their digits. */
function memberOf(bytes: Uint8Array, wanted: string): Uint8Array {
  const parts = createJsonSplit("map").push(bytes);
  const found = parts.findLast(({ nameAt, nameEnd }) => {
    const name = parse(bytes.subarray(nameAt, nameEnd));
    return name.ok && name.value === wanted;
  });
  return bytes.subarray(found?.at ?? 0, found?.end ?? 0);
}

function readTtl(ttl: unknown): { ok: true; ns: bigint | undefined } | { ok: false; why: string } {
  if (ttl === undefined || ttl === null || ttl === "never") return { ok: true, ns: undefined };
  const text = String(ttl);
  if (/^\d{1,10}$/.test(text)) return { ok: true, ns: BigInt(text) * 1_000_000_000n || undefined };
  const parsed = parseDuration(text);
  return parsed.ok ? { ok: true, ns: parsed.ns || undefined } : refused(`Its ttl: ${parsed.why}`);
}

function parse(bytes: Uint8Array): { ok: true; value: unknown } | { ok: false; why: string } {
  try {
    return { ok: true, value: JSON.parse(decoder.decode(bytes)) as unknown };
  } catch (error) {
    const isJson = error instanceof SyntaxError;
    return refused(isJson ? `It is no JSON: ${error.message}.` : "It is no UTF-8.");
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(why: string): { ok: false; why: string } {
  return { ok: false, why };
}

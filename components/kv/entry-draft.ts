import { parseHexText, toHexText } from "@/lib/format/hex-text";
import { findJsonFault, type TextFault } from "@/lib/format/json-fault";
import { isReadable, toText } from "@/lib/format/payload";
import { isSameBytes } from "@/lib/format/same-bytes";
import type { KvEntry } from "@/lib/model/kv";

/** What somebody makes of a value: as text, as hex digits, or as the bytes of a file. */
export type DraftContent =
  | { shape: "text"; text: string }
  | { shape: "hex"; text: string }
  | { shape: "file"; name: string; bytes: Uint8Array };

/** A value that is edited, and the revision that was opened for it; null where there was none. */
export type Draft = { base: KvEntry | null; content: DraftContent };

/** More is changed by a file only. */
const hexUpToBytes = 256 * 1_024;

/** A draft of what is there; text where it is text. */
export function beginDraft(base: KvEntry | null): Draft {
  const bytes = bytesOfEntry(base);
  const read = toText(bytes);
  const isText = read.invalid === 0 && (bytes.length === 0 || isReadable(read));
  return { base, content: isText ? asText(bytes) : asHex(bytes) };
}

/** The same bytes in another shape. */
export function reshape(bytes: Uint8Array, shape: "text" | "hex"): DraftContent {
  return shape === "text" ? asText(bytes) : asHex(bytes);
}

/** Why bytes can't be edited in a shape; undefined where they can. */
export function reasonAgainstShape(bytes: Uint8Array, shape: "text" | "hex"): string | undefined {
  if (shape === "hex") {
    return bytes.length > hexUpToBytes
      ? "More than 256 KiB are not edited by hand: upload a file."
      : undefined;
  }
  return toText(bytes).invalid > 0
    ? "It is no UTF-8: as text, bytes of it would be lost."
    : undefined;
}

/** The bytes that a draft says; undefined where it says none. */
export function bytesOf(content: DraftContent): Uint8Array | undefined {
  if (content.shape === "file") return content.bytes;
  if (content.shape === "text") return new TextEncoder().encode(content.text);
  const parsed = parseHexText(content.text);
  return parsed.ok ? parsed.bytes : undefined;
}

/** What is wrong with what was typed; of text only where it means to be JSON. */
export function faultOf(content: DraftContent): TextFault | undefined {
  if (content.shape === "file") return undefined;
  if (content.shape === "text") {
    return /^\s*[[{]/.test(content.text) ? findJsonFault(content.text) : undefined;
  }
  const parsed = parseHexText(content.text);
  return parsed.ok ? undefined : parsed.fault;
}

/** Whether saving it would change something. */
export function isChanged({ base, content }: Draft): boolean {
  const bytes = bytesOf(content);
  if (base?.operation.kind !== "put") return true;
  return bytes === undefined || !isSameBytes(bytes, base.value);
}

/** The value of an entry; of none, or of a marker, nothing. */
export function bytesOfEntry(entry: KvEntry | null): Uint8Array {
  return entry?.operation.kind === "put" ? entry.value : new Uint8Array();
}

function asText(bytes: Uint8Array): DraftContent {
  return { shape: "text", text: toText(bytes).text };
}

function asHex(bytes: Uint8Array): DraftContent {
  return bytes.length > hexUpToBytes
    ? { shape: "file", name: "the value as it is", bytes }
    : { shape: "hex", text: toHexText(bytes) };
}

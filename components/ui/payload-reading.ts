import { parseJson } from "@/lib/format/json-text";
import { findMagic, isReadable, type Magic, toText } from "@/lib/format/payload";

/** What bytes are taken for. */
export type PayloadReading = {
  magic: Magic | undefined;
  text: string;
  /** Places that are no UTF-8. */
  invalid: number;
  isReadable: boolean;
  /** An object or a list; anything else is as well read as text. */
  json: unknown;
  /** "JSON", "gzip": in a word. */
  word: string;
  extension: string;
};

/** Reads bytes, or only the beginning of them. */
export function readPayload(bytes: Uint8Array, isBeginning = false): PayloadReading {
  const magic = findMagic(bytes);
  const { text, invalid } = toText(bytes);
  // What is cut may be cut in the middle of a letter.
  const readable = !magic && isReadable({ text, invalid: isBeginning ? 0 : invalid });
  const json = readable && /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  return {
    magic,
    text,
    invalid,
    isReadable: readable,
    json,
    word: magic?.name ?? wordOf(readable, json !== undefined),
    extension: magic?.extension ?? extensionOf(readable, json !== undefined),
  };
}

function wordOf(isText: boolean, isJson: boolean): string {
  if (isJson) return "JSON";
  return isText ? "text" : "binary";
}

function extensionOf(isText: boolean, isJson: boolean): string {
  if (isJson) return "json";
  return isText ? "txt" : "bin";
}

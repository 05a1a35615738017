import { looksBase64 } from "./decode-base64";
import { decodeLimits } from "./decode-limits";
import { findMagic, isReadable, toText } from "./payload";

const headBytes = 4_096;
/** Shorter ones are words. */
const fewestBase64Letters = 16;

/** Whether bytes may be encoded at all; of what is plain JSON, text or a picture nothing is asked. */
export function mayBeEncoded(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  const magic = findMagic(bytes);
  if (magic) return magic.name === "gzip" || magic.name === "Zstandard";
  const { text, invalid } = toText(bytes.subarray(0, headBytes));
  // What is cut may be cut in the middle of a letter.
  const isText = invalid <= Number(bytes.length > headBytes) && isReadable({ text, invalid: 0 });
  return !isText || (text.trim().length >= fewestBase64Letters && looksLikeBase64(text));
}

/** Whether they are more than is decoded. */
export function isTooLargeToDecode(bytes: Uint8Array): boolean {
  return bytes.length > decodeLimits.inputBytes;
}

function looksLikeBase64(head: string): boolean {
  const whole = head.replace(/\s+/g, "");
  return looksBase64(whole.slice(0, whole.length - (whole.length % 4)) || whole);
}

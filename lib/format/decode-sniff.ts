import { looksBase64 } from "./decode-base64";
import { decodeLimits } from "./decode-limits";
import { type Decoded, type DecoderChoice, decoderWords } from "./decoded";
import { findMagic, isReadable, toText } from "./payload";

const headBytes = 4_096;
/** Shorter ones are words. */
const fewestBase64Letters = 16;

/** Whether bytes may be encoded at all; of what is plain JSON, text or a picture nothing is asked. */
export function mayBeEncoded(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  const magic = findMagic(bytes);
  if (magic) return magic.name in packings;
  const { text, invalid } = toText(bytes.subarray(0, headBytes));
  // What is cut may be cut in the middle of a letter.
  const isText = invalid <= Number(bytes.length > headBytes) && isReadable({ text, invalid: 0 });
  return !isText || (text.trim().length >= fewestBase64Letters && looksLikeBase64(text));
}

/** What becomes of bytes that are more than is decoded; undefined where they are not. */
export function leaveLarge(bytes: Uint8Array, choice: DecoderChoice): Decoded | undefined {
  if (bytes.length <= decodeLimits.inputBytes) return undefined;
  const asItIs: Decoded = { steps: [], bytes, isCut: false };
  const step = choice === "auto" ? packings[findMagic(bytes)?.name ?? ""] : decoderWords[choice];
  const why = "it is larger than 1 MiB, and no more is decoded here";
  return step === undefined ? asItIs : { ...asItIs, fault: { step, why } };
}

const packings: Readonly<Record<string, string>> = { gzip: "gzip", Zstandard: "zstd" };

function looksLikeBase64(head: string): boolean {
  const whole = head.replace(/\s+/g, "");
  return looksBase64(whole.slice(0, whole.length - (whole.length % 4)) || whole);
}

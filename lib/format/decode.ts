import { fromBase64, looksBase64 } from "./decode-base64";
import { fromCbor } from "./decode-cbor";
import { inflate, type Unpacked } from "./decode-inflate";
import { decodeLimits } from "./decode-limits";
import { fromMsgpack } from "./decode-msgpack";
import { isPlausible, isPlausibleMessage } from "./decode-plausible";
import { fromProtobuf } from "./decode-protobuf";
import { leaveLarge } from "./decode-sniff";
import { unzstd } from "./decode-zstd";
import { type Decoded, type DecoderChoice, type DecoderName, decoderWords } from "./decoded";
import { indentJson } from "./json-indent";
import { findMagic, isReadable, toText } from "./payload";
import { writeDecoded } from "./write-decoded";

/** A step that is known by its head has failed where it fails; of a guess nothing is said. */
type Step = { name: DecoderName; run: () => Unpacked | Promise<Unpacked>; isGuess?: boolean };

/**
 * [T42] Reads a payload as what it is said to be, or as what its bytes say, through one layer after the other. It may
 * take long for what is made to: whoever calls it can end it.
 */
export async function decode(bytes: Uint8Array, choice: DecoderChoice): Promise<Decoded> {
  const large = leaveLarge(bytes, choice);
  if (large) return large;
  const so: Decoded = { steps: [], bytes, isCut: false };
  if (choice === "auto") return decodeOn(so);
  const first = await take(so, { name: choice, run: () => runChosen(bytes, choice) });
  return first.fault || isLast(choice) ? first : decodeOn(first);
}

const structured: readonly DecoderName[] = ["json", "text", "hex", "msgpack", "cbor", "protobuf"];

function isLast(name: DecoderName): boolean {
  return structured.includes(name);
}

function runChosen(bytes: Uint8Array, choice: DecoderName): Unpacked | Promise<Unpacked> {
  switch (choice) {
    case "json":
      JSON.parse(toStrictText(bytes));
      return { bytes, isCut: false };
    case "text":
    case "hex":
      return { bytes, isCut: false };
    case "gzip":
      return inflate(bytes, "gzip");
    case "deflate":
      return inflate(bytes, hasZlibHead(bytes) ? "deflate" : "deflate-raw");
    case "zstd":
      return unzstd(bytes);
    case "base64":
      return { bytes: fromBase64(toText(bytes).text), isCut: false };
    case "msgpack":
      return written(fromMsgpack(bytes));
    case "cbor":
      return written(fromCbor(bytes));
    case "protobuf":
      return written(fromProtobuf(bytes));
  }
}

/** One layer after the other, as long as the bytes say what they are. */
async function decodeOn(from: Decoded): Promise<Decoded> {
  let so = from;
  while (so.steps.length < decodeLimits.steps && !so.isCut) {
    const step = await recognise(so.bytes);
    if (!step) break;
    so = await take(so, step);
    if (so.fault || isLast(step.name)) return so;
  }
  const kind = so.steps.length === 0 ? undefined : kindOf(so);
  return kind === undefined ? so : { ...so, steps: [...so.steps, kind] };
}

async function take(so: Decoded, { name, run }: Step): Promise<Decoded> {
  try {
    const { bytes, isCut } = await run();
    return { steps: [...so.steps, decoderWords[name]], bytes, isCut };
  } catch (error) {
    return { ...so, fault: { step: decoderWords[name], why: wordsOf(error) } };
  }
}

async function recognise(bytes: Uint8Array): Promise<Step | undefined> {
  const magic = findMagic(bytes)?.name;
  if (magic === "gzip") return { name: "gzip", run: () => inflate(bytes, "gzip") };
  if (magic === "Zstandard") return { name: "zstd", run: () => unzstd(bytes) };
  if (magic !== undefined || bytes.length === 0) return undefined;
  const read = toText(bytes);
  if (read.invalid === 0 && isReadable(read)) return recogniseText(read.text);
  if (hasZlibHead(bytes)) {
    const inflated = await attempt(() => inflate(bytes, "deflate"));
    if (inflated) return { name: "deflate", run: () => inflated };
  }
  return recogniseValue(bytes);
}

/** Words are made of base64's letters, too: it has to hold something that is recognised, or is text to read. */
async function recogniseText(text: string): Promise<Step | undefined> {
  if (text.trim().length < 16 || !looksBase64(text)) return undefined;
  const bytes = await attempt(() => fromBase64(text));
  if (!bytes) return undefined;
  const inner = toText(bytes);
  const isText =
    inner.invalid === 0 && isReadable(inner) && !/(?![\t\n\r])\p{Cc}/u.test(inner.text);
  if (!isText && findMagic(bytes) === undefined) {
    const step = await recognise(bytes);
    if (!step || step.name === "protobuf" || step.name === "base64") return undefined;
  }
  return { name: "base64", run: () => ({ bytes, isCut: false }) };
}

async function recogniseValue(bytes: Uint8Array): Promise<Step | undefined> {
  const packed = beginsMsgpack(bytes) ? await attempt(() => fromMsgpack(bytes)) : undefined;
  if (isPlausible(packed)) return { name: "msgpack", run: () => written(packed) };
  const cbor = beginsCbor(bytes) ? await attempt(() => fromCbor(bytes)) : undefined;
  if (isPlausible(cbor)) return { name: "cbor", run: () => written(cbor) };
  const fields = await attempt(() => fromProtobuf(bytes));
  if (fields !== undefined && isPlausibleMessage(fields)) {
    return { name: "protobuf", run: () => written(fields) };
  }
  return undefined;
}

/** As a map or a list; anything can be a number or a tag. */
function beginsMsgpack([first = 0]: Uint8Array): boolean {
  return (first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf);
}

/** The same, or the mark that CBOR can be led by. */
function beginsCbor([first = 0, second, third]: Uint8Array): boolean {
  return (first >= 0x80 && first <= 0xbf) || (first === 0xd9 && second === 0xd9 && third === 0xf7);
}

async function attempt<T>(make: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await make();
  } catch {
    return undefined;
  }
}

function written(value: unknown): Unpacked {
  const text = writeDecoded(value);
  const bytes = new TextEncoder().encode(indentJson(text) ?? text);
  if (bytes.length <= decodeLimits.outputBytes) return { bytes, isCut: false };
  return { bytes: new TextEncoder().encode(text), isCut: false };
}

function hasZlibHead(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  const isDeflate = (first & 0x0f) === 8 && first >> 4 <= 7;
  return isDeflate && ((first << 8) | second) % 31 === 0 && (second & 0x20) === 0;
}

function toStrictText(bytes: Uint8Array): string {
  const { text, invalid } = toText(bytes);
  if (invalid > 0) throw new Error("it is no UTF-8");
  return text;
}

function kindOf({ bytes, isCut }: Decoded): string | undefined {
  const magic = findMagic(bytes);
  if (magic) return magic.name;
  const { text, invalid } = toText(bytes);
  if (!isReadable({ text, invalid: isCut ? 0 : invalid })) return undefined;
  return /^\s*[[{]/.test(text) && isJson(text) ? "JSON" : "text";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Why, without which call of the browser's said so. */
function wordsOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  // What a view of bytes says where they are at their end.
  if (error instanceof RangeError && /bounds|range/i.test(said)) return "it ends too early";
  const why = said
    .replace(/^Failed to execute '\w+' on '\w+': /, "")
    .replace(/^The compressed data was not valid: /, "")
    .replace(/\.$/, "");
  return /^[A-Z][a-z]/.test(why) ? `${why.charAt(0).toLowerCase()}${why.slice(1)}` : why;
}

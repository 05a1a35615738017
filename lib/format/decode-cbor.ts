import { decode, Tokenizer } from "cborg";
import { decodeLimits } from "./decode-limits";
import { toIsoTime } from "./iso-time";

type Inner = () => unknown;

/** The value of CBOR, maps as Map; throws where it is none, as a whole. */
export function fromCbor(bytes: Uint8Array): unknown {
  const tokens = new Tokenizer(bytes, options);
  let count = 0;
  const counted = {
    done: () => tokens.done(),
    pos: () => tokens.pos(),
    next: () => {
      count += 1;
      if (count <= decodeLimits.values) return tokens.next();
      throw new Error(`it holds more than ${decodeLimits.values} values`);
    },
  };
  try {
    return decode(bytes, { ...options, tokenizer: counted });
  } catch (error) {
    // Only the stack says how deep it is.
    if (error instanceof RangeError) {
      throw new Error(`it is nested deeper than ${decodeLimits.depth} levels`, { cause: error });
    }
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(words.replace(/^CBOR decode error: /, ""), { cause: error });
  }
}

/** Any tag is read: those that say what they mean to a reader by their meaning, others by their number. */
const tags = new Proxy<Record<number, (decode: Inner) => unknown>>(
  {},
  { get: (_, tag) => (inner: Inner) => readTag(String(tag), inner()) },
);

const options = {
  ...{ strict: false, allowIndefinite: true, allowUndefined: true, allowBigInt: true },
  ...{ useMaps: true, tags },
};

function readTag(tag: string, value: unknown): unknown {
  const isNumber = typeof value === "number" || typeof value === "bigint";
  if (tag === "1" && isNumber) return toIsoTime(BigInt(Math.round(Number(value) * 1e6)) * 1_000n);
  if (value instanceof Uint8Array && tag === "2") return toWhole(value);
  if (value instanceof Uint8Array && tag === "3") return -1n - toWhole(value);
  // A date in text, and the mark that says "this is CBOR".
  if (tag === "0" || tag === "55799") return value;
  return new Map([[`tag ${tag}`, value]]);
}

function toWhole(bytes: Uint8Array): bigint {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex === "" ? 0n : BigInt(`0x${hex}`);
}

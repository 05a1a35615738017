import { decode, decodeTimestampToTimeSpec } from "@msgpack/msgpack";
import { decodeLimits } from "./decode-limits";
import { toIsoTime } from "./iso-time";

/** The value of MessagePack; throws where it is none, as a whole. */
export function fromMsgpack(bytes: Uint8Array): unknown {
  checkShape(bytes);
  return decode(bytes, {
    useBigInt64: true,
    extensionCodec: {
      tryToEncode: () => null,
      decode: (data, type) => (type === -1 ? toMoment(data) : { [`extension ${type}`]: data }),
    },
  });
}

function toMoment(data: Uint8Array): string {
  const { sec, nsec } = decodeTimestampToTimeSpec(data);
  return toIsoTime(BigInt(sec) * 1_000_000_000n + BigInt(nsec));
}

/**
 * Goes through it without making anything: the reader would make room for as many values as a head claims, for
 * millions in each of a million lists.
 */
function checkShape(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** How many values each open list or map still wants. */
  const open = [1];
  let at = 0;
  for (let values = 1; wantsMore(open); values++) {
    if (values > decodeLimits.values) {
      throw new Error(`it holds more than ${decodeLimits.values} values`);
    }
    const { next, holds } = at < bytes.length ? readHead(view, at) : { next: at + 1, holds: 0 };
    if (next > bytes.length) throw new Error("it ends too early");
    at = next;
    if (holds > bytes.length - at) throw new Error(`it claims ${holds} values, and ends before`);
    if (holds > 0) open.push(holds);
    if (open.length > decodeLimits.depth + 1) throw new Error(tooDeep);
  }
  if (at < bytes.length) throw new Error(`it ends at byte ${at} of ${bytes.length}`);
}

/** Takes one off what the innermost wants, after those that have all they want. */
function wantsMore(open: number[]): boolean {
  while (open.at(-1) === 0) open.pop();
  const wanted = open.pop();
  if (wanted === undefined) return false;
  open.push(wanted - 1);
  return true;
}

const tooDeep = `it is nested deeper than ${decodeLimits.depth} levels`;

type Head = { next: number; holds: number };

/** By head byte from 0xc0: how many bytes tell the length, and how many follow besides. */
const sized: Readonly<Record<number, { lengthBytes: 1 | 2 | 4; besides: number }>> = {
  196: { lengthBytes: 1, besides: 0 },
  197: { lengthBytes: 2, besides: 0 },
  198: { lengthBytes: 4, besides: 0 },
  199: { lengthBytes: 1, besides: 1 },
  200: { lengthBytes: 2, besides: 1 },
  201: { lengthBytes: 4, besides: 1 },
  217: { lengthBytes: 1, besides: 0 },
  218: { lengthBytes: 2, besides: 0 },
  219: { lengthBytes: 4, besides: 0 },
};
const fixed: Readonly<Record<number, number>> = {
  ...{ 192: 0, 194: 0, 195: 0, 202: 4, 203: 8, 204: 1, 205: 2, 206: 4, 207: 8 },
  ...{ 208: 1, 209: 2, 210: 4, 211: 8, 212: 2, 213: 3, 214: 5, 215: 9, 216: 17 },
};

function readHead(view: DataView, at: number): Head {
  const byte = view.getUint8(at);
  const next = at + 1;
  if (byte < 0x80 || byte >= 0xe0) return { next, holds: 0 };
  if (byte < 0x90) return { next, holds: 2 * (byte & 0x0f) };
  if (byte < 0xa0) return { next, holds: byte & 0x0f };
  if (byte < 0xc0) return { next: next + (byte & 0x1f), holds: 0 };
  const size = fixed[byte];
  if (size !== undefined) return { next: next + size, holds: 0 };
  const told = sized[byte];
  if (told) {
    const { lengthBytes, besides } = told;
    const length = readLength(view, next, lengthBytes);
    return { next: next + lengthBytes + besides + length, holds: 0 };
  }
  if (byte < 0xdc) throw new Error(`byte ${at} begins no value`);
  const lengthBytes = byte % 2 === 0 ? 2 : 4;
  const count = readLength(view, next, lengthBytes);
  return { next: next + lengthBytes, holds: byte < 0xde ? count : 2 * count };
}

function readLength(view: DataView, at: number, lengthBytes: 1 | 2 | 4): number {
  if (at + lengthBytes > view.byteLength) throw new Error("it ends too early");
  if (lengthBytes === 1) return view.getUint8(at);
  return lengthBytes === 2 ? view.getUint16(at) : view.getUint32(at);
}

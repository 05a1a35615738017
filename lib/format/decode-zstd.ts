import { Decompress } from "fzstd";
import type { Unpacked } from "./decode-inflate";
import { decodeLimits } from "./decode-limits";
import { joinBytes } from "./join-bytes";

/** What a reader has to be able to hold by the format's own advice; more is memory that a sender asks for. */
const mostWindowBytes = 8 * 1_024 * 1_024;

/** Unpacks Zstandard; cut while it streams. */
export function unzstd(bytes: Uint8Array): Unpacked {
  checkFrames(bytes);
  const parts: Uint8Array[] = [];
  let size = 0;
  const isFull = new Error("more than may come out");
  const stream = new Decompress((block) => {
    const room = decodeLimits.outputBytes - size;
    parts.push(block.slice(0, room));
    size += Math.min(room, block.length);
    // The only way to stop it.
    if (block.length > room) throw isFull;
  });
  try {
    stream.push(bytes, true);
  } catch (error) {
    if (error !== isFull) throw error;
    return { bytes: joinBytes(parts), isCut: true };
  }
  return { bytes: joinBytes(parts), isCut: false };
}

/** Reads no more than heads: each frame's says how much memory it wants, and the reader would take it at its word. */
function checkFrames(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) at = endOfFrame(view, at);
}

const magic = 0xfd2fb528;
const skippable = 0x184d2a5;

function endOfFrame(view: DataView, start: number): number {
  const sign = view.getUint32(start, true);
  if (sign >>> 4 === skippable) return start + 8 + view.getUint32(start + 4, true);
  if (sign !== magic) throw new Error(`there is no frame at byte ${start}`);
  const flags = view.getUint8(start + 4);
  const isSingle = (flags & 0x20) !== 0;
  const descriptor = isSingle ? 0 : view.getUint8(start + 5);
  const dictionaryAt = start + 5 + (isSingle ? 0 : 1);
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0;
  if (dictionaryBytes > 0) throw new Error("it needs a dictionary");
  const sizeBytes = flags >> 6 === 0 ? Number(isSingle) : 1 << (flags >> 6);
  const windowBytes = isSingle ? readSize(view, dictionaryAt, sizeBytes) : windowOf(descriptor);
  if (windowBytes > mostWindowBytes) {
    throw new Error(`it wants a window of ${windowBytes} bytes, more than ${mostWindowBytes}`);
  }
  return endOfBlocks(view, dictionaryAt + sizeBytes) + ((flags & 4) === 0 ? 0 : 4);
}

function endOfBlocks(view: DataView, start: number): number {
  let at = start;
  for (;;) {
    const head = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    const isRepeated = ((head >> 1) & 3) === 1;
    at += 3 + (isRepeated ? 1 : head >> 3);
    if ((head & 1) === 1) return at;
  }
}

function readSize(view: DataView, at: number, sizeBytes: number): number {
  if (sizeBytes === 1) return view.getUint8(at);
  if (sizeBytes === 2) return view.getUint16(at, true) + 256;
  return sizeBytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

import { type Integer, toInteger } from "./integer";

/** Bytes that grow. */
export type Bytes = { data: Uint8Array<ArrayBuffer>; length: number };

/** Bytes that are read on from a place. */
export type Reader = { data: Uint8Array; at: number };

/** Of what nothing was written to. */
export const noBytes = new Uint8Array(0);

/** Nothing yet; the first byte takes the first memory. */
export function createBytes(): Bytes {
  return { data: noBytes, length: 0 };
}

/** What has been written so far, as a view. */
export function written({ data, length }: Bytes): Uint8Array<ArrayBuffer> {
  return data.subarray(0, length);
}

/** Seven bits a byte, the lowest first; not for negatives. */
export function writeVarint(out: Bytes, value: Integer): void {
  if (typeof value === "bigint") {
    writeLongVarint(out, value);
    return;
  }
  reserve(out, sizeOf(value));
  const { data } = out;
  let rest = value;
  let at = out.length;
  // Numbers beyond 32 bits don't bear shifts.
  while (rest >= 0x80) {
    data[at++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  data[at++] = rest;
  out.length = at;
}

/** Appends bytes as they are. */
export function writeBytes(out: Bytes, bytes: Uint8Array): void {
  reserve(out, bytes.length);
  out.data.set(bytes, out.length);
  out.length += bytes.length;
}

/** The next number; 0 behind the end. */
export function readVarint(reader: Reader): Integer {
  const { data } = reader;
  const start = reader.at;
  let value = 0;
  let scale = 1;
  for (let at = start; at < start + shortBytes; at++) {
    const byte = data[at] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      reader.at = at + 1;
      return value;
    }
    scale *= 0x80;
  }
  return readLongVarint(reader);
}

/** The next number where only a small one makes sense: a length, a count, a place. */
export function readSize(reader: Reader): number {
  return Number(readVarint(reader));
}

/** The next bytes, as a view. */
export function readBytes(reader: Reader, length: number): Uint8Array {
  reader.at += length;
  return reader.data.subarray(reader.at - length, reader.at);
}

/** Whether nothing is left. */
export function isAtEnd({ data, at }: Reader): boolean {
  return at >= data.length;
}

/** 49 bits: what a number adds up exactly. */
const shortBytes = 7;

function sizeOf(value: number): number {
  if (value < 0x80) return 1;
  return value < 2 ** 28 ? 4 : 8;
}

function writeLongVarint(out: Bytes, value: bigint): void {
  let rest = value;
  while (rest >= 0x80n) {
    reserve(out, 1);
    out.data[out.length++] = Number(rest & 0x7fn) | 0x80;
    rest >>= 7n;
  }
  reserve(out, 1);
  out.data[out.length++] = Number(rest);
}

function readLongVarint(reader: Reader): Integer {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n) {
    const byte = reader.data[reader.at++] ?? 0;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return toInteger(value);
  }
}

function reserve(out: Bytes, more: number): void {
  const wanted = out.length + more;
  if (wanted <= out.data.length) return;
  const data = new Uint8Array(Math.max(8, wanted, out.data.length * 2));
  data.set(written(out));
  out.data = data;
}

/** What the demo's devices put into a MessagePack map. */
export type PackValue = string | number | boolean;

/** A map in MessagePack, as a sensor's firmware would write it: few bytes, keys of one letter. */
export function encodeMessagePack(map: Record<string, PackValue>): Uint8Array {
  const entries = Object.entries(map);
  if (entries.length > 15) throw new RangeError("a fixmap holds at most 15 entries");
  const parts: Buffer[] = [Buffer.of(0x80 | entries.length)];
  for (const [key, value] of entries) parts.push(encodeText(key), encodeValue(value));
  return Buffer.concat(parts);
}

function encodeValue(value: PackValue): Buffer {
  if (typeof value === "string") return encodeText(value);
  if (typeof value === "boolean") return Buffer.of(value ? 0xc3 : 0xc2);
  if (Number.isInteger(value) && value >= 0) return encodeUnsigned(value);
  const float = Buffer.alloc(9);
  float.writeUInt8(0xcb, 0);
  float.writeDoubleBE(value, 1);
  return float;
}

function encodeUnsigned(value: number): Buffer {
  if (value < 0x80) return Buffer.of(value);
  if (value < 0x1_0000) return Buffer.of(0xcd, value >> 8, value & 0xff);
  const wide = Buffer.alloc(9);
  wide.writeUInt8(0xcf, 0);
  wide.writeBigUInt64BE(BigInt(value), 1);
  return wide;
}

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length > 31) throw new RangeError("a fixstr holds at most 31 bytes");
  return Buffer.concat([Buffer.of(0xa0 | bytes.length), bytes]);
}

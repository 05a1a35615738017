// The part of ASN.1's distinguished encoding (X.690) that a certificate needs.

const tags = {
  boolean: 1,
  integer: 2,
  bits: 3,
  octets: 4,
  oid: 6,
  utf8: 12,
  sequence: 48,
  set: 49,
};

/** Tag, length, content: what everything consists of. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content]);
}

export const sequence = (...parts: Uint8Array[]): Buffer => der(tags.sequence, ...parts);
export const set = (...parts: Uint8Array[]): Buffer => der(tags.set, ...parts);
export const octets = (content: Uint8Array): Buffer => der(tags.octets, content);
export const utf8 = (text: string): Buffer => der(tags.utf8, Buffer.from(text));
export const boolean = (value: boolean): Buffer =>
  der(tags.boolean, Buffer.from([value ? 0xff : 0]));

/** A non-negative number given as big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const short = bytes.subarray(start);
  // A leading one bit would make it negative.
  const padded = (short[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), short]) : short;
  return der(tags.integer, padded);
}

/** Bits, of which the last byte's `unused` lowest are none. */
export function bits(content: Uint8Array, unused = 0): Buffer {
  return der(tags.bits, Buffer.from([unused]), content);
}

/** An object identifier such as 2.5.4.3. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(tags.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A time, in the form that RFC 5280 wants for its year. */
export function time(date: Date): Buffer {
  const digits = date
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replace(/[-:T]/g, "");
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050
    ? der(23, Buffer.from(digits.slice(2)))
    : der(24, Buffer.from(digits));
}

/** A field that is told by its number in its structure; constructed when it holds others. */
export function field(number: number, content: Uint8Array, constructed = true): Buffer {
  return der((constructed ? 0xa0 : 0x80) | number, content);
}

/** A PEM block of such content. */
export function toPem(label: string, content: Uint8Array): string {
  const lines =
    Buffer.from(content)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift(0x80 | (rest % 128));
  }
  return bytes;
}

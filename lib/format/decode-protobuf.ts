import { decodeLimits } from "./decode-limits";
import { toText } from "./payload";

/**
 * What Protobuf's wire shows without a schema: each field by its number and wire type. What a field of bytes holds is
 * a guess: text, a message, or bytes. Throws where it is none, as a whole.
 */
export function fromProtobuf(bytes: Uint8Array): ReadonlyMap<string, unknown> {
  const reader = { bytes, values: { count: 0 } };
  const read = readFields(reader, { at: 0, end: bytes.length, depth: 0 });
  if ("why" in read) throw new Error(read.why);
  return toMap(read.fields);
}

type Field = { number: number; wire: string; value: unknown };
type Reader = { bytes: Uint8Array; values: { count: number } };
/** A stretch of bytes that should be one message; in a group, its end is a field of its own. */
type Span = { at: number; end: number; depth: number; group?: number };
type Fields = { fields: Field[]; next: number };
type Fault = { why: string };

function readFields(reader: Reader, { at: from, end, depth, group }: Span): Fields | Fault {
  const fields: Field[] = [];
  let at = from;
  while (at < end) {
    const tag = readTag(reader.bytes, at, end);
    if ("why" in tag) return tag;
    const { number, wire, next } = tag;
    if (wire === endOfGroup) {
      return number === group ? { fields, next } : { why: `at byte ${at} ends no group` };
    }
    countValue(reader);
    const read = readValue(reader, { at: next, end, depth, group: number }, wire);
    if ("why" in read) return read;
    fields.push({ number, wire: wireWords[wire] ?? "", value: read.value });
    at = read.next;
  }
  return group === undefined ? { fields, next: at } : { why: `the group ${group} does not end` };
}

type Tag = { number: number; wire: number; next: number };

function readTag(bytes: Uint8Array, at: number, end: number): Tag | Fault {
  const tag = readVarint(bytes, at, end);
  if (!tag || tag.value > 0xffffffffn) return { why: `at byte ${at} stands no field` };
  const number = Number(tag.value >> 3n);
  if (number === 0) return { why: `at byte ${at} stands field 0, which there is not` };
  return { number, wire: Number(tag.value & 7n), next: tag.next };
}

function countValue({ values }: Reader): void {
  values.count += 1;
  if (values.count > decodeLimits.values) {
    throw new Error(`it holds more than ${decodeLimits.values} values`);
  }
}

const endOfGroup = 4;
const wireWords = ["VARINT", "I64", "LEN", "SGROUP", "EGROUP", "I32"];

type Value = { value: unknown; next: number };

function readValue(reader: Reader, span: Span, wire: number): Value | Fault {
  switch (wire) {
    case 0:
      return readNumber(reader, span);
    case 1:
      return readFixed(reader, span, 8);
    case 2:
      return readLength(reader, span);
    case 3:
      return readGroup(reader, span);
    case 5:
      return readFixed(reader, span, 4);
    default:
      return { why: `at byte ${span.at} stands wire type ${wire}, which there is not` };
  }
}

function readNumber({ bytes }: Reader, { at, end }: Span): Value | Fault {
  const read = readVarint(bytes, at, end);
  return read ? { value: toWhole(read.value), next: read.next } : tooEarly(at);
}

function readLength(reader: Reader, span: Span): Value | Fault {
  const { at, end } = span;
  const length = readVarint(reader.bytes, at, end);
  if (!length || length.value > BigInt(end - length.next)) return tooEarly(at);
  const next = length.next + Number(length.value);
  return { value: readBytes(reader, { ...span, at: length.next, end: next }), next };
}

function readGroup(reader: Reader, span: Span): Value | Fault {
  if (span.depth >= decodeLimits.depth - 1) return { why: "groups are nested too deep" };
  const inner = readFields(reader, { ...span, depth: span.depth + 1 });
  return "why" in inner ? inner : { value: toMap(inner.fields), next: inner.next };
}

function tooEarly(at: number): Fault {
  return { why: `the field at byte ${at} ends too early` };
}

/** Text, then a message, then bytes: whatever it could be, in this order. */
function readBytes(reader: Reader, { at, end, depth }: Span): unknown {
  const part = reader.bytes.subarray(at, end);
  const { text, invalid } = toText(part);
  if (invalid === 0 && !/(?![\t\n\r])\p{Cc}/u.test(text)) return text;
  if (depth >= decodeLimits.depth - 1) return part;
  const inner = readFields(reader, { at, end, depth: depth + 1 });
  return "why" in inner ? part : toMap(inner.fields);
}

function readVarint(
  bytes: Uint8Array,
  from: number,
  end: number,
): { value: bigint; next: number } | undefined {
  let value = 0n;
  for (let at = from; at < end && at < from + 10; at++) {
    const byte = bytes[at] ?? 0;
    value |= BigInt(byte & 0x7f) << BigInt(7 * (at - from));
    if (byte < 0x80) return value < 1n << 64n ? { value, next: at + 1 } : undefined;
  }
  return undefined;
}

/** A negative number has all 64 bits; whether it is one, only a schema says. */
function toWhole(value: bigint): unknown {
  if (value < 1n << 63n) return value;
  return new Map<string, unknown>([
    ["uint64", value],
    ["int64", BigInt.asIntN(64, value)],
  ]);
}

function readFixed({ bytes }: Reader, { at, end }: Span, size: 4 | 8): Value | Fault {
  if (at + size > end) return tooEarly(at);
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, size);
  const value = new Map<string, unknown>(
    size === 4
      ? [
          ["fixed32", view.getUint32(0, true)],
          ["float", roundFloat(view.getFloat32(0, true))],
        ]
      : [
          ["fixed64", view.getBigUint64(0, true)],
          ["double", view.getFloat64(0, true)],
        ],
  );
  return { value, next: at + size };
}

/** As short as tells it from its neighbours: 0.1, not 0.10000000149011612. */
function roundFloat(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** Fields that come more than once, such as the items of a list, stand together. */
function toMap(fields: readonly Field[]): ReadonlyMap<string, unknown> {
  const map = new Map<string, unknown>();
  const repeated = new Map<string, unknown[]>();
  for (const { number, wire, value } of fields) {
    const name = `${number} ${wire}`;
    const known = repeated.get(name);
    if (known) known.push(value);
    else if (map.has(name)) {
      const both = [map.get(name), value];
      repeated.set(name, both);
      map.set(name, both);
    } else map.set(name, value);
  }
  return map;
}

import { add, type Integer, subtract } from "./integer";
import type { Part } from "./parts";
import { toDifference, writeDifference } from "./series-code";
import {
  type Bytes,
  createBytes,
  type Reader,
  readSize,
  readVarint,
  writeVarint,
  written,
} from "./varint";

/** What a tick says of a part. */
export type TickPart = {
  part: Part;
  /** It says everything: whoever is not in it is gone. */
  isKey: boolean;
  /** Nobody knows what was between it and the one before. */
  isGap: boolean;
  changes: TickChange[];
};

/** New values of one subject, by the place of the series; undefined has not changed. */
export type TickChange = { subject: number; values: (Integer | null | undefined)[] };

/** The last number of a series, which a change is written as a difference from. */
export type LastOf = (subject: number, place: number) => Integer;

/** A tick as bytes; a reader needs the same `lastOf`, except for what a key says. */
export function packTick(ticked: readonly TickPart[], lastOf: LastOf): Uint8Array<ArrayBuffer> {
  const out = createBytes();
  writeVarint(out, ticked.length);
  for (const part of ticked) writePart(out, part, part.isKey ? () => 0 : lastOf);
  return written(out);
}

/** What `packTick` wrote. */
export function parseTick(data: Uint8Array, lastOf: LastOf): TickPart[] {
  const reader = { data, at: 0 };
  return Array.from({ length: readSize(reader) }, () => readPart(reader, lastOf));
}

/** Two values that no difference is written as. */
const none = 0;
const same = 1;

function writePart(out: Bytes, { part, isKey, isGap, changes }: TickPart, lastOf: LastOf): void {
  writeVarint(out, part * 4 + (isKey ? 2 : 0) + (isGap ? 1 : 0));
  writeVarint(out, changes.length);
  let before = 0;
  for (const { subject, values } of changes) {
    writeVarint(out, toDistance(subject - before));
    before = subject;
    writeVarint(out, maskOf(values));
    for (const [place, value] of values.entries()) {
      if (value !== undefined) writeValue(out, value, lastOf(subject, place));
    }
  }
}

function writeValue(out: Bytes, value: Integer | null, last: Integer): void {
  if (value === null) writeVarint(out, none);
  else if (value === last) writeVarint(out, same);
  else writeDifference(out, subtract(value, last));
}

function readPart(reader: Reader, lastOf: LastOf): TickPart {
  const head = readSize(reader);
  const isKey = (head & 2) !== 0;
  const count = readSize(reader);
  const changes: TickChange[] = [];
  let subject = 0;
  for (let read = 0; read < count; read++) {
    subject += fromDistance(readSize(reader));
    const mask = readSize(reader);
    const values: TickChange["values"] = [];
    for (let place = 0; mask >> place > 0; place++) {
      if ((mask >> place) & 1) values[place] = readValue(reader, subject, place);
      else values[place] = undefined;
    }
    changes.push({ subject, values });
  }
  return { part: (head >> 2) as Part, isKey, isGap: (head & 1) !== 0, changes };

  function readValue(from: Reader, of: number, place: number): Integer | null {
    const token = readVarint(from);
    if (token === none) return null;
    const last = isKey ? 0 : lastOf(of, place);
    return token === same ? last : add(last, toDifference(token));
  }
}

function maskOf(values: TickChange["values"]): number {
  return values.reduce<number>((mask, value, at) => mask | (value === undefined ? 0 : 1 << at), 0);
}

function toDistance(step: number): number {
  return step < 0 ? -step * 2 - 1 : step * 2;
}

function fromDistance(distance: number): number {
  return distance % 2 === 1 ? -(distance + 1) / 2 : distance / 2;
}

import { add, type Integer, subtract } from "./integer";
import {
  type Bytes,
  isAtEnd,
  noBytes,
  type Reader,
  readSize,
  readVarint,
  writeVarint,
  written,
} from "./varint";

/**
 * One series over the places of an axis, being written: differences, with runs of what does not change and runs of
 * nothing as pairs. What it says last holds until something else is put, so that an idle series costs no byte.
 */
export type SeriesWriter = Bytes & {
  /** The first place that is not written yet. */
  at: number;
  /** The last number, also while there is none. */
  last: Integer;
  isNull: boolean;
};

/** A series that is 0 from its first place on, until something is put. */
export function createSeriesWriter(): SeriesWriter {
  // Written out: tens of thousands are made when an hour begins.
  return { data: noBytes, length: 0, at: 0, last: 0, isNull: false };
}

/** What the series says now. */
export function valueNow({ last, isNull }: SeriesWriter): Integer | null {
  return isNull ? null : last;
}

/** Says what holds from a place on; places only grow. */
export function putValue(writer: SeriesWriter, place: number, value: Integer | null): void {
  if (value === valueNow(writer)) return;
  writeRun(writer, place);
  if (value === null || value === writer.last) {
    writer.isNull = value === null;
    return;
  }
  writeDifference(writer, subtract(value, writer.last));
  writer.last = value;
  writer.isNull = false;
  writer.at = place + 1;
}

/** The bytes of a series; empty for one that is 0 all the time. */
export function writtenSeries(writer: SeriesWriter): Uint8Array<ArrayBuffer> {
  const bytes = written(writer);
  if (!writer.isNull) return bytes;
  const whole = new Uint8Array(bytes.length + 1);
  whole.set(bytes);
  whole[bytes.length] = nullRun;
  return whole;
}

/** The values at the first `count` places. */
export function readSeries(data: Uint8Array, count: number): (Integer | null)[] {
  const reader = { data, at: 0 };
  const values: (Integer | null)[] = [];
  let last: Integer = 0;
  while (!isAtEnd(reader) && values.length < count) {
    const token = readVarint(reader);
    if (token === sameRun) fill(values, last, readSize(reader) + 1, count);
    else if (token === nullRun) fill(values, null, readNullRun(reader), count);
    else {
      last = add(last, toDifference(token));
      values.push(last);
    }
  }
  fill(values, last, count, count);
  return values;
}

/** A difference that is none of the two runs: odd upwards, even downwards. Not for 0. */
export function writeDifference(out: Bytes, difference: Integer): void {
  if (typeof difference === "number" && Math.abs(difference) < shortest) {
    writeVarint(out, difference > 0 ? difference * 2 + 1 : -difference * 2);
    return;
  }
  const long = BigInt(difference);
  writeVarint(out, long > 0n ? long * 2n + 1n : -long * 2n);
}

/** What `writeDifference` wrote. */
export function toDifference(token: Integer): Integer {
  if (typeof token === "number") return token % 2 === 1 ? (token - 1) / 2 : -(token / 2);
  return token % 2n === 1n ? add(0, (token - 1n) / 2n) : add(0, -(token / 2n));
}

const sameRun = 0;
const nullRun = 1;
/** Twice as much and one is still exact. */
const shortest = 2 ** 51;

function writeRun(writer: SeriesWriter, place: number): void {
  const length = place - writer.at;
  if (length <= 0) return;
  writeVarint(writer, writer.isNull ? nullRun : sameRun);
  writeVarint(writer, length - 1);
  writer.at = place;
}

/** At the end it goes on for ever. */
function readNullRun(reader: Reader): number {
  return isAtEnd(reader) ? Number.MAX_SAFE_INTEGER : readSize(reader) + 1;
}

function fill(
  values: (Integer | null)[],
  value: Integer | null,
  length: number,
  count: number,
): void {
  const end = Math.min(count, values.length + length);
  while (values.length < end) values.push(value);
}

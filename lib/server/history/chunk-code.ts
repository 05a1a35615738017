import { add, type Integer, subtract } from "./integer";
import { counters, type Part, storedSeries } from "./parts";
import { createSeriesWriter, putValue, readSeries, writtenSeries } from "./series-code";
import { createBytes, readBytes, readSize, writeBytes, writeVarint, written } from "./varint";

/** What a subject's series were at the places of an axis; lowest and highest are the last's own where they are left out. */
export type Columns = {
  last: (Integer | null)[][];
  min?: (Integer | null)[][];
  max?: (Integer | null)[][];
};

/** A chunk of a span: one body for each series, those that are empty left out. */
export function packBodies(bodies: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = createBytes();
  writeVarint(
    out,
    bodies.reduce((mask, body, at) => mask + (body.length > 0 ? 2 ** at : 0), 0),
  );
  for (const body of bodies) {
    if (body.length === 0) continue;
    writeVarint(out, body.length);
    writeBytes(out, body);
  }
  return written(out);
}

/** A chunk of a span whose steps are longer than ticks, with the lowest and highest of each. */
export function packColumns(part: Part, { last, min = last, max = last }: Columns) {
  const spread = storedSeries[part].flatMap((series, at) => {
    if (counters.has(series)) return [];
    return [packAbove(last[at] ?? [], min[at] ?? []), packAbove(max[at] ?? [], last[at] ?? [])];
  });
  return packBodies([...last.map(packValues), ...spread]);
}

/** What a chunk says of `count` places; of a span of ticks the lowest and highest are not there. */
export function parseChunk(
  part: Part,
  data: Uint8Array,
  count: number,
  isSpread: boolean,
): Columns {
  const bodies = readBodies(data);
  const series = storedSeries[part];
  const bodyAt = (at: number) => bodies[at] ?? empty;
  const last = series.map((_, at) => readSeries(bodyAt(at), count));
  if (!isSpread) return { last };
  const min: Columns["last"] = [];
  const max: Columns["last"] = [];
  let at = series.length;
  for (const [index, name] of series.entries()) {
    const values = last[index] ?? [];
    const below = counters.has(name) ? undefined : readSeries(bodyAt(at++), count);
    const above = counters.has(name) ? undefined : readSeries(bodyAt(at++), count);
    min.push(below ? values.map((value, place) => away(value, below[place], subtract)) : values);
    max.push(above ? values.map((value, place) => away(value, above[place], add)) : values);
  }
  return { last, min, max };
}

const empty = new Uint8Array(0);

function readBodies(data: Uint8Array): Uint8Array[] {
  const reader = { data, at: 0 };
  const bodies: Uint8Array[] = [];
  let mask = readSize(reader);
  for (let at = 0; mask > 0; at++) {
    if (mask % 2 === 1) bodies[at] = readBytes(reader, readSize(reader));
    mask = Math.floor(mask / 2);
  }
  return bodies;
}

function packValues(values: readonly (Integer | null)[]): Uint8Array {
  const writer = createSeriesWriter();
  for (const [place, value] of values.entries()) putValue(writer, place, value);
  return writtenSeries(writer);
}

/** How much higher one is than the other; where there is none, it is as it was. */
function packAbove(
  high: readonly (Integer | null)[],
  low: readonly (Integer | null)[],
): Uint8Array {
  const writer = createSeriesWriter();
  for (const [place, value] of high.entries()) {
    const other = low[place] ?? null;
    if (value !== null && other !== null) putValue(writer, place, subtract(value, other));
  }
  return writtenSeries(writer);
}

function away(
  value: Integer | null,
  distance: Integer | null | undefined,
  move: (a: Integer, b: Integer) => Integer,
): Integer | null {
  return value === null ? null : move(value, distance ?? 0);
}

import type { Axis } from "./axis-code";
import type { Columns } from "./chunk-code";
import type { Integer } from "./integer";
import { type Part, storedSeries, thousandths } from "./parts";

/** What was seen at a time, with the lowest and highest since the one before; a gap before it is marked. */
export type Sample = {
  atMs: number;
  isGap: boolean;
  last: (Integer | null)[];
  min: (Integer | null)[];
  max: (Integer | null)[];
};

/** A span's chunk as samples, the oldest first. */
export function toSamples({ atMs, isGap }: Axis, columns: Columns): Sample[] {
  const { last, min = last, max = last } = columns;
  const at = (list: Columns["last"], place: number) => list.map((values) => values[place] ?? null);
  return atMs.map((ms, place) => {
    const now = at(last, place);
    return {
      ...{ atMs: ms, isGap: isGap[place] ?? false, last: now },
      min: min === last ? now : at(min, place),
      max: max === last ? now : at(max, place),
    };
  });
}

/** One series at each sample; `isRate` holds for what was between a sample and the one before. */
export type Line = {
  isRate: boolean;
  min: (number | null)[];
  max: (number | null)[];
  last: (number | null)[];
};

/** A series of a part out of its samples; undefined where the part has no such series. */
export function lineOf(part: Part, series: string, samples: readonly Sample[]): Line | undefined {
  const value = readerOf(part, series);
  if (value) {
    const all = value.places.length > 1;
    return {
      isRate: false,
      last: samples.map(({ last }) => value.of(last)),
      // Of two series together only the last is known.
      min: samples.map(({ last, min }) => value.of(all ? last : min)),
      max: samples.map(({ last, max }) => value.of(all ? last : max)),
    };
  }
  const counter = counterOf(part, series);
  if (!counter) return undefined;
  const rates = samples.map((sample, at) => rateOf(samples[at - 1], sample, counter));
  return { isRate: true, last: rates, min: rates, max: rates };
}

type Value = { places: number[]; of: (values: readonly (Integer | null)[]) => number | null };
type Counter = (values: readonly (Integer | null)[]) => bigint | null;

function readerOf(part: Part, series: string): Value | undefined {
  if (part === 0 && series === "acked") {
    const acked = difference(part, "delivered", "unacked");
    return { places: [0, 0], of: (values) => toNumber(acked(values)) };
  }
  const place = placeOf(part, series);
  if (place < 0 || (part === 0 && series === "unacked")) return undefined;
  const scale = thousandths.has(series) ? 1_000 : 1;
  return {
    places: [place],
    of: (values) => {
      const value = values[place] ?? null;
      return value === null ? null : Number(value) / scale;
    },
  };
}

/** What counts up, of which a rate is made. */
function counterOf(part: Part, series: string): Counter | undefined {
  if (part === 1 && series === "inRate") return sum(part, "lastSequence");
  if (part !== 0) return undefined;
  // What came in for it waits, or was delivered.
  if (series === "inRate") return sum(part, "pending", "delivered");
  if (series === "deliverRate") return sum(part, "delivered");
  return series === "ackRate" ? difference(part, "delivered", "unacked") : undefined;
}

function rateOf(before: Sample | undefined, now: Sample, counter: Counter): number | null {
  if (!before || now.isGap) return null;
  const from = counter(before.last);
  const to = counter(now.last);
  // What counts up and has fallen was set back: a gap (L7).
  if (from === null || to === null || to < from) return null;
  return (Number(to - from) * 1_000) / (now.atMs - before.atMs);
}

function sum(part: Part, ...series: string[]): Counter {
  const places = series.map((one) => placeOf(part, one));
  return (values) => {
    let total = 0n;
    for (const place of places) {
      const value = values[place] ?? null;
      if (value === null) return null;
      total += BigInt(value);
    }
    return total;
  };
}

function difference(part: Part, from: string, taken: string): Counter {
  const [first, second] = [placeOf(part, from), placeOf(part, taken)];
  return (values) => {
    const [whole, less] = [values[first] ?? null, values[second] ?? null];
    return whole === null || less === null ? null : BigInt(whole) - BigInt(less);
  };
}

function placeOf(part: Part, series: string): number {
  return (storedSeries[part] as readonly string[]).indexOf(series);
}

function toNumber(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}

/** What a forecast is made of: a series as it is drawn, what is used, and what there is. */
export type Filling = {
  atMs: readonly number[];
  values: readonly (number | null)[];
  used: bigint;
  limit: bigint;
};

/** Fewer say nothing, and a shorter time neither. */
const leastPoints = 10;
const leastSpanMs = 60_000;
/** How much of the movement a straight line has to explain; less is noise. */
const leastFit = 0.7;
/** How much further than it was watched a line may be drawn: a quarter of an hour tells of a day. */
const reach = 100;

/**
 * In how long it is full if it goes on like this, by least squares; undefined where it does not grow, grows without a
 * direction, or that is further away than can be told from so short a look.
 */
export function forecastFullMs({ atMs, values, used, limit }: Filling): number | undefined {
  if (limit <= 0n) return undefined;
  const line = lineOf(atMs, values);
  if (line === undefined || line.slope <= 0) return undefined;
  const inMs = Math.max(0, Number(limit - used)) / line.slope;
  return inMs <= line.spanMs * reach ? inMs : undefined;
}

/** A unit of the value a millisecond, and how long it was watched; undefined where a straight line says nothing. */
function lineOf(atMs: readonly number[], values: readonly (number | null)[]) {
  const points = atMs.flatMap((ms, index) => {
    const value = values[index];
    return value === null || value === undefined ? [] : [{ ms, value }];
  });
  const spanMs = (points.at(-1)?.ms ?? 0) - (points[0]?.ms ?? 0);
  if (points.length < leastPoints || spanMs < leastSpanMs) return undefined;
  // From the middle: squares of times since 1970 would swallow every digit.
  const middleMs = mean(points.map(({ ms }) => ms));
  const middle = mean(points.map(({ value }) => value));
  const times = sum(points.map(({ ms }) => (ms - middleMs) ** 2));
  const together = sum(points.map(({ ms, value }) => (ms - middleMs) * (value - middle)));
  const moved = sum(points.map(({ value }) => (value - middle) ** 2));
  if (times === 0 || moved === 0) return undefined;
  const fit = together ** 2 / (times * moved);
  return fit >= leastFit ? { slope: together / times, spanMs } : undefined;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: number[]): number {
  return sum(values) / values.length;
}

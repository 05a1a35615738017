/** What a line is drawn through. */
export type LinePoint = { atMs: number; value: number };

/** Fewer say nothing. */
const leastPoints = 3;
/** Of a shorter stretch, more are asked for: three in a row are soon found. */
const leastOfStretch = 5;
/** How much of the movement a straight line has to explain; less is noise. */
const leastFit = 0.9;
const stretchesMs = [300_000, 150_000, 75_000, 40_000];

/**
 * By how much it grows a second, by least squares: over the longest stretch of the last five minutes that is a line,
 * so that what turned a minute ago is told as it goes now; over all of them where none is.
 */
export function slopeOf(points: readonly LinePoint[]): number | null {
  const last = points.at(-1);
  if (!last || points.length < leastPoints) return null;
  // Most consumers have nothing that waits.
  if (points.every(({ value }) => value === last.value)) return 0;
  const nowMs = last.atMs;
  let whole: number | null = null;
  for (const [at, stretchMs] of stretchesMs.entries()) {
    const stretch = points.filter(({ atMs }) => atMs >= nowMs - stretchMs);
    const line = lineOf(stretch);
    if (at === 0) {
      if (!line) return null;
      whole = line.slope;
    }
    if (line && line.fit >= leastFit && (at === 0 || stretch.length >= leastOfStretch)) {
      return line.slope;
    }
  }
  return whole;
}

function lineOf(points: readonly LinePoint[]): { slope: number; fit: number } | undefined {
  const [first] = points;
  if (!first || points.length < leastPoints) return undefined;
  // From the first: squares of times since 1970 would swallow every digit.
  const count = points.length;
  let seconds = 0;
  let values = 0;
  for (const { atMs, value } of points) {
    seconds += (atMs - first.atMs) / 1_000;
    values += value;
  }
  const middle = { seconds: seconds / count, value: values / count };
  let times = 0;
  let together = 0;
  let moved = 0;
  for (const { atMs, value } of points) {
    const second = (atMs - first.atMs) / 1_000 - middle.seconds;
    times += second ** 2;
    together += second * (value - middle.value);
    moved += (value - middle.value) ** 2;
  }
  if (times === 0) return undefined;
  return { slope: together / times, fit: moved === 0 ? 1 : together ** 2 / (times * moved) };
}

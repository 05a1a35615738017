/** What a line is drawn through. */
export type LinePoint = { atMs: number; value: number };

/** Fewer say nothing. */
const leastPoints = 3;
/** Of a shorter stretch, more are asked for: three in a row are soon found. */
const leastOfStretch = 5;
/** How much of the movement a straight line has to explain; less is noise. */
const leastFit = 0.9;
/** A longer stretch goes the same way as the newest where it is no further off than that. */
const sameWay = 0.25;
const windowMs = 300_000;
const stretchesMs = [40_000, 75_000, 150_000, windowMs];

/**
 * By how much it grows a second, by least squares over five minutes. Where the newest stretch is a line that goes
 * another way, what turned a minute ago is told as it goes now: over the longest stretch that goes the same way.
 */
export function slopeOf(points: readonly LinePoint[]): number | null {
  const last = points.at(-1);
  if (!last || points.length < leastPoints) return null;
  // Most consumers have nothing that waits.
  if (points.every(({ value }) => value === last.value)) return 0;
  let newest: number | undefined;
  let told: number | undefined;
  for (const stretchMs of stretchesMs) {
    const stretch = points.filter(({ atMs }) => atMs >= last.atMs - stretchMs);
    const line = stretch.length >= leastOfStretch ? lineOf(stretch) : undefined;
    if (!line || line.fit < leastFit) continue;
    newest ??= line.slope;
    if (Math.abs(line.slope - newest) <= Math.abs(newest) * sameWay) told = line.slope;
  }
  return told ?? lineOf(points)?.slope ?? null;
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

/** What the round numbers of an axis are: sizes read in KiB and MiB, milliseconds as time, all else in thousands. */
export type Base = "decimal" | "binary" | "time";

/** The few round values of an axis that begins at zero; the last one is its end. */
export function valueTicks(highest: number, base: Base = "decimal"): number[] {
  if (!(highest > 0)) return base === "time" ? [0, 1_000] : [0, 1];
  let best: number[] | undefined;
  for (const step of steps(highest, base)) {
    const count = Math.ceil(highest / step - 1e-9);
    if (count < 2 || count > 4) continue;
    const end = count * step;
    if (best && end >= (best.at(-1) ?? 0)) continue;
    best = Array.from({ length: count + 1 }, (_, index) => round(index * step));
  }
  return best ?? [0, highest];
}

// From large to small, so that of two axes with the same end the one with fewer ticks stays.
function steps(highest: number, base: Base): number[] {
  // Below a second, and beyond days, time is counted by tens, too.
  if (base === "time" && highest >= 1_000 && highest < dayMs) return timeParts;
  if (base === "time" && highest >= dayMs) return steps(highest / dayMs, "decimal").map(toDays);
  const power = base === "binary" ? 1_024 : 10;
  const exponent = Math.max(
    base === "binary" ? 0 : -1,
    Math.floor(Math.log(highest) / Math.log(power)),
  );
  const unit = power ** exponent;
  const of = (size: number, parts: readonly number[]) => parts.map((part) => part * size);
  if (base === "binary") return of(unit, binaryParts);
  return [...of(unit, decimalParts), ...(unit >= 10 ? of(unit / 10, decimalParts) : [])];
}

const decimalParts = [10, 5, 2, 1];
const binaryParts = [1_024, 500, 250, 200, 100, 50, 25, 20, 10, 5, 2, 1, 0.5];

const dayMs = 86_400_000;
const toDays = (days: number) => days * dayMs;
const timeParts = [
  ...[12, 6, 3, 2, 1].map((hours) => hours * 3_600_000),
  ...[30, 20, 15, 10, 5, 2, 1].map((minutes) => minutes * 60_000),
  ...[30, 20, 15, 10, 5, 2, 1, 0.5, 0.25].map((seconds) => seconds * 1_000),
];

function round(value: number): number {
  return Number(value.toPrecision(12));
}

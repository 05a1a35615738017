import type { Axis } from "./axis-code";
import type { Columns } from "./chunk-code";
import type { Integer } from "./integer";

/** The places of an axis that fall into each longer step, and the longer steps as an axis. */
export type RolledAxis = { axis: Axis; ranges: [from: number, to: number][] };

/**
 * An axis of longer steps; each stands at the last time that was seen in it, so that rates stay exact. What was missed
 * for less than a step is no gap there.
 */
export function rollAxis(
  { atMs, isGap }: Axis,
  stepMs: number,
  beforeMs: number | undefined,
): RolledAxis {
  const axis: Axis = { atMs: [], isGap: [] };
  const ranges: RolledAxis["ranges"] = [];
  let step: number | undefined;
  for (const [place, ms] of atMs.entries()) {
    const before = place === 0 ? beforeMs : atMs[place - 1];
    const isHole = isGap[place] === true && (before === undefined || ms - before > stepMs);
    const now = Math.floor(ms / stepMs);
    const at = ranges.length - 1;
    const range = ranges[at];
    if (range && now === step) {
      range[1] = place + 1;
      axis.atMs[at] = ms;
      axis.isGap[at] ||= isHole;
      continue;
    }
    step = now;
    ranges.push([place, place + 1]);
    axis.atMs.push(ms);
    axis.isGap.push(isHole);
  }
  return { axis, ranges };
}

/** Values by longer steps: of each the lowest, highest and last. */
export function rollColumns(
  { last, min = last, max = last }: Columns,
  ranges: RolledAxis["ranges"],
): Required<Columns> {
  const rolled: Required<Columns> = { last: [], min: [], max: [] };
  for (const [series, values] of last.entries()) {
    const lows = min[series] ?? values;
    const highs = max[series] ?? values;
    rolled.last.push(ranges.map((range) => lastOf(values, range)));
    rolled.min.push(ranges.map((range) => edgeOf(lows, range, (a, b) => a < b)));
    rolled.max.push(ranges.map((range) => edgeOf(highs, range, (a, b) => a > b)));
  }
  return rolled;
}

type Values = readonly (Integer | null)[];

function lastOf(values: Values, [from, to]: [number, number]): Integer | null {
  for (let place = to - 1; place >= from; place--) {
    const value = values[place] ?? null;
    if (value !== null) return value;
  }
  return null;
}

function edgeOf(
  values: Values,
  [from, to]: [number, number],
  isBeyond: (a: Integer, b: Integer) => boolean,
): Integer | null {
  let edge: Integer | null = null;
  for (let place = from; place < to; place++) {
    const value = values[place] ?? null;
    if (value !== null && (edge === null || isBeyond(value, edge))) edge = value;
  }
  return edge;
}

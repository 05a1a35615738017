/**
 * What a bench found: its figure, the least that any program could do for the same job in the same
 * run, and whether the goal is met. `more` holds the figures behind it, by the part that they tell of.
 * @typedef {{value: number, unit: string, floor: number, goal: string, pass: boolean, more: Record<string, Record<string, number>>}} Measured
 */

/**
 * One short pass says that a bench works; a full one is worth judging. `note` tells a person how far it is.
 * @typedef {{short: boolean, note: (text: string) => void}} Pass
 */

/** @typedef {(pass: Pass) => Promise<Measured>} Bench */

/**
 * The middle of several runs: one that the machine disturbed does not move it.
 * @param {number[]} values
 */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

/**
 * The median of each figure of several runs.
 * @template {string} Name
 * @param {Record<Name, number>[]} runs
 * @returns {Record<Name, number>}
 */
export function medians(runs) {
  const [first] = runs;
  if (!first) throw new Error("No run, no figure.");
  const names = /** @type {Name[]} */ (Object.keys(first));
  const pairs = names.map((name) => [name, round(median(runs.map((run) => run[name])))]);
  return Object.fromEntries(pairs);
}

/** Digits beyond the tenth are noise. @param {number} value */
export function round(value) {
  return Math.round(value * 10) / 10;
}

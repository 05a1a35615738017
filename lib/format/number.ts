const scales = [
  { from: 1e18, unit: "E" },
  { from: 1e15, unit: "P" },
  { from: 1e12, unit: "T" },
  { from: 1e9, unit: "G" },
  { from: 1e6, unit: "M" },
  { from: 1e4, unit: "k", by: 1e3 },
];

/** A count that people read: 9,999 whole, 12.4k and 3.1M beyond. The exact value is `formatExact`. */
export function formatCount(value: number | bigint): string {
  const number = Number(value);
  const scale = scales.find(({ from }) => Math.abs(number) >= from);
  if (!scale) return formatExact(value);
  return `${oneDecimal(number / (scale.by ?? scale.from))}${scale.unit}`;
}

/** Every digit, grouped. */
export function formatExact(value: number | bigint): string {
  return digits.format(value);
}

// Made once: `toLocaleString` makes one at every call, which costs a hundred times what reading it does.
const digits = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** A rate a second: 0, 0.4, 12.3, 1,240, 12.4k. */
export function formatRate(perSec: number): string {
  if (perSec === 0) return "0";
  if (perSec < 0.05) return "<0.1";
  return perSec < 100 ? trim(perSec.toFixed(1)) : formatCount(Math.round(perSec));
}

/** One decimal, cut and not rounded up, so that 999,990 stays "999.9k" and never reads "1000k". */
export function oneDecimal(value: number): string {
  return trim((Math.trunc(value * 10) / 10).toFixed(1));
}

function trim(text: string): string {
  return text.replace(/\.0+$/, "");
}

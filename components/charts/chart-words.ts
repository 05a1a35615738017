import type { Columns, Line } from "./series";

/** What the lines of a chart say, for those who do not see them. */
export function chartWords(
  lines: Pick<Line, "label">[],
  { values }: Columns,
  format: (value: number) => string,
): string {
  const sentences = lines.map(({ label }, place) => {
    const line = values[place] ?? [];
    const known = line.filter((value) => value !== null);
    if (known.length === 0) return `${label}: no figures.`;
    const last = line.at(-1) ?? null;
    const now = last === null ? "unknown" : format(last);
    const bounds = known.reduce(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)] as const,
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
    );
    return `${label}: now ${now}, between ${format(bounds[0])} and ${format(bounds[1])}, ${trend(known)}.`;
  });
  return sentences.join(" ");
}

/** Compares the last third with the first: a single spike is no trend. */
function trend(known: number[]): string {
  const third = Math.max(1, Math.floor(known.length / 3));
  const before = mean(known.slice(0, third));
  const after = mean(known.slice(-third));
  const scale = Math.max(Math.abs(before), Math.abs(after));
  if (scale === 0 || Math.abs(after - before) < 0.1 * scale) return "steady";
  return after > before ? "rising" : "falling";
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** By how much something has changed, and over how long; undefined where it was known less than twice. */
export function trendOf(
  atMs: readonly number[],
  values: readonly (number | null)[],
): { change: number; spanMs: number } | undefined {
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  if (first === -1 || first === last) return undefined;
  return {
    change: (values[last] ?? 0) - (values[first] ?? 0),
    spanMs: (atMs[last] ?? 0) - (atMs[first] ?? 0),
  };
}

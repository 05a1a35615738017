/** A time with nanoseconds, as milliseconds; the zero time of Go means "never". */
export function timeOf(value: unknown): number | undefined {
  if (typeof value !== "string" || value.startsWith("0001-01-01")) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}

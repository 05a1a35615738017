/** A time in nanoseconds as ISO 8601 has it, with as many digits as it needs. */
export function toIsoTime(timeNs: bigint): string {
  const ns = ((timeNs % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const date = new Date(Number((timeNs - ns) / 1_000_000n));
  // Beyond the year 275760 there is no date to write.
  if (Number.isNaN(date.getTime())) return `${timeNs} ns`;
  const digits =
    ns === 0n
      ? ""
      : `.${String(ns)
          .padStart(9, "0")
          .replace(/(000){1,2}$/, "")}`;
  return `${date.toISOString().slice(0, -5)}${digits}Z`;
}

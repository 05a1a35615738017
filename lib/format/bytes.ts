import { oneDecimal } from "./number";

const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** A size in powers of 1,024, as number and unit, so that a column can set the unit apart. */
export function formatBytes(bytes: number | bigint): { value: string; unit: string } {
  let value = Number(bytes);
  let unit = 0;
  while (Math.abs(value) >= 1_024 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  const text = unit === 0 ? String(Math.round(value)) : oneDecimal(value);
  return { value: text, unit: units[unit] ?? "B" };
}

/** The same in one string: "3.2 GiB". */
export function formatBytesText(bytes: number | bigint): string {
  const { value, unit } = formatBytes(bytes);
  return `${value} ${unit}`;
}

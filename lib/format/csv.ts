/** A value of an exported row. */
export type ExportValue = string | number | bigint | boolean | undefined;

/** A line of CSV as RFC 4180 has it, ended by CRLF. */
export function formatCsvLine(values: readonly ExportValue[]): string {
  return `${values.map(formatCsvField).join(",")}\r\n`;
}

/** A line of JSON; 64-bit numbers keep all their digits. */
export function formatJsonLine(fields: readonly (readonly [string, ExportValue])[]): string {
  const known = fields.filter(([, value]) => value !== undefined);
  return `{${known.map(([name, value]) => `${JSON.stringify(name)}:${toJson(value)}`).join(",")}}\n`;
}

/**
 * What a spreadsheet would take for a formula is led by an apostrophe; numbers of ours are none and stay
 * as they are, negative ones too.
 */
function formatCsvField(value: ExportValue): string {
  if (value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const text = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function toJson(value: ExportValue): string {
  return typeof value === "bigint" ? String(value) : JSON.stringify(value);
}

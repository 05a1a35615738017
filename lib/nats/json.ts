/**
 * Reads server JSON and keeps integers exact: one beyond 2^53 becomes a bigint, where
 * JSON.parse would round it. (Node 20 has no source text in revivers.)
 */
export function readJson(text: string): unknown {
  if (!longInteger.test(text)) return JSON.parse(text);
  const marked = text.replace(token, (match) =>
    wholeLongInteger.test(match) ? `"${mark}${match}"` : match,
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(mark)
      ? toInteger(value.slice(mark.length))
      : value,
  );
}

/** Writes JSON as the server reads it: a bigint becomes an integer, however long. */
export function writeJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "bigint" ? `${mark}${part}` : part,
  );
  return text.replace(markedInteger, "$1");
}

function toInteger(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/** Unguessable, so that no stored name or payload can pass for a marked integer. */
const mark = `${crypto.randomUUID()}:`;
const markedInteger = new RegExp(`"${mark}(-?\\d+)"`, "g");
const longInteger = /\d{16}/;
const wholeLongInteger = /^-?\d{16,}$/;
/** Strings and whole numbers, so that digits inside a string or behind a point are left alone. */
const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

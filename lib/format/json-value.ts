/** Longer texts are cut in a line of a tree. */
const longest = 200;

/** A value that is one line of JSON, with what can't be seen or turns text around written as escapes. */
export function writeValue(value: unknown): string {
  if (typeof value !== "string") return String(value);
  const text = isLong(value) ? `${value.slice(0, longest)}…` : value;
  return JSON.stringify(text).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (mark) => `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Whether a line does not hold all of it. */
export function isLong(value: unknown): value is string {
  return typeof value === "string" && value.length > longest;
}

// A wrong guess is worse than none: what is taken for a format by itself says more than that it could be one.

/** Whether a value is one that somebody would send: a map with words for keys, or a list with a text or such a map. */
export function isPlausible(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isTelling);
  const keys = keysOf(value);
  return keys.length > 0 && keys.every((key) => typeof key === "number" || isWord(key));
}

/** Whether fields look as a sender would number and fill them: small numbers, and a text among them. */
export function isPlausibleMessage(fields: ReadonlyMap<string, unknown>): boolean {
  const numbers = [...fields.keys()].map((name) => Number.parseInt(name, 10));
  return (
    numbers.every((number) => number <= mostFieldNumber) &&
    ![...fields.keys()].some((name) => name.endsWith("GROUP")) &&
    hasText([...fields.values()])
  );
}

const mostFieldNumber = 256;

function hasText(values: readonly unknown[]): boolean {
  return values.some((value) => {
    if (typeof value === "string") return value.length >= 4 && /\p{L}{2}/u.test(value);
    if (Array.isArray(value)) return hasText(value);
    return value instanceof Map && hasText([...value.values()]);
  });
}

function isTelling(value: unknown): boolean {
  return typeof value === "string"
    ? value.length >= 3 && isWord(value)
    : keysOf(value).some(isWord);
}

function keysOf(value: unknown): unknown[] {
  if (value instanceof Map) return [...value.keys()];
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return [];
  return Object.keys(value);
}

function isWord(key: unknown): boolean {
  if (typeof key !== "string" || /^(tag|extension) -?\d+$/.test(key)) return false;
  return /^[^\p{Cc}\ufffd]*\p{L}[^\p{Cc}\ufffd]*$/u.test(key);
}

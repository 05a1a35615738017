/**
 * Reads server JSON and keeps integers exact: one beyond 2^53 becomes a bigint, where
 * JSON.parse would round it. (Node 20 has no source text in revivers.)
 */
export function readJson(text: string): unknown {
  const marked = markLong(text);
  return marked === undefined ? JSON.parse(text) : unmark(JSON.parse(marked));
}

/** Writes JSON as the server reads it: a bigint becomes an integer, however long. */
export function writeJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "bigint" ? `${mark}${part}` : part,
  );
  return text.replace(markedInteger, "$1");
}

/** The place behind the quote that closes what another one opens. */
export function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close === -1 ? text.length : close + 1;
}

function toInteger(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/** Unguessable, so that no stored name or payload can pass for a marked integer. */
const mark = `${crypto.randomUUID()}:`;
const markedInteger = new RegExp(`"${mark}(-?\\d+)"`, "g");
/** By what stands around it; one inside a string looks alike. */
const longInteger = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE+-])/g;

/**
 * The text with its long integers as marked strings; undefined where it has none. Strings are passed over whole: of
 * megabytes, a reviver or a look at each token took ten times as long.
 */
function markLong(text: string): string | undefined {
  const parts: string[] = [];
  let copiedTo = 0;
  let quote = -2;
  let outside = 0;
  for (const { 0: digits, index } of text.matchAll(longInteger)) {
    if (quote === -2) quote = text.indexOf('"');
    while (quote !== -1 && quote < index && outside <= index) {
      outside = endOfString(text, quote);
      quote = text.indexOf('"', outside);
    }
    if (outside > index) continue;
    parts.push(text.slice(copiedTo, index), `"${mark}${digits}"`);
    copiedTo = index + digits.length;
  }
  return parts.length === 0 ? undefined : parts.join("") + text.slice(copiedTo);
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === "\\") before--;
  return (at - before) % 2 === 0;
}

/** Puts the integers in the place of the marked strings. */
function unmark(value: unknown): unknown {
  if (typeof value === "string") {
    return value.startsWith(mark) ? toInteger(value.slice(mark.length)) : value;
  }
  if (typeof value !== "object" || value === null) return value;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const part = holder[key];
    if (typeof part === "string" ? part.startsWith(mark) : typeof part === "object") {
      holder[key] = unmark(part);
    }
  }
  return value;
}

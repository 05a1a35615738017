/** Any value as JSON text to read, whole numbers of any size exact. */
export function formatJson(value: unknown): string {
  const big = new Map<string, bigint>();
  const text = JSON.stringify(
    value,
    (_key, part: unknown) => {
      if (typeof part !== "bigint") return part;
      const mark = `${base}${big.size}`;
      big.set(mark, part);
      return mark;
    },
    2,
  );
  if (big.size === 0) return text ?? "null";
  return text.replace(marked, (whole, mark: string) => big.get(mark)?.toString() ?? whole);
}

/** The value of JSON text, whole numbers of any size exact; undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    if (!/\d{16}/.test(text)) return JSON.parse(text);
    const held = text.replace(token, (part) =>
      wholeAndLong.test(part) ? `"${base}${part}"` : part,
    );
    return JSON.parse(held, (_key, part: unknown) =>
      typeof part === "string" && part.startsWith(base) ? toWhole(part.slice(base.length)) : part,
    );
  } catch {
    return undefined;
  }
}

function toWhole(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/** Strings and numbers: digits inside a string or behind a point are left alone. */
const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const wholeAndLong = /^-?\d{16,}$/;
/** Unguessable, so that no text in the value can pass for a marked number. */
const base = `${crypto.randomUUID()}:`;
const marked = new RegExp(`"(${base}\\d+)"`, "g");

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

/** Unguessable, so that no text in the value can pass for a marked number. */
const base = `${crypto.randomUUID()}:`;
const marked = new RegExp(`"(${base}\\d+)"`, "g");

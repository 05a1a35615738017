type Headers = Readonly<Record<string, readonly string[]>>;

/** Headers as they are typed, `Name: value` in a line; and those that can't be said in this way. */
export function fromHeaders(headers: Headers): { text: string; untyped: Record<string, string[]> } {
  const untyped: [string, string[]][] = [];
  const lines: string[] = [];
  for (const [name, values] of Object.entries(headers)) {
    if (isTypeable(name, values)) lines.push(...values.map((value) => `${name}: ${value}`));
    else untyped.push([name, [...values]]);
  }
  return { text: lines.join("\n"), untyped: Object.fromEntries(untyped) };
}

/** The headers that lines without a fault mean; a name may stand in several of them. */
export function toHeaders(text: string): Record<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of linesOf(text)) {
    const at = line.indexOf(":");
    const name = line.slice(0, at).trim();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(at + 1).trim()]);
  }
  return Object.fromEntries(headers);
}

/** What is wrong with the lines, in words. */
export function headersFault(text: string): string | undefined {
  const odd = linesOf(text).find(
    (line) => line.slice(0, Math.max(0, line.indexOf(":"))).trim() === "",
  );
  return odd === undefined ? undefined : `${odd}: a name, then a colon, then its value.`;
}

function isTypeable(name: string, values: readonly string[]): boolean {
  return (
    values.length > 0 &&
    name !== "" &&
    name.trim() === name &&
    !/[:\n\r]/.test(name) &&
    values.every((value) => value.trim() === value && !/[\n\r]/.test(value))
  );
}

function linesOf(text: string): string[] {
  return text.split(/[\n\r]+/).filter((line) => line.trim() !== "");
}

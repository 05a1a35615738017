type Metadata = Record<string, string>;

/** Metadata as it is typed, `key=value` in a line; and what can't be said in this way. */
export function fromMetadata(metadata: Metadata): { text: string; untyped: Metadata } {
  const entries = Object.entries(metadata);
  const typed = entries.filter(isTypeable);
  return {
    text: typed.map(([key, value]) => `${key}=${value}`).join("\n"),
    untyped: Object.fromEntries(entries.filter((entry) => !isTypeable(entry))),
  };
}

/** The metadata that lines without a fault mean. */
export function toMetadata(text: string): Metadata {
  return Object.fromEntries(
    linesOf(text).map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

/** What is wrong with the lines, in words. */
export function metadataFault(text: string): string | undefined {
  const seen = new Set<string>();
  for (const line of linesOf(text)) {
    const key = line.slice(0, Math.max(0, line.indexOf("="))).trim();
    if (key === "") return `${line}: a key, then =, then its value.`;
    if (key.startsWith("_nats.")) return `${key}: NATS keeps these for itself.`;
    if (seen.has(key)) return `${key} stands there twice.`;
    seen.add(key);
  }
  return undefined;
}

function isTypeable([key, value]: [string, string]): boolean {
  return (
    key !== "" &&
    key.trim() === key &&
    value.trim() === value &&
    !/[=\n\r]/.test(key) &&
    !/[\n\r]/.test(value)
  );
}

function linesOf(text: string): string[] {
  return text.split(/[\n\r]+/).filter((line) => line.trim() !== "");
}

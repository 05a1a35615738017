import type { Severity } from "./series";

const count = 6;

/** The colours of things that stand in one chart: each its own, or the next that is free; grey beyond six. */
export function coloursOf(names: readonly string[]): string[] {
  const taken = new Set<number>();
  return names.map((name) => {
    if (taken.size === count) return "var(--color-unknown)";
    let place = slot(name);
    while (taken.has(place)) place = (place + 1) % count;
    taken.add(place);
    return token(place);
  });
}

/** The colour of a status. */
export const severityColour: Record<Severity, string> = {
  ok: "var(--color-ok)",
  attention: "var(--color-attention)",
  trouble: "var(--color-trouble)",
  unknown: "var(--color-unknown)",
};

function token(place: number): string {
  return `var(--color-line-${place + 1})`;
}

function slot(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash % count;
}

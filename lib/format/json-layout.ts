import { indentJson } from "./json-indent";

/**
 * JSON text laid out anew: two spaces a level, or without any. Numbers, names and their order stay as they were written,
 * and so do the line ends and a last empty line. Undefined where it is no JSON.
 */
export function layOutJson(text: string, layout: "indented" | "short"): string | undefined {
  const indented = indentJson(text);
  if (indented === undefined) return undefined;
  if (layout === "short") return (text.match(token) ?? []).join("");
  const lineEnd = lineEndOf(text);
  const last = /\n\s*$/.test(text) ? "\n" : "";
  return `${indented}${last}`.replaceAll("\n", lineEnd);
}

/** How a text ends its lines: all of them by both characters, or not. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  const both = text.match(/\r\n/g)?.length ?? 0;
  const lone = text.match(/(?<!\r)\n|\r(?!\n)/g)?.length ?? 0;
  return both > 0 && lone === 0 ? "\r\n" : "\n";
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

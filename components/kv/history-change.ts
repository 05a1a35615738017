import { diffValues } from "@/lib/format/diff";
import { formatJson, parseJson } from "@/lib/format/json-text";
import { formatPath } from "@/lib/format/path";
import { toText } from "@/lib/format/payload";
import type { KvRevision } from "@/lib/model/kv";

/** Longer values would take the table's time. */
const mostBytes = 16_384;

/** What a revision changed of the one before it, in a line; undefined where both are not JSON, or long. */
export function changeWords(one: KvRevision, before: KvRevision | undefined): string | undefined {
  const after = before && jsonOf(one);
  const was = before && jsonOf(before);
  if (after === undefined || was === undefined) return undefined;
  const [first, ...others] = diffValues(was, after);
  if (!first) return "the same JSON";
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  const name = formatPath(first.path) || "all";
  if (first.kind === "added") return `${name} added: ${short(first.after)}${more}`;
  if (first.kind === "removed") return `${name} removed${more}`;
  if (first.kind === "reordered") return `${name} reordered${more}`;
  return `${name}: ${short(first.before)} → ${short(first.after)}${more}`;
}

function jsonOf({ operation, value, isCut }: KvRevision): unknown {
  if (operation.kind !== "put" || isCut || value.length > mostBytes) return undefined;
  const { text, invalid } = toText(value);
  return invalid === 0 && /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
}

const mostLetters = 40;

function short(value: unknown): string {
  const text = formatJson(value).replace(/\s+/g, " ");
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text;
}

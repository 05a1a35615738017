import { type Document, isMap, isNode, isPair, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";

/** A parsed file and where its fields stand. */
export type ConfigText = {
  value: unknown;
  /** The line of a field such as `connections[1].tls.ca`, or of what it would stand in. */
  lineOf(field: string): number | undefined;
};

/** Why a text can't be read at all; its words never quote it. */
export type BadText = { line?: number; why: string };

/** Reads YAML, and with it JSON. */
export function parseConfigText(
  text: string,
): { ok: true; text: ConfigText } | { ok: false; bad: BadText } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const lineAt = (offset: number) => lineCounter.linePos(offset).line;
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) {
    const why = words[fault.code] ?? "the text can't be read as YAML or JSON here";
    return { ok: false, bad: { line: lineAt(fault.pos[0]), why } };
  }
  try {
    const value: unknown = document.toJS();
    const lineOf = (field: string) => {
      const start = startOf(document, toPath(field));
      return start === undefined ? undefined : lineAt(start);
    };
    return { ok: true, text: { value, lineOf } };
  } catch {
    return { ok: false, bad: { why: "an alias in it names nothing, or too much" } };
  }
}

/** The field that an issue is about, in the words of the file. */
export function fieldOf(issue: z.core.$ZodIssue, at = ""): string {
  const path =
    issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  return path.reduce<string>((field, step) => {
    if (typeof step === "number") return `${field}[${step}]`;
    return field === "" ? String(step) : `${field}.${String(step)}`;
  }, at);
}

/** What is wrong with a field, without its value. */
export function wordsOfIssue(issue: z.core.$ZodIssue): { why: string; what: string } {
  switch (issue.code) {
    case "unrecognized_keys":
      return { why: "it is not known", what: "check its spelling and how far it is indented" };
    case "invalid_value":
      return { why: "it is none of the allowed words", what: `write ${issue.values.join(", ")}` };
    case "invalid_type":
      return {
        why: `it has to be ${typeWords[issue.expected] ?? issue.expected}`,
        what: issue.expected === "string" ? "put it in quotes" : "write it so",
      };
    case "invalid_format":
      return { why: "it can't be written so", what: `write ${issue.message}` };
    default:
      return { why: "it is not what it should be", what: "see README, Connections" };
  }
}

const typeWords: Record<string, string> = {
  string: "text",
  boolean: "true or false",
  array: "a list",
  object: "a group of fields",
};

const words: Record<string, string> = {
  BAD_INDENT: "the indentation does not fit",
  TAB_AS_INDENT: "a tab can't indent",
  MISSING_CHAR: "a colon, a quote or a bracket is missing, or the indentation does not fit",
  DUPLICATE_KEY: "a field stands twice",
  BLOCK_AS_IMPLICIT_KEY: "a text with a colon in it needs quotes",
  MULTIPLE_DOCS: "a second document begins here",
  TAG_RESOLVE_FAILED: "a tag (!…) is not known",
};

function toPath(field: string): (string | number)[] {
  const steps = field.match(/[^.[\]]+/g) ?? [];
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

// The nearest thing that is there: a field that is missing is said at what it is missing from.
function startOf(document: Document, path: (string | number)[]): number | undefined {
  const [last] = path.slice(-1);
  const parent = document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && keyOf(item.key) === String(last));
    const start = isNode(pair?.key) ? rangeStart(pair.key) : undefined;
    if (start !== undefined) return start;
  }
  const node = document.getIn(path, true);
  if (isNode(node)) return rangeStart(node);
  return path.length === 0 ? undefined : startOf(document, path.slice(0, -1));
}

function keyOf(key: unknown): string {
  return isNode(key) ? String(key) : "";
}

function rangeStart(node: Node): number | undefined {
  return node.range?.[0];
}

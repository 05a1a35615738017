/** One step into a JSON value: a member by name, an element by place (from the end where negative), or each of them. */
type JsonStep = { key: string } | { index: number } | "each";

/** Where in a JSON value something is; empty is the whole. */
export type JsonPath = readonly JsonStep[];

/** A path, or why the text is none. */
export type ParsedJsonPath = { ok: true; value: JsonPath } | { ok: false; why: string };

/** Reads `$.order.items[0].sku`, `order.total`, `items[*].id` or `["a name"]`; the `$` may be left out. */
export function parseJsonPath(text: string): ParsedJsonPath {
  const read = readJsonPath(text.trim());
  if (!read.ok) return read;
  if (read.rest === "") return { ok: true, value: read.value };
  return { ok: false, why: `Unexpected ${read.rest.trim().slice(0, 12)} behind the path.` };
}

/** What a value has there: nothing, one thing, or, where the path says "each", several. */
export function pickJson(value: unknown, path: JsonPath): unknown[] {
  let found: unknown[] = [value];
  for (const step of path) {
    if (found.length === 0) return found;
    found = found.flatMap((one) => stepInto(one, step));
  }
  return found;
}

/** Reads a path from the beginning of a text, and gives what stands behind it. */
export function readJsonPath(
  text: string,
): { ok: true; value: JsonPath; rest: string } | { ok: false; why: string } {
  const path: JsonStep[] = [];
  const root = /^\$(?=[.[\s]|$)/.exec(text)?.[0] ?? "";
  let rest = text.slice(root.length);
  // A path may begin with a name, which has no dot before it.
  if (root === "" && rest !== "" && !rest.startsWith("[")) rest = `.${rest}`;
  while (/^[.[]/.test(rest)) {
    const read = readStep(rest);
    if (!read) return { ok: false, why: whyNoStep(rest) };
    path.push(read.step);
    rest = rest.slice(read.length);
  }
  if (path.length === 0 && root === "") return { ok: false, why: "Name a member: order.total" };
  return { ok: true, value: path, rest };
}

function stepInto(value: unknown, step: JsonStep): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (step === "each") return Array.isArray(value) ? value : Object.values(value);
  if ("key" in step) {
    return !Array.isArray(value) && Object.hasOwn(value, step.key)
      ? [(value as Record<string, unknown>)[step.key]]
      : [];
  }
  if (!Array.isArray(value)) return [];
  const place = step.index < 0 ? value.length + step.index : step.index;
  return place in value ? [value[place]] : [];
}

type Read = { step: JsonStep; length: number };

function readStep(text: string): Read | undefined {
  const [each] = /^(?:\.\*|\[\s*\*\s*\])/.exec(text) ?? [];
  if (each) return { step: "each", length: each.length };
  const [named, key] = plainName.exec(text) ?? [];
  if (named && key) return { step: { key }, length: named.length };
  const [placed, index] = /^\[\s*(-?\d{1,9})\s*\]/.exec(text) ?? [];
  if (placed) return { step: { index: Number(index) }, length: placed.length };
  const [quoted, name] = quotedName.exec(text) ?? [];
  const unquoted = name === undefined ? undefined : unquote(name);
  return quoted && unquoted !== undefined
    ? { step: { key: unquoted }, length: quoted.length }
    : undefined;
}

/** What stands in quotes of either kind; undefined where it is no text. */
export function unquote(quoted: string): string | undefined {
  const inner = quoted.slice(1, -1);
  const text = quoted.startsWith("'")
    ? `"${inner.replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"')}"`
    : quoted;
  try {
    return String(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function whyNoStep(rest: string): string {
  if (rest.startsWith("..")) return "A path names each member: two dots do not search for one.";
  if (rest === ".") return "A name is missing behind the last dot.";
  if (!rest.startsWith("[")) return `A name cannot begin with ${rest.slice(1, 2)}. Quote it: ["…"]`;
  return rest.includes("]")
    ? 'Between [ and ] stands a place, a * or a "name".'
    : "A ] is missing.";
}

/** Up to what ends a step, or begins a comparison. */
const plainName = /^\.([^\s.[\]"'=<>!~*]+)/;
const quotedName = /^\[\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\]/;

import { type JsonPath, pickJson, readJsonPath, unquote } from "./json-path";

/** What a JSON value is asked, and where in it one has to look. */
type JsonTest = { path: JsonPath; test: (value: unknown) => boolean };

/** A test, or why the text is none. */
export type ParsedJsonTest = { ok: true; value: JsonTest } | { ok: false; why: string };

/**
 * Reads `$.total >= 100`, `status = "paid"`, `a.b ~ text` (contains, in any case) or `a.b` (is there). Numbers are
 * compared with numbers and exactly, text with text; where a path means several values, one that passes is enough,
 * but `!=` wants none that is equal.
 */
export function parseJsonTest(text: string): ParsedJsonTest {
  const read = readJsonPath(text.trim());
  if (!read.ok) return read;
  const { value: path, rest } = read;
  const [, sign = "", operand = ""] = /^\s*(==|=|!=|<=|>=|<|>|~)?\s*(.*)$/s.exec(rest) ?? [];
  if (sign === "") {
    if (operand === "") {
      return { ok: true, value: { path, test: (value) => pickJson(value, path).length > 0 } };
    }
    return { ok: false, why: "Behind the path stands = != < <= > >= or ~, or nothing." };
  }
  if (operand === "") return { ok: false, why: `Nothing stands behind ${sign}` };
  const wanted = sign === "~" ? readText(operand) : readOperand(operand);
  if (wanted === undefined) return { ok: false, why: "The quotes of the text do not close." };
  const compare = comparisons[sign];
  if (!compare) return { ok: false, why: `${sign} is no comparison.` };
  const test = (value: unknown) => {
    const found = pickJson(value, path);
    if (sign === "!=") return found.length > 0 && !found.some((one) => isEqual(one, wanted));
    return found.some((one) => compare(one, wanted));
  };
  return { ok: true, value: { path, test } };
}

type Wanted = string | number | bigint | boolean | null;
type Compare = (found: unknown, wanted: Wanted) => boolean;

const comparisons: Record<string, Compare> = {
  "=": isEqual,
  "==": isEqual,
  "!=": (found, wanted) => !isEqual(found, wanted),
  "<": (found, wanted) => isOrdered(found, wanted, (a, b) => a < b),
  "<=": (found, wanted) => isOrdered(found, wanted, (a, b) => a <= b),
  ">": (found, wanted) => isOrdered(found, wanted, (a, b) => a > b),
  ">=": (found, wanted) => isOrdered(found, wanted, (a, b) => a >= b),
  "~": (found, wanted) =>
    !isContainer(found) && String(found).toLowerCase().includes(String(wanted).toLowerCase()),
};

/** A whole number is a number or, where it is long, a bigint: those compare exactly with each other. */
function isEqual(found: unknown, wanted: Wanted): boolean {
  if (isNumber(found) && isNumber(wanted)) return !(found < wanted) && !(found > wanted);
  return found === wanted;
}

function isOrdered(
  found: unknown,
  wanted: Wanted,
  holds: (a: string | number | bigint, b: string | number | bigint) => boolean,
): boolean {
  if (isNumber(found) && isNumber(wanted)) return holds(found, wanted);
  return typeof found === "string" && typeof wanted === "string" && holds(found, wanted);
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function isContainer(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function readOperand(text: string): Wanted | undefined {
  if (/^-?\d+$/.test(text)) return toWhole(text);
  if (/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  const word = words.get(text);
  return word === undefined ? readText(text) : word;
}

const words = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function toWhole(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/** Text needs no quotes unless it begins with one, or would be a number or a word of JSON. */
function readText(text: string): string | undefined {
  if (!/^["']/.test(text)) return text;
  return /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')$/.test(text) ? unquote(text) : undefined;
}

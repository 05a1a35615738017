import type { JsonPath } from "@/lib/format/json-path";
import { parseJsonTest } from "@/lib/format/json-path-test";
import { parseJson } from "@/lib/format/json-text";
import type { SearchExpression } from "@/lib/model/search";
import { createTextSearch, type TextSearch } from "./search-bytes";
import { cutHeaders } from "./search-cut";

/** Whether a message in the shape of a direct get, somewhere among other bytes, is one of those looked for. */
export type RawTest = (bytes: Uint8Array, from: number, bodyAt: number, to: number) => boolean;

/** A test that is done on the spot, or an expression that needs a thread of its own, or what is wrong with it. */
export type ReadExpression =
  | { kind: "test"; test: RawTest }
  | { kind: "regex"; source: string; flags: string }
  | { kind: "fault"; why: string };

/** Reads what somebody looks for. */
export function readExpression({ by, text, isCaseExact }: SearchExpression): ReadExpression {
  if (text === "") return { kind: "fault", why: "Nothing is looked for." };
  if (by === "text")
    return { kind: "test", test: searchParts(createTextSearch(text, isCaseExact)) };
  if (by === "regex") return readRegex(text, isCaseExact);
  const parsed = parseJsonTest(text);
  if (!parsed.ok) return { kind: "fault", why: parsed.why };
  const { path, test } = parsed.value;
  return { kind: "test", test: testJson(path, test) };
}

function readRegex(source: string, isCaseExact: boolean): ReadExpression {
  const flags = isCaseExact ? "mu" : "imu";
  try {
    new RegExp(source, flags);
    return { kind: "regex", source, flags };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: "fault", why: why.replace(/^Invalid regular expression: \/.*\/\w*: /s, "") };
  }
}

/** What is nowhere in all the bytes is in no part of them: most messages are cut into no parts. */
function searchParts(search: TextSearch): RawTest {
  return (bytes, from, bodyAt, to) => {
    if (search(bytes, bodyAt, to)) return true;
    if (!search(bytes, from, bodyAt)) return false;
    const cut = cutHeaders(bytes, from, bodyAt);
    if (!cut) return false;
    return (
      search(bytes, cut.subjectFrom, cut.subjectTo) || search(bytes, cut.headersFrom, cut.headersTo)
    );
  };
}

/** Parses only what can be JSON and says the names that the path wants, unless it may say them in another way. */
function testJson(path: JsonPath, test: (value: unknown) => boolean): RawTest {
  const names = path.flatMap((step) =>
    typeof step === "object" && "key" in step
      ? [createTextSearch(JSON.stringify(step.key), true)]
      : [],
  );
  return (bytes, _from, bodyAt, to) => {
    const body = bytes.subarray(bodyAt, to);
    if (!mayBeJson(body)) return false;
    const saysAll = names.every((search) => search(body, 0, body.length));
    if (!saysAll && !body.includes(backslash)) return false;
    const value = parseJson(decoder.decode(body));
    return value !== undefined && test(value);
  };
}

/** What a value of JSON begins with, behind white space: { [ " - a digit, or t, f, n. */
function mayBeJson(body: Uint8Array): boolean {
  const begin = body.find((byte) => byte > 32);
  return begin !== undefined && jsonBegins.has(begin);
}

const jsonBegins = new Set([...'{["-0123456789tfn'].map((letter) => letter.charCodeAt(0)));
const backslash = 92;
const decoder = new TextDecoder();

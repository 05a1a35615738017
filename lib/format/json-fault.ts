/** Where a text stops being JSON, and why. */
export type TextFault = { at: number; why: string };

/** The first thing that is wrong with a JSON text; undefined where nothing is. */
export function findJsonFault(text: string): TextFault | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return scan(text);
  }
}

/** The line and the column of a place in a text, counted from 1. */
export function placeInText(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: at - lineStart + 1 };
}

/** What may stand next. */
type Wanted = "value" | "value or ]" | "name" | "name or }" | ":" | ", or end" | "end";

function scan(text: string): TextFault {
  const open: ("{" | "[")[] = [];
  let wanted: Wanted = "value";
  token.lastIndex = 0;
  for (;;) {
    blank.lastIndex = token.lastIndex;
    blank.exec(text);
    const at = blank.lastIndex;
    if (at >= text.length)
      return { at: text.length, why: `It ends where ${wordsOf(wanted, open)} is missing.` };
    token.lastIndex = at;
    const part = token.exec(text)?.[0];
    if (part === undefined) return { at, why: whyNoToken(text, at) ?? whyNot(wanted, open) };
    const next = step(part, wanted, open);
    if (next === undefined) return { at, why: whyNot(wanted, open) };
    wanted = next;
  }
}

/** What may stand behind a part; undefined where the part may not stand here. */
function step(part: string, wanted: Wanted, open: ("{" | "[")[]): Wanted | undefined {
  switch (wanted) {
    case "name":
    case "name or }":
      return stepName(part, wanted, open);
    case ":":
      return part === ":" ? "value" : undefined;
    case "value":
    case "value or ]":
      return stepValue(part, wanted, open);
    case ", or end":
      return stepEnd(part, open);
    case "end":
      return undefined;
  }
}

function stepName(part: string, wanted: Wanted, open: ("{" | "[")[]): Wanted | undefined {
  if (part.startsWith('"')) return ":";
  return part === "}" && wanted === "name or }" ? close(open, "{") : undefined;
}

function stepEnd(part: string, open: ("{" | "[")[]): Wanted | undefined {
  if (part === ",") return open.at(-1) === "{" ? "name" : "value";
  if (part === "}") return close(open, "{");
  return part === "]" ? close(open, "[") : undefined;
}

function stepValue(part: string, wanted: Wanted, open: ("{" | "[")[]): Wanted | undefined {
  if (part === "{" || part === "[") {
    open.push(part);
    return part === "{" ? "name or }" : "value or ]";
  }
  if (part === "]") return wanted === "value or ]" ? close(open, "[") : undefined;
  if (/^[},:]/.test(part)) return undefined;
  return open.length > 0 ? ", or end" : "end";
}

function close(open: ("{" | "[")[], by: "{" | "["): Wanted | undefined {
  if (open.at(-1) !== by) return undefined;
  open.pop();
  return open.length > 0 ? ", or end" : "end";
}

function wordsOf(wanted: Wanted, open: readonly ("{" | "[")[]): string {
  const end = open.at(-1) === "{" ? "}" : "]";
  switch (wanted) {
    case "value":
      return "a value (a text in double quotes, a number, true, false, null, { or [)";
    case "value or ]":
      return "a value or ]";
    case "name":
      return "a name in double quotes";
    case "name or }":
      return "a name in double quotes or }";
    case ":":
      return "a colon";
    case ", or end":
      return `a comma or ${end}`;
    case "end":
      return "nothing";
  }
}

function whyNot(wanted: Wanted, open: readonly ("{" | "[")[]): string {
  return wanted === "end"
    ? "In JSON nothing stands behind the value."
    : `Here ${wordsOf(wanted, open)} is missing.`;
}

/** What of what stands here is never JSON, wherever; undefined where it is no more than out of place. */
function whyNoToken(text: string, at: number): string | undefined {
  if (text[at] === '"') return "This text has no end, or a line break or a wrong \\ in it.";
  if (text[at] === "'") return "JSON wants double quotes.";
  if (text.startsWith("//", at) || text.startsWith("/*", at)) return "JSON has no comments.";
  if (text.charCodeAt(at) === 0xfeff)
    return "A byte order mark stands here, which JSON does not have.";
  // Other letters are taken for a value that was meant.
  return undefined;
}

const blank = /[ \t\n\r]*/y;
const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none of them in a text
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|[{}[\],:]|(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

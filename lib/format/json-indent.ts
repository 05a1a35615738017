/** JSON text with two spaces a level, its numbers and names as they were written; undefined where it is no JSON. */
export function indentJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let level = 0;
  let before = "";
  const parts = (text.match(token) ?? []).map((part) => {
    const last = before;
    before = part;
    if (part === "{" || part === "[") {
      level += 1;
      return `${lead(last, level - 1)}${part}`;
    }
    if (part === "}" || part === "]") {
      level -= 1;
      return last === "{" || last === "[" ? part : `${newLine(level)}${part}`;
    }
    if (part === ":") return ": ";
    return part === "," ? part : `${lead(last, level)}${part}`;
  });
  return parts.join("");
}

/** What begins an element stands on a line of its own. */
function lead(last: string, level: number): string {
  return last === "," || last === "{" || last === "[" ? newLine(level) : "";
}

function newLine(level: number): string {
  return `\n${"  ".repeat(level)}`;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** What is named, as it is called in words. */
export type Named = "stream" | "consumer" | "bucket" | "store";

/** Why this can't be its name, in words; undefined when it can. */
export function checkName(name: string, named: Named): string | undefined {
  if (name === "") return `Give the ${named} a name.`;
  const isStrict = named === "bucket" || named === "store";
  const odd = isStrict ? /[^\w-]/u.exec(name) : /[\s.*>/\\\p{Cc}]/u.exec(name);
  if (odd) return `A ${named}'s name has no ${wordOf(odd[0])}.`;
  const bytes = new TextEncoder().encode(name).length;
  return bytes > 255 ? `A ${named}'s name has at most 255 bytes; this has ${bytes}.` : undefined;
}

/** What the NATS guides would say of a name that can be used; undefined when they would say nothing. */
export function adviseName(name: string): string | undefined {
  if ([...name].length > 32) return "At most 32 letters are advised: the name is a folder's, too.";
  return /[^\w-]/.test(name)
    ? "Letters, digits, - and _ work in every client and tool."
    : undefined;
}

function wordOf(letter: string): string {
  if (letter === ".") return "dots";
  if (/\s/.test(letter)) return "spaces";
  return /\p{Cc}/u.test(letter) ? "control characters" : letter;
}

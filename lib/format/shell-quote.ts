import { printable } from "./printable";

/** A command line that a shell reads back as exactly these words; what a terminal would obey is left out. */
export function shellCommand(words: readonly string[]): string {
  return words.map((word) => shellQuote(printable(word))).join(" ");
}

// Bare where every shell reads it so: zsh takes =ls for a path, --deliver=all for what it is. Inside single quotes
// nothing but the quote itself means anything.
function shellQuote(word: string): string {
  if (/^[\w@%+:,./-][\w@%+:,./=-]*$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Words as a sentence of their own: a capital, and a full stop where there is no end yet. */
export function formatSentence(words: string): string {
  const text = words.trim();
  if (text === "") return "";
  const end = /[.?:…]$/.test(text) ? "" : ".";
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${end}`;
}

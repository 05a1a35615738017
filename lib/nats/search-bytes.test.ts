import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTextSearch } from "./search-bytes";

const encoder = new TextEncoder();

function has(text: string, word: string, isCaseExact = true): boolean {
  const bytes = encoder.encode(`${word}|${text}|${word}`);
  const from = encoder.encode(word).length + 1;
  // What stands outside of the place does not count.
  return createTextSearch(word, isCaseExact)(bytes, from, from + encoder.encode(text).length);
}

describe("a text in bytes", () => {
  it.each([
    ["needle", "needle"],
    ["a needle", "needle"],
    ["nneedle", "needle"],
    ["needneedle", "needle"],
    ["naïve 日本", "日本"],
    ["x", "x"],
  ])("%s has %s", (text, word) => expect(has(text, word)).toBe(true));

  it.each([
    ["needl", "needle"],
    ["eedle", "needle"],
    ["needle", "Needle"],
    ["", "x"],
  ])("%s has no %s", (text, word) => expect(has(text, word)).toBe(false));

  it.each([
    ["NEEDLE", "needle"],
    ["äpfel", "ÄPFEL"],
    ["STRASSE", "straße"],
    ["ΣΊΣΥΦΟΣ", "σίσυφοσ"],
  ])("%s has %s whatever the case", (text, word) => expect(has(text, word, false)).toBe(true));

  it("is found wherever strings find it, and nowhere else", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "A", "ü"), maxLength: 12 });
    const words = fc.string({
      unit: fc.constantFrom("a", "b", "A", "ü"),
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(letters, words, (text, word) => {
        expect(has(text, word)).toBe(text.includes(word));
        expect(has(text, word, false)).toBe(text.toLowerCase().includes(word.toLowerCase()));
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { formatSentence } from "./sentence";

describe("words as a sentence", () => {
  it.each([
    ["it has to be a list", "It has to be a list."],
    ["Done.", "Done."],
    [" ", ""],
  ])("makes of %j %j", (words, sentence) => {
    expect(formatSentence(words)).toBe(sentence);
  });
});

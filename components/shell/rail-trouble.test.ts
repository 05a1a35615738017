import { expect, it } from "vitest";
import { countWords, railTrouble } from "./rail-trouble";

it("the rail says the worst by its colour, and all of it in words", () => {
  const of = (troubles: number, others: number) =>
    railTrouble([
      { severity: "trouble", words: countWords(troubles, "trouble", "troubles") },
      { severity: "attention", words: countWords(others, "needs attention", "need attention") },
    ]);
  expect(of(0, 0)).toBeUndefined();
  expect(of(1, 0)).toEqual({ severity: "trouble", words: "1 trouble" });
  expect(of(2, 1)).toEqual({ severity: "trouble", words: "2 troubles, 1 needs attention" });
  expect(of(0, 3)).toEqual({ severity: "attention", words: "3 need attention" });
});

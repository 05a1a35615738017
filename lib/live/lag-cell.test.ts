import { expect, test } from "vitest";
import { cellOfLag, lagOfCell } from "./lag-cell";

test("a cell tells a lag to four in a hundred, from a tenth of a second to 60 days", () => {
  for (let seconds = 0.1; seconds < 60 * 86_400; seconds *= 1.13) {
    const told = lagOfCell(cellOfLag(seconds)) ?? 0;
    expect(Math.abs(told / seconds - 1)).toBeLessThan(0.04);
  }
});

test("none, unknown and more than can be told are told apart", () => {
  expect(lagOfCell(cellOfLag(0))).toBe(0);
  expect(lagOfCell(cellOfLag(null))).toBe(null);
  expect(cellOfLag(1e12)).toBe(254);
});

import { expect, it } from "vitest";
import { createFrameBudget } from "./frame-budget";

it("T51 gives its reserve at once and then so much a second, and says how long to wait", () => {
  const budget = createFrameBudget(20_000, 40_000);
  expect(budget.take(40_000, 5000)).toBe(0);
  expect(budget.take(20_000, 5000)).toBe(1000);
  expect(budget.take(0, 6000)).toBe(0);
  expect(budget.take(10_000, 6500)).toBe(0);
  expect(budget.take(1, 6500)).toBe(1);
});

it("never has more than its reserve", () => {
  const budget = createFrameBudget(10, 20);
  budget.take(1, 1000);
  expect(budget.take(20, 3_600_000)).toBe(0);
  expect(budget.take(1, 3_600_000)).toBe(100);
});

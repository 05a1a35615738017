import { expect, it } from "vitest";
import { formatClock } from "./clock";

it("says a moment by the reader's clock, with both digits of each part", () => {
  expect(formatClock(new Date(2026, 0, 5, 9, 3, 7).getTime())).toBe("09:03:07");
  expect(formatClock(new Date(2026, 0, 5, 23, 59, 40).getTime())).toBe("23:59:40");
});

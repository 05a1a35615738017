import { expect, it } from "vitest";
import { checkPause, emptyPause, outlasts, pauseCommand, toPauseWish } from "./pause-draft";

const worker = { stream: "ORDERS", name: "worker" };

it("means a while, or a moment by the reader's clock, which the command takes in UTC", () => {
  const span = { ...emptyPause, span: "1h30m" };
  expect(checkPause(span, "UTC")).toBeUndefined();
  expect(toPauseWish(span, "UTC")).toEqual({ forNs: 5_400_000_000_000n });
  expect(pauseCommand(worker, toPauseWish(span, "UTC")).at(-1)).toBe("1h30m");
  const until = { ...emptyPause, by: "until", until: "2026-11-21T13:00:00" } as const;
  const wish = toPauseWish(until, "Europe/Berlin");
  expect(wish).toEqual({ untilMs: Date.parse("2026-11-21T12:00:00Z") });
  expect(pauseCommand(worker, wish).at(-1)).toBe("2026-11-21 12:00:00");
});

it("says whether a stream drops meanwhile what it should wait for", () => {
  const hourMs = 3_600_000;
  expect(outlasts({ forNs: 3_600_000_000_000n }, undefined, hourMs)).toBe(false);
  expect(outlasts({ forNs: 3_600_000_000_001n }, undefined, hourMs)).toBe(true);
  expect(outlasts({ untilMs: 5_000_000 }, 1_000_000, hourMs)).toBe(true);
  expect(outlasts({ untilMs: 5_000_000 }, 2_000_000, hourMs)).toBe(false);
  expect(outlasts({ untilMs: 5_000_000 }, undefined, hourMs)).toBe(false);
});

it.each([
  [{ ...emptyPause, span: "" }, /Give a duration/],
  [{ ...emptyPause, span: "5" }, /unit/],
  [{ ...emptyPause, span: "1ms" }, /At least/],
  [{ ...emptyPause, by: "until" as const }, /Give a date/],
])("refuses %o", (draft, words) => {
  expect(checkPause(draft, "UTC")).toMatch(words);
});

import { expect, it } from "vitest";
import { behindSince } from "./board-since";
import { staleMsAt } from "./board-stale";

const nowMs = 3_600_000;

it("a consumer is behind since its last minute without lag; where there is none, for longer than is known", () => {
  expect(behindSince([0, 4, 0, 3, 9], nowMs)).toEqual({ atMs: nowMs - 120_000, isLonger: false });
  expect(behindSince([4, 3, 9], nowMs)).toEqual({ atMs: nowMs - 180_000, isLonger: true });
  expect(behindSince([3, 0], nowMs)).toBeUndefined();
  expect(behindSince(undefined, nowMs)).toBeUndefined();
});

it("figures are old when three beats of reading are missed, by the console's clock and then the tab's [R09]", () => {
  const state = {
    ...{ asOfMs: 100_000, answeredMs: 101_000, beatMs: 2_000, receivedAt: 50_000 },
    ...{ revision: "1", by: undefined, missing: [], error: undefined },
  };
  expect(staleMsAt(state, 54_900)).toBeUndefined();
  expect(staleMsAt(state, 56_200)).toBe(7_000);
  expect(staleMsAt({ ...state, beatMs: 10_000 }, 56_200)).toBeUndefined();
  expect(staleMsAt({ ...state, asOfMs: undefined }, 99_000)).toBeUndefined();
});

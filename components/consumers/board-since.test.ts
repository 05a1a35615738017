import { expect, it } from "vitest";
import { behindSince } from "./board-since";
import { staleMsAt } from "./board-stale";

const nowMs = 3_600_000;

it("a consumer is behind since its last minute without lag, or since what waits has come; before nobody looked it may be longer", () => {
  const at = (minutes: number, isLonger: boolean) => ({ atMs: nowMs - minutes * 60_000, isLonger });
  expect(behindSince([0, 4, 0, 3, 9], 9, nowMs)).toEqual(at(2, false));
  expect(behindSince([4, 3, 9], 9, nowMs)).toEqual(at(3, true));
  expect(behindSince([null, 1_200, 1_260], 1_260, nowMs)).toEqual(at(21, true));
  expect(behindSince(undefined, 60, nowMs)).toEqual(at(1, true));
  expect(behindSince([0, 3], null, nowMs)).toEqual(at(1, false));
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

import { expect, it } from "vitest";
import { behindSince } from "./board-since";

const nowMs = 3_600_000;

it("a consumer is behind since its last minute without lag; where there is none, for longer than is known", () => {
  expect(behindSince([0, 4, 0, 3, 9], nowMs)).toEqual({ atMs: nowMs - 120_000, isLonger: false });
  expect(behindSince([4, 3, 9], nowMs)).toEqual({ atMs: nowMs - 180_000, isLonger: true });
  expect(behindSince([3, 0], nowMs)).toBeUndefined();
  expect(behindSince(undefined, nowMs)).toBeUndefined();
});

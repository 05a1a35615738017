import { expect, it } from "vitest";
import { createTabClock } from "./tab-clock";

it("[R08] makes up for the nights that its machine slept, and never goes back", () => {
  let wallMs = 1_700_000_000_000;
  let monotonicMs = wallMs;
  const nowMs = createTabClock({ wallMs: () => wallMs, monotonicMs: () => monotonicMs });
  for (let night = 0; night < 3; night++) {
    wallMs += 8 * 3_600_000;
    expect(nowMs()).toBe(wallMs);
    wallMs += 2_000;
    monotonicMs += 2_000;
    expect(nowMs()).toBe(wallMs);
  }
  const before = nowMs();
  wallMs -= 600_000;
  monotonicMs += 2_000;
  expect(nowMs()).toBe(before + 2_000);
});

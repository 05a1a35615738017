import { describe, expect, it } from "vitest";
import { createSteadyClock } from "./steady-clock";

describe("the console's clock (R09)", () => {
  it.each([
    ["set ten minutes back", -600_000],
    ["set ten minutes forward", 600_000],
    ["moved by an hour of summer time", 3_600_000],
  ])("goes on evenly while the machine's is %s", (_name, jumpMs) => {
    let wallMs = 1_700_000_000_000;
    let monotonicMs = 5_000;
    const nowMs = createSteadyClock(
      () => wallMs,
      () => monotonicMs,
    );
    expect(nowMs()).toBe(1_700_000_000_000);
    wallMs += jumpMs;
    monotonicMs += 2_000;
    expect(nowMs()).toBe(1_700_000_002_000);
  });
});

import { describe, expect, it } from "vitest";
import { createSteadyClock } from "./steady-clock";

function createMachine() {
  const now = { wallMs: 1_700_000_000_000, monotonicMs: 5_000, bootMs: 90_000 };
  const nowMs = createSteadyClock({
    wallMs: () => now.wallMs,
    monotonicMs: () => now.monotonicMs,
    bootMs: () => now.bootMs,
  });
  const pass = (ms: number) => {
    now.wallMs += ms;
    now.monotonicMs += ms;
    now.bootMs += ms;
  };
  const sleep = (ms: number) => {
    now.wallMs += ms;
    now.bootMs += ms;
  };
  return { now, nowMs, pass, sleep };
}

describe("the console's clock (R09)", () => {
  it.each([
    ["set ten minutes back", -600_000],
    ["set ten minutes forward", 600_000],
    ["moved by an hour of summer time", 3_600_000],
  ])("goes on evenly while the machine's is %s", (_name, jumpMs) => {
    const { now, nowMs, pass } = createMachine();
    expect(nowMs()).toBe(1_700_000_000_000);
    now.wallMs += jumpMs;
    pass(2_000);
    expect(nowMs()).toBe(1_700_000_002_000);
  });

  it("makes up for each sleep of the machine, and for no rounding (R08)", () => {
    const { now, nowMs, pass, sleep } = createMachine();
    for (let night = 1; night <= 3; night++) {
      sleep(8 * 3_600_000);
      pass(2_000);
      expect(nowMs()).toBe(now.wallMs);
    }
    now.bootMs += 10;
    pass(2_000);
    expect(nowMs()).toBe(now.wallMs);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLoop } from "./loop";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function lab(tookMs: number, pauseMs: number, restMs = 0) {
  const beganMs: number[] = [];
  const startedMs = performance.now();
  const run = async () => {
    beganMs.push(performance.now() - startedMs);
    await new Promise((done) => setTimeout(done, tookMs));
  };
  return { beganMs, loop: createLoop(run, { pauseMs: () => pauseMs, restMs: () => restMs }) };
}

describe("a loop", () => {
  it("runs at once, then with its pause after each end", async () => {
    const { beganMs, loop } = lab(500, 1_500);
    await vi.advanceTimersByTimeAsync(4_100);
    expect(beganMs).toEqual([0, 2_000, 4_000]);
    loop.stop();
  });

  it("runs earlier when it is asked to, once for many", async () => {
    const { beganMs, loop } = lab(100, 1_900);
    await vi.advanceTimersByTimeAsync(500);
    for (let n = 0; n < 20; n++) loop.soon(300);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(beganMs).toEqual([0, 800]);
    loop.stop();
  });

  it("runs once more after its end when it is asked to while it runs", async () => {
    const { beganMs, loop } = lab(1_000, 5_000);
    await vi.advanceTimersByTimeAsync(200);
    loop.soon(300);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(beganMs).toEqual([0, 1_300]);
    loop.stop();
  });

  it("rests after each run, however often it is asked for soon", async () => {
    const { beganMs, loop } = lab(1_000, 5_000, 1_000);
    for (let passedMs = 0; passedMs < 7_900; passedMs += 100) {
      loop.soon(300);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(beganMs).toEqual([0, 2_000, 4_000, 6_000]);
    loop.stop();
  });

  it("leaves no timer when it is stopped, also while it runs", async () => {
    const { beganMs, loop } = lab(1_000, 1_000);
    await vi.advanceTimersByTimeAsync(500);
    loop.stop();
    loop.soon();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(beganMs).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

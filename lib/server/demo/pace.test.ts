import { describe, expect, it } from "vitest";
import { dayMs, demandAt } from "./day";
import { featuresOf } from "./features";
import { pacer } from "./pacer";
import { wave } from "./wave";

describe("the day", () => {
  it("has a quiet night and two peaks, and comes again", () => {
    const day = Array.from({ length: 96 }, (_, quarter) => demandAt((quarter / 96) * dayMs));
    expect(Math.max(...day) / Math.min(...day)).toBeGreaterThan(2.5);
    const average = day.reduce((sum, value) => sum + value, 0) / day.length;
    expect(average).toBeGreaterThan(0.6);
    expect(average).toBeLessThan(1.2);
    expect(demandAt(dayMs + 1_000)).toBeCloseTo(demandAt(1_000), 6);
  });

  it("has no jumps", () => {
    for (let atMs = 0; atMs < dayMs; atMs += 1_000) {
      expect(Math.abs(demandAt(atMs + 1_000) - demandAt(atMs))).toBeLessThan(0.03);
    }
  });
});

describe("a pacer", () => {
  it("keeps the fractions", () => {
    const pace = pacer(0);
    const counts = Array.from({ length: 40 }, (_, tick) => pace.due((tick + 1) * 250, 1.1));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(11);
    expect(Math.max(...counts)).toBe(1);
  });

  it("doesn't catch up on a long gap, and bears a clock that goes back", () => {
    const pace = pacer(0);
    expect(pace.due(3_600_000, 100)).toBe(200);
    expect(pace.due(1_000, 100)).toBe(0);
    expect(pace.due(2_000, 100)).toBe(100);
  });
});

describe("the batch export", () => {
  it("falls behind for three minutes and drains within the next two", () => {
    const tickMs = 500;
    const inPerSec = 5;
    const waves = wave(1, tickMs);
    let pending = 2_500;
    const heights: number[] = [];
    for (let atMs = 0; atMs < 300_000; atMs += tickMs) {
      pending += (inPerSec * tickMs) / 1_000;
      pending -= Math.min(pending, waves.perTick(atMs));
      waves.sawPending(pending);
      heights.push(pending);
    }
    expect(heights[359]).toBeGreaterThan(2_900);
    expect(heights.at(-1)).toBeLessThan(10);
  });
});

describe("the features of a server", () => {
  it("follow its version", () => {
    expect(featuresOf("2.9.10")).toEqual({ metadata: false, pause: false, keyTtl: false });
    expect(featuresOf("2.10.27")).toEqual({ metadata: true, pause: false, keyTtl: false });
    expect(featuresOf("2.11.0-dev")).toEqual({ metadata: true, pause: true, keyTtl: true });
    expect(featuresOf("2.15.1")).toEqual({ metadata: true, pause: true, keyTtl: true });
    expect(featuresOf("3.0.0")).toEqual({ metadata: true, pause: true, keyTtl: true });
  });
});

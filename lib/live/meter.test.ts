import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMeter } from "./meter";

describe("[L7] rates from counters", () => {
  it("says nothing after one sample, because one sample has no rate", () => {
    const meter = createMeter(10);
    meter.add(1_000, 5n);
    expect(meter.points()).toEqual([]);
  });

  it("divides by the server's own time between two samples", () => {
    const meter = createMeter(10);
    meter.add(1_000, 100n);
    meter.add(3_000, 500n);
    expect(meter.points()).toEqual([{ atMs: 3_000, perSec: 200 }]);
  });

  it("shows a restart, where the counter falls, as a gap and never as a negative rate", () => {
    const meter = createMeter(10);
    meter.add(1_000, 100n);
    meter.add(2_000, 5n);
    meter.add(3_000, 15n);
    expect(meter.points()).toEqual([
      { atMs: 2_000, perSec: null },
      { atMs: 3_000, perSec: 10 },
    ]);
  });

  it("leaves a gap, not a line, over a time in which nothing was read", () => {
    const meter = createMeter(10);
    meter.add(1_000, 0n);
    meter.add(2_000, 10n);
    meter.gap();
    meter.add(60_000, 500n);
    meter.add(61_000, 510n);
    expect(meter.points()).toEqual([
      { atMs: 2_000, perSec: 10 },
      { atMs: 2_000, perSec: null },
      { atMs: 61_000, perSec: 10 },
    ]);
  });

  it("takes a step longer than it was told for a gap, not for one long average", () => {
    const meter = createMeter(10, 10_000);
    meter.add(1_000, 0n);
    meter.add(61_000, 600n);
    meter.add(62_000, 610n);
    expect(meter.points()).toEqual([
      { atMs: 61_000, perSec: null },
      { atMs: 62_000, perSec: 10 },
    ]);
  });

  it("ignores a sample of the same moment", () => {
    const meter = createMeter(10);
    meter.add(2_000, 10n);
    meter.add(2_000, 20n);
    expect(meter.points()).toEqual([]);
  });

  it("begins anew when the server's clock was set back", () => {
    const meter = createMeter(10);
    meter.add(3_600_000, 10n);
    meter.add(3_601_000, 20n);
    meter.add(1_000, 30n);
    meter.add(2_000, 45n);
    expect(meter.points()).toEqual([{ atMs: 2_000, perSec: 15 }]);
  });

  it("[L4] holds no more points than its capacity, and no rate below zero, whatever comes", () => {
    const samples = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.bigInt(0n, 2n ** 64n - 1n)),
    );
    fc.assert(
      fc.property(samples, (all) => {
        const meter = createMeter(5);
        for (const [atMs, counter] of all) meter.add(atMs, counter);
        expect(meter.points().length).toBeLessThanOrEqual(5);
        expect(meter.points().every(({ perSec }) => perSec === null || perSec >= 0)).toBe(true);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastFullMs } from "./forecast";

const nowMs = 1_790_000_000_000;
const filling = (values: (number | null)[], used: bigint, limit: bigint) => ({
  ...{ values, used, limit },
  atMs: values.map((_, index) => nowMs + index * 2_000),
});
const ramp = (count: number, step: number) => Array.from({ length: count }, (_, at) => at * step);

describe("when it will be full", () => {
  it("is what is left, divided by how fast it grows", () => {
    expect(forecastFullMs(filling(ramp(100, 2_000), 200_000n, 1_200_000n))).toBeCloseTo(
      1_000_000,
      0,
    );
  });

  it("leaves gaps out, and is at once where it is full", () => {
    const values = ramp(100, 2_000).map((value, index) => (index % 3 === 0 ? null : value));
    expect(forecastFullMs(filling(values, 200_000n, 1_200_000n))).toBeCloseTo(1_000_000, 0);
    expect(forecastFullMs(filling(values, 5n, 5n))).toBe(0);
  });

  it.each([
    ["shrinks", filling(ramp(100, -5), 100n, 1_000n)],
    ["stands still", filling(Array(100).fill(7), 100n, 1_000n)],
    [
      "goes up and down",
      filling(
        ramp(100, 1).map((at) => (at % 10) * 1_000),
        100n,
        100_000n,
      ),
    ],
    ["is far away for how long it was watched", filling(ramp(100, 2_000), 100n, 10n ** 9n)],
    ["was seen too seldom", filling(ramp(5, 1_000), 100n, 10_000n)],
    ["was not seen at all", filling([null, null], 100n, 10_000n)],
    ["has no limit", filling(ramp(100, 1_000), 100n, 0n)],
  ])("is not said of what %s", (_, series) => {
    expect(forecastFullMs(series)).toBeUndefined();
  });

  it("is never in the past, and never a hundred times as far as it was watched", () => {
    const values = fc.array(fc.option(fc.double({ min: 0, max: 1e15, noNaN: true })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        values,
        fc.bigInt(0n, 2n ** 60n),
        fc.bigInt(1n, 2n ** 60n),
        (some, used, limit) => {
          const inMs = forecastFullMs(filling(some, used, limit)) ?? 0;
          expect(inMs).toBeGreaterThanOrEqual(0);
          expect(inMs).toBeLessThanOrEqual(100 * 60 * 2_000);
        },
      ),
    );
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { createArrivals } from "./arrivals";
import { arrivalSamples } from "./limits";

/** Messages that come after pauses, and a reading every two seconds. */
function follow(pausesMs: readonly number[]) {
  const arrivals = createArrivals();
  const storedMs: number[] = [];
  let atMs = 1_000_000;
  let readMs = atMs;
  const read = () => {
    const last = storedMs.at(-1);
    if (last !== undefined) arrivals.add(BigInt(storedMs.length), last, readMs);
    readMs += 2_000;
  };
  for (const pauseMs of pausesMs) {
    atMs += pauseMs;
    while (readMs < atMs) read();
    storedMs.push(atMs);
  }
  read();
  return { arrivals, storedMs, nowMs: readMs };
}

it("a message arrived within the time that is told", () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(pauses, (pausesMs) => {
      const { arrivals, storedMs } = follow(pausesMs);
      for (const [at, ms] of storedMs.entries()) {
        const found = arrivals.find(BigInt(at + 1));
        expect(found).toBeDefined();
        expect(found?.afterMs ?? 0).toBeLessThanOrEqual(ms);
        expect(found?.byMs).toBeGreaterThanOrEqual(ms);
      }
      expect(arrivals.find(BigInt(storedMs.length + 1))).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

it("a day later it is still told to a tenth of its age, by a few samples", () => {
  // An hour of many, an hour of few.
  const pauses = Array.from({ length: 30_000 }, (_, at) => (at % 4_000 < 3_500 ? 1_000 : 7_000));
  const { arrivals, storedMs, nowMs } = follow(pauses);
  const wrong = storedMs.map((ms, at) => {
    const found = arrivals.find(BigInt(at + 1));
    return Math.abs((found?.ms ?? 0) - ms) / (nowMs - ms);
  });
  expect(arrivalSamples).toBeLessThan(200);
  expect(Math.max(...wrong)).toBeLessThan(0.1);
});

it("nothing is known of a stream before it began anew", () => {
  const arrivals = createArrivals();
  arrivals.add(100n, 5_000, 6_000);
  arrivals.add(3n, 9_000, 9_500);
  expect(arrivals.find(3n)).toEqual({ afterMs: 9_000, ms: 9_000, byMs: 9_000 });
  expect(arrivals.find(2n)).toEqual({ afterMs: undefined, ms: 9_000, byMs: 9_000 });
  expect(arrivals.find(100n)).toBeUndefined();
});

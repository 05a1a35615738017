import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "./seeded";

const draws = (seed: number, key: string) => {
  const random = seeded(seed, key);
  return Array.from({ length: 50 }, () => random.next());
};

describe("a seeded generator", () => {
  it("gives the same numbers for the same seed and key", () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, key) => {
        expect(draws(seed, key)).toEqual(draws(seed, key));
      }),
    );
  });

  it("gives other numbers for another seed, and for the neighbouring key", () => {
    expect(draws(7, "order/1")).not.toEqual(draws(8, "order/1"));
    expect(draws(7, "order/1")[0]).not.toBeCloseTo(draws(7, "order/2")[0] ?? 0, 3);
  });

  it("spreads the first draw of successive keys evenly", () => {
    const firsts = Array.from({ length: 4_000 }, (_, index) => seeded(7, `order/${index}`).next());
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => firsts.filter((value) => Math.floor(value * 10) === tenth).length,
    );
    for (const count of tenths) expect(count).toBeGreaterThan(320);
  });

  it("stays within the bounds it is given", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(90), (key, min, span) => {
        const drawn = seeded(1, key).int(min, min + span);
        expect(drawn).toBeGreaterThanOrEqual(min);
        expect(drawn).toBeLessThanOrEqual(min + span);
      }),
    );
  });

  it("writes as many hexadecimal digits as asked for", () => {
    expect(seeded(7, "x").hex(32)).toMatch(/^[0-9a-f]{32}$/);
    expect(seeded(7, "x").hex(5)).toMatch(/^[0-9a-f]{5}$/);
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { type Integer, toInteger } from "./integer";
import { createSeriesWriter, putValue, readSeries, writtenSeries } from "./series-code";
import { createBytes, readVarint, writeVarint, written } from "./varint";

const integer: fc.Arbitrary<Integer> = fc
  .oneof(
    fc.bigInt({ min: -300n, max: 300n }),
    fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n }),
    fc.constantFrom(2n ** 53n, 2n ** 53n - 1n, 2n ** 51n, -(2n ** 53n), 2n ** 64n - 1n),
  )
  .map(toInteger);

function encode(values: readonly (Integer | null)[]): Uint8Array {
  const writer = createSeriesWriter();
  for (const [place, value] of values.entries()) putValue(writer, place, value);
  return writtenSeries(writer);
}

it("gives back any integers with gaps, runs and resets, also beyond 2^53", () => {
  const run = fc.tuple(fc.option(integer), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(fc.array(run, { maxLength: 30 }), (runs) => {
      const values = runs.flatMap(([value, length]) => Array<Integer | null>(length).fill(value));
      expect(readSeries(encode(values), values.length)).toEqual(values);
    }),
    { numRuns: 1_000 },
  );
});

it("never throws on noise, and gives as many values as there are places", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat({ max: 400 }), (noise, count) => {
      expect(readSeries(noise, count)).toHaveLength(count);
    }),
  );
});

it("gives back any number that is not negative", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 70n }), (value) => {
      const out = createBytes();
      writeVarint(out, toInteger(value));
      writeVarint(out, 7);
      const reader = { data: written(out), at: 0 };
      expect([readVarint(reader), readVarint(reader)]).toEqual([toInteger(value), 7]);
    }),
  );
});

it("takes no byte for a series that is 0, few for one that stands still, about one a step that is small", () => {
  expect(encode(Array(360).fill(0))).toHaveLength(0);
  expect(encode(Array(360).fill(123_456))).toHaveLength(3);
  expect(encode(Array(360).fill(null))).toHaveLength(1);
  expect(encode(Array.from({ length: 360 }, (_, at) => 1_000 + at * 60)).length).toBeLessThan(365);
});

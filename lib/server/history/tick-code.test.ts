import fc from "fast-check";
import { expect, it } from "vitest";
import { packAxis, parseAxis } from "./axis-code";
import { packBodies, packColumns, parseChunk } from "./chunk-code";
import { type Integer, toInteger } from "./integer";
import { counters, type Part, storedSeries } from "./parts";
import { packTick, parseTick, type TickPart } from "./tick-code";

const integer: fc.Arbitrary<Integer> = fc
  .oneof(fc.bigInt({ min: -99n, max: 99n }), fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }))
  .map(toInteger);
const part = fc.constantFrom<Part>(0, 1, 2);

it("gives back a tick, whatever came before it", () => {
  const change = (of: Part) =>
    fc.record({
      subject: fc.nat({ max: 2 ** 30 }),
      values: fc.array(fc.option(fc.option(integer), { nil: undefined }), {
        ...{ minLength: storedSeries[of].length, maxLength: storedSeries[of].length },
      }),
    });
  const ticked: fc.Arbitrary<TickPart> = part.chain((of) =>
    fc.record({
      part: fc.constant(of),
      isKey: fc.boolean(),
      isGap: fc.boolean(),
      changes: fc.array(change(of), { maxLength: 6 }),
    }),
  );
  fc.assert(
    fc.property(fc.array(ticked, { maxLength: 3 }), integer, (ticks, last) => {
      const lastOf = () => last;
      expect(parseTick(packTick(ticks, lastOf), lastOf)).toEqual(ticks.map(withoutTail));
    }),
  );
});

it("gives back the times of an axis, and where its gaps are", () => {
  const step = fc.tuple(fc.integer({ min: 1, max: 4e9 }), fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      let ms = 1_700_000_000_000;
      const atMs = steps.map(([wait]) => (ms += wait));
      const axis = { atMs, isGap: steps.map(([, isGap]) => isGap) };
      expect(parseAxis(packAxis(axis))).toEqual(axis);
    }),
  );
});

it("gives back lowest, highest and last of each step", () => {
  const value = fc.tuple(fc.option(integer), fc.nat({ max: 1e6 }), fc.nat({ max: 1e6 }));
  fc.assert(
    fc.property(part, fc.array(value, { minLength: 1, maxLength: 40 }), (of, values) => {
      const last = values.map(([one]) => one);
      const away = (at: 1 | 2, sign: bigint) =>
        values.map((one) =>
          one[0] === null ? null : toInteger(BigInt(one[0]) + sign * BigInt(one[at])),
        );
      const all = (list: (Integer | null)[]) => storedSeries[of].map(() => list);
      const columns = { last: all(last), min: all(away(1, -1n)), max: all(away(2, 1n)) };
      const spread = (list: (Integer | null)[]) =>
        storedSeries[of].map((name) => (counters.has(name) ? last : list));
      expect(parseChunk(of, packColumns(of, columns), values.length, true)).toEqual({
        ...{ last: columns.last, min: spread(away(1, -1n)), max: spread(away(2, 1n)) },
      });
    }),
  );
});

it("takes a byte for a subject of which all stands at nought", () => {
  expect(packBodies(storedSeries[0].map(() => new Uint8Array(0)))).toHaveLength(1);
});

/** What has not changed at the end of the list is not said. */
function withoutTail(ticked: TickPart): TickPart {
  const changes = ticked.changes.map(({ subject, values }) => {
    const end = values.findLastIndex((value) => value !== undefined);
    return { subject, values: values.slice(0, end + 1) };
  });
  return { ...ticked, changes };
}

import fc from "fast-check";
import { expect, it } from "vitest";
import { createArranger } from "./arrange";

type Row = { id: string; rate: number | undefined };

const rate = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined });
const reading = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-h]$/), rate }), {
  selector: ({ id }) => id,
});

it("rows sorted from one reading to the next stand as rows sorted afresh", () => {
  const step = fc.record({ rows: reading, isHeld: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), fc.boolean(), (readings, isDescending) => {
      const question = { passes: isShown, sortBy: (row: Row) => row.rate, isDescending };
      const arrange = createArranger((row: Row) => row.id);
      for (const { rows, isHeld } of readings) {
        arrange(rows, question, isHeld);
        const sorted = arrange(rows, question, false).rows;
        expect(sorted).toEqual(createArranger((row: Row) => row.id)(rows, question, false).rows);
      }
    }),
  );
});

it("of held rows, as many would move as have to", () => {
  const question = { passes: isShown, sortBy: (row: Row) => row.rate, isDescending: false };
  const arrange = createArranger((row: Row) => row.id);
  const rows = ["a", "b", "c", "d"].map((id, index) => ({ id, rate: index }));
  arrange(rows, question, false);
  const [a, b, c, d] = rows as [Row, Row, Row, Row];
  const next = arrange([{ ...a, rate: 8 }, b, c, d, { id: "e", rate: 0 }], question, true);
  expect(next.rows.map(({ id }) => id)).toEqual(["a", "b", "c", "d", "e"]);
  expect(next.moves).toBe(2);
});

function isShown({ rate }: Row): boolean {
  return rate !== 7;
}

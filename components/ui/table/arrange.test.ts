import fc from "fast-check";
import { expect, it, onTestFinished, vi } from "vitest";
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

it("held rows keep their places, say what they say now, and leave what was given before alone", () => {
  fc.assert(
    fc.property(fc.array(reading), (readings) => {
      const question = { passes: isShown, sortBy: (row: Row) => row.rate, isDescending: true };
      const arrange = createArranger((row: Row) => row.id);
      let before: readonly Row[] = [];
      for (const rows of readings) {
        const copy = [...before];
        const held = arrange(rows, question, true).rows;
        expect(before).toEqual(copy);
        expect(held.every((row) => rows.includes(row))).toBe(true);
        expect(rows.filter(isShown).every((row) => held.includes(row))).toBe(true);
        const ids = held.map(({ id }) => id);
        const stayed = before.map(({ id }) => id).filter((id) => ids.includes(id));
        expect(ids.slice(0, stayed.length)).toEqual(stayed);
        before = held;
      }
    }),
  );
});

it("more than 10,000 rows are sorted once a second, and their cells are new at once", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const question = { passes: isShown, sortBy: (row: Row) => row.rate, isDescending: false };
  const arrange = createArranger((row: Row) => row.id);
  const rows = Array.from({ length: 10_001 }, (_, place) => ({ id: `${place}`, rate: 10 + place }));
  arrange(rows, question, false);
  const next = rows.with(1, { id: "1", rate: 0 });
  const late = arrange(next, question, false);
  expect([late.isLate, late.rows[1]]).toEqual([true, next[1]]);
  vi.advanceTimersByTime(1_000);
  const sorted = arrange(next, question, false, 1);
  expect([sorted.isLate, sorted.rows[0]]).toEqual([false, next[1]]);
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

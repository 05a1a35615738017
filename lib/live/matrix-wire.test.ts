import fc from "fast-check";
import { expect, it } from "vitest";
import type { HistoryKept, LagMatrix } from "@/lib/model/history";
import { packMatrix, parseMatrix } from "./matrix-wire";

const time = fc.integer({ min: 0, max: 4e12 });
const cells = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const name = fc.string({ unit: "grapheme", maxLength: 12 });
const kept: fc.Arbitrary<HistoryKept> = fc.record(
  {
    state: fc.oneof(
      fc.constant({ kind: "on" as const }),
      fc.record({ kind: fc.constant("paused" as const), why: fc.string(), sinceMs: time }),
    ),
    levels: fc.array(fc.record({ stepMs: time, sinceMs: time }), { maxLength: 3 }),
    bytes: time,
    maxBytes: time,
    isShortened: fc.boolean(),
    putAside: fc.record({ file: fc.string(), atMs: time }),
  },
  { requiredKeys: ["state", "levels", "bytes", "maxBytes", "isShortened"] },
);
const matrices: fc.Arbitrary<LagMatrix> = fc.nat({ max: 9 }).chain((columns) =>
  fc.nat({ max: 5 }).chain((rowCount) =>
    fc.record({
      fromMs: time,
      stepMs: time,
      columns: fc.constant(columns),
      rows: fc.array(fc.record({ stream: name, name }), {
        ...{ minLength: rowCount, maxLength: rowCount },
      }),
      cells: cells(rowCount * columns),
      bands: fc.array(
        fc.record({
          stream: name,
          consumers: fc.nat(),
          worst: cells(columns),
          mean: cells(columns),
        }),
        { maxLength: 4 },
      ),
      kept,
    }),
  ),
);

// What the values are made of does not matter, and arrays of fast-check have no prototype of their own.
const plain = (matrix: LagMatrix | undefined) => structuredClone(matrix);

it("comes back as it was packed, wherever in a buffer it lies", () => {
  fc.assert(
    fc.property(matrices, fc.nat({ max: 7 }), (matrix, offset) => {
      const packed = packMatrix(matrix);
      const within = new Uint8Array(packed.length + offset);
      within.set(packed, offset);
      expect(plain(parseMatrix(within.subarray(offset)))).toEqual(plain(matrix));
    }),
  );
});

it("is nothing when a byte is missing or one too many, and never throws", () => {
  fc.assert(
    fc.property(matrices, fc.uint8Array({ maxLength: 60 }), (matrix, noise) => {
      const packed = packMatrix(matrix);
      expect(parseMatrix(packed.subarray(0, -1))).toBeUndefined();
      expect(parseMatrix(Uint8Array.from([...packed, 0]))).toBeUndefined();
      expect(parseMatrix(noise)).toBeUndefined();
    }),
  );
});

it.each([
  ["another version", (head: Record<string, unknown>) => ({ ...head, version: 2 })],
  ["rows that are no pairs", (head: Record<string, unknown>) => ({ ...head, rows: [["a"]] })],
  ["a negative width", (head: Record<string, unknown>) => ({ ...head, columns: -1 })],
  ["no word on what is kept", ({ kept: _, ...head }: Record<string, unknown>) => head],
])("is nothing with %s", (_, change) => {
  const packed = packMatrix({
    ...{ fromMs: 1, stepMs: 2, columns: 0, rows: [], bands: [], cells: new Uint8Array() },
    kept: { state: { kind: "on" }, levels: [], bytes: 0, maxBytes: 0, isShortened: false },
  });
  const head = JSON.parse(new TextDecoder().decode(packed.subarray(4))) as Record<string, unknown>;
  const text = new TextEncoder().encode(JSON.stringify(change(head)));
  const changed = new Uint8Array(4 + text.length);
  new DataView(changed.buffer).setUint32(0, text.length, true);
  changed.set(text, 4);
  expect(parseMatrix(packed)).toBeDefined();
  expect(parseMatrix(changed)).toBeUndefined();
});

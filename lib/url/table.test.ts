import fc from "fast-check";
import { createSerializer } from "nuqs/server";
import { describe, expect, it } from "vitest";
import { parseAsSort, tableKeys, tableParams } from "./table";

const text = fc.string({ unit: "grapheme" });
const name = fc.string({ minLength: 1, unit: "grapheme" });

describe("the address of a table", () => {
  it("says a column, and its direction by a minus", () => {
    expect(parseAsSort.parse("rate")).toEqual({ column: "rate", isDescending: false });
    expect(parseAsSort.parse("-rate")).toEqual({ column: "rate", isDescending: true });
    expect(parseAsSort.parse("-")).toBeNull();
    expect(parseAsSort.parse("")).toBeNull();
  });

  it("says filters in letters that a person can read", () => {
    expect(tableParams.f.serialize([{ column: "storage", value: "file" }])).toBe("storage:file");
    expect(tableParams.f.parse("storage:file,retention:limits")).toEqual([
      { column: "storage", value: "file" },
      { column: "retention", value: "limits" },
    ]);
  });

  it("leaves out what is no filter", () => {
    expect(tableParams.f.parse("storage,:file,storage:memory")).toEqual([
      { column: "storage", value: "memory" },
    ]);
    expect(tableParams.f.parse("")).toBeNull();
    expect(tableParams.f.parse("nonsense")).toBeNull();
  });

  it("T04: gives back what it was given, whatever values hold", () => {
    const filters = fc.array(fc.record({ column: name, value: text }), { minLength: 1 });
    fc.assert(
      fc.property(filters, (given) => {
        expect(tableParams.f.parse(tableParams.f.serialize(given))).toEqual(given);
      }),
    );
    const sort = fc.record({
      column: name.filter((column) => !column.startsWith("-")),
      isDescending: fc.boolean(),
    });
    fc.assert(
      fc.property(sort, (given) => {
        expect(parseAsSort.parse(parseAsSort.serialize(given))).toEqual(given);
      }),
    );
  });

  it("never throws at what is typed into it", () => {
    fc.assert(
      fc.property(text, (typed) => {
        parseAsSort.parse(typed);
        tableParams.f.parse(typed);
      }),
    );
  });

  it("keeps two tables of one page apart", () => {
    const write = createSerializer(tableParams, { urlKeys: tableKeys("past") });
    expect(write({ sort: { column: "rate", isDescending: true }, q: "a b" })).toBe(
      "?past-sort=-rate&past-q=a+b",
    );
    expect(tableKeys(undefined)).toEqual({
      sort: "sort",
      cols: "cols",
      q: "q",
      f: "f",
      row: "row",
    });
  });
});

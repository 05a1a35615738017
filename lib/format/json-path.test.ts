import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJsonPath, pickJson } from "./json-path";
import { parseJson } from "./json-text";

const order = {
  order: { total: 12.5, items: [{ sku: "a", id: 1 }, { sku: "b", id: 2 }, { id: null }] },
  "a name": { "with.dot": true },
  $schema: "x",
  empty: [],
};

function pick(text: string, value: unknown = order): unknown {
  const path = parseJsonPath(text);
  return path.ok ? pickJson(value, path.value) : path.why;
}

describe("a path into JSON", () => {
  it.each([
    ["$", [order]],
    ["order.total", [12.5]],
    ["$.order.items[0].sku", ["a"]],
    ["order.items[-1].id", [null]],
    ["order.items[*].id", [1, 2, null]],
    ["order.items[*].sku", ["a", "b"]],
    ["$.order.items.*.sku", ["a", "b"]],
    ['["a name"]["with.dot"]', [true]],
    ["$['a name']['with.dot']", [true]],
    ["$schema", ["x"]],
    ["$.$schema", ["x"]],
    ["order.none", []],
    ["order.total.deeper", []],
    ["order.items[3]", []],
    ["order.items.length", []],
    ["order.constructor", []],
    ["empty[*]", []],
  ])("%s is found", (text, found) => {
    expect(pick(text)).toEqual(found);
  });

  it("begins with a list where the value is one", () => {
    expect(pick("[1].id", [{ id: 1 }, { id: 2 }])).toEqual([2]);
  });

  it("keeps whole numbers of any length", () => {
    expect(pick("id", parseJson('{"id": 9007199254740993}'))).toEqual([9_007_199_254_740_993n]);
  });

  it.each([
    ["", "Name a member: order.total"],
    ["a..b", "A path names each member: two dots do not search for one."],
    ["a.", "A name is missing behind the last dot."],
    ["a[", "A ] is missing."],
    ["a[b]", 'Between [ and ] stands a place, a * or a "name".'],
    ["a b", "Unexpected b behind the path."],
    ["a.=", 'A name cannot begin with =. Quote it: ["…"]'],
  ])("%s is none, with the reason", (text, why) => {
    expect(pick(text)).toBe(why);
  });

  it("finds any name that is quoted, and only that", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, other) => {
        const value = Object.fromEntries([
          [other, 1],
          [name, 2],
        ]);
        expect(pick(`$[${JSON.stringify(name)}]`, value)).toEqual([2]);
      }),
    );
  });

  it("never throws, whatever is typed", () => {
    const typed = fc.string({ unit: fc.constantFrom(..."$.[]*\"'\\a0- =") });
    fc.assert(fc.property(typed, (text) => void pick(text)));
  });
});

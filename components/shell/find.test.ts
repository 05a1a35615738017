import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { find } from "./find";

const items = (...texts: string[]) => texts.map((text) => ({ id: text, text }));
const textsOf = (texts: string[], query: string, most = 50) =>
  find(items(...texts), query, most).hits.map(({ item }) => item.text);

describe("finding", () => {
  it("gives the same name first, then names that begin so, words that do, and the rest", () => {
    const names = ["MY_REORDERS", "OLD-ORDERS", "ORDERS_EU", "REORDERS", "ORDERS"];
    expect(textsOf(names, "orders")).toEqual([
      "ORDERS",
      "ORDERS_EU",
      "OLD-ORDERS",
      "MY_REORDERS",
      "REORDERS",
    ]);
  });

  it("keeps the order of what is equally good, and of everything where nothing was typed", () => {
    expect(textsOf(["b1", "a1", "b2"], "b")).toEqual(["b1", "b2"]);
    expect(textsOf(["b", "a"], "  ")).toEqual(["b", "a"]);
  });

  it("takes words in any order, also those that are not shown", () => {
    const item = { id: "x", text: "Switch to compact rows", also: "density" };
    expect(find([item], "density compact", 50).hits).toEqual([{ item, ranges: [[10, 17]] }]);
    expect(find([item], "density wide", 50).total).toBe(0);
  });

  it("says where it matched, and how much more there is than was asked for", () => {
    const { hits, total } = find(items("a-worker", "worker", "workers"), "work", 2);
    expect(total).toBe(3);
    expect(hits.map(({ ranges }) => ranges)).toEqual([[[0, 4]], [[0, 4]]]);
  });

  it("[T04] marks what stands in the text, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, query) => {
        const [hit] = find(items(text), query, 1).hits;
        for (const [from, to] of hit?.ranges ?? []) {
          const marked = text.slice(from, to).toLowerCase();
          expect(query.toLowerCase()).toContain(marked);
          expect(marked).not.toBe("");
        }
      }),
    );
  });
});

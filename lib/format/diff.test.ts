import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffValues } from "./diff";
import { diffLines } from "./diff-lines";

describe("what differs between two values", () => {
  it("is told by path, whatever the order of keys", () => {
    const before = { name: "ORDERS", limits: { age: 5, bytes: 1n }, old: true };
    const after = { limits: { bytes: 1, age: 6 }, name: "ORDERS", tags: ["ssd"] };
    expect(diffValues(before, after)).toEqual([
      { path: ["limits", "age"], kind: "changed", before: 5, after: 6 },
      { path: ["old"], kind: "removed", before: true },
      { path: ["tags"], kind: "added", after: ["ssd"] },
    ]);
  });

  it("is told by value in a list of texts, and says when they only moved", () => {
    expect(diffValues({ urls: ["a", "b", "c"] }, { urls: ["c", "d", "a"] })).toEqual([
      { path: ["urls"], kind: "removed", before: "b" },
      { path: ["urls"], kind: "added", after: "d" },
      { path: ["urls"], kind: "reordered", before: ["a", "c"], after: ["c", "a"] },
    ]);
    expect(diffValues(["a", "a"], ["a"])).toEqual([{ path: [], kind: "removed", before: "a" }]);
  });

  it("is told by place in any other list", () => {
    expect(diffValues([{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 3 }, { a: 4 }])).toEqual([
      { path: [1, "a"], kind: "changed", before: 2, after: 3 },
      { path: [2], kind: "added", after: { a: 4 } },
    ]);
  });

  it("is nothing for a value and itself, and something for any two that are not the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(diffValues(one, structuredClone(one))).toEqual([]);
        const isSame = JSON.stringify(sortKeys(one)) === JSON.stringify(sortKeys(other));
        expect(diffValues(one, other).length === 0).toBe(isSame);
      }),
    );
  });
});

describe("what differs between two texts", () => {
  it("is told line by line, with a little around it", () => {
    const before = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    const after = before.map((line) => (line === "5" ? "five" : line));
    expect(diffLines(before.join("\n"), after.join("\n"))).toEqual([
      { kind: "gap", count: 2 },
      { kind: "same", text: "3" },
      { kind: "same", text: "4" },
      { kind: "removed", text: "5" },
      { kind: "added", text: "five" },
      { kind: "same", text: "6" },
      { kind: "same", text: "7" },
      { kind: "gap", count: 2 },
    ]);
  });

  it("leads from the one to the other, whatever they are", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 6 });
    fc.assert(
      fc.property(text, text, (old, now) => {
        const lines = diffLines(old.join("\n"), now.join("\n"));
        const of = (kind: string) =>
          lines.flatMap((line) => ("text" in line && line.kind === kind ? [line.text] : []));
        const gaps = lines.reduce((sum, line) => sum + ("count" in line ? line.count : 0), 0);
        const oldCount = of("same").length + of("removed").length + gaps;
        expect(oldCount).toBe(old.join("\n").split("\n").length);
        const nowCount = of("same").length + of("added").length + gaps;
        expect(nowCount).toBe(now.join("\n").split("\n").length);
      }),
    );
  });
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, sortKeys(part)] as const);
  return { sorted: entries.sort(([one], [other]) => (one < other ? -1 : 1)) };
}

import fc from "fast-check";
import { expect, it } from "vitest";
import { matchLines } from "./match-lines";
import { linesOf, mergeLines } from "./merge-lines";

const merge = (base: string, theirs: string, mine: string) => mergeLines({ base, theirs, mine });
const kinds = (base: string, theirs: string, mine: string) =>
  merge(base, theirs, mine).map(({ kind }) => kind);
const text = fc
  .array(fc.constantFrom("a", "b", "c", "{", "}", "\r", ""), { maxLength: 12 })
  .map((lines) => lines.join("\n"));
const merged = (base: string, theirs: string, mine: string) =>
  merge(base, theirs, mine)
    .flatMap((part) => linesOf(part) ?? ["?"])
    .join("\n");

it("takes what only one side changed, and asks where both did", () => {
  const base = "1\n2\n3\n4\n5\n6\n7\n8";
  expect(merged(base, base.replace("2", "two"), base.replace("7", "seven"))).toBe(
    "1\ntwo\n3\n4\n5\n6\nseven\n8",
  );
  expect(kinds(base, base.replace("4", "x"), base.replace("4", "y"))).toEqual([
    "same",
    "conflict",
    "same",
  ]);
  expect(kinds(base, base.replace("4", "x"), base.replace("4", "x"))).toEqual([
    "same",
    "both",
    "same",
  ]);
  expect(kinds("a\nb", "a", "a\nc")).toEqual(["same", "conflict"]);
});

it("tells a line's end at the end, and both of its letters, from none", () => {
  expect(merged("a\r\nb", "a\r\nb\r\n", "a\r\nb")).toBe("a\r\nb\r\n");
  expect(merged("a\nb\n", "a\nb\n", "a\nb")).toBe("a\nb");
});

it("gives theirs where mine is as it was, mine where theirs is, and every part holds all of each text", () => {
  fc.assert(
    fc.property(text, text, text, (base, theirs, mine) => {
      expect(merged(base, theirs, base)).toBe(theirs);
      expect(merged(base, base, mine)).toBe(mine);
      expect(merged(base, mine, mine)).toBe(mine);
      const parts = merge(base, theirs, mine);
      for (const side of ["base", "theirs", "mine"] as const) {
        const lines = parts.flatMap((part) => (part.kind === "same" ? part.lines : part[side]));
        expect(lines.join("\n")).toBe({ base, theirs, mine }[side]);
      }
    }),
    { numRuns: 500 },
  );
});

it("matches only what is the same, in order, and as much of it as there is", () => {
  const line = fc.constantFrom("a", "b", "c");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 9 }), fc.array(line, { maxLength: 9 }), (from, to) => {
      const found = [...matchLines(from, to)]
        .map((j, i) => [i, j] as const)
        .filter(([, j]) => j >= 0);
      expect(found.map(([, j]) => j)).toEqual(
        found.map(([, j]) => j).toSorted((one, two) => one - two),
      );
      for (const [i, j] of found) expect(from[i]).toBe(to[j]);
      expect(found.length).toBe(longest(from, to));
    }),
    { numRuns: 500 },
  );
});

function longest(from: readonly string[], to: readonly string[]): number {
  if (from.length === 0 || to.length === 0) return 0;
  if (from[0] === to[0]) return 1 + longest(from.slice(1), to.slice(1));
  return Math.max(longest(from.slice(1), to), longest(from, to.slice(1)));
}

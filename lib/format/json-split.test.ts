import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createJsonSplit, type JsonPart } from "./json-split";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The parts of a text that comes in pieces of so many bytes. */
function splitIn(shape: "array" | "map", text: string, step: number) {
  const bytes = encoder.encode(text);
  const split = createJsonSplit(shape);
  const parts: JsonPart[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    parts.push(...split.push(bytes.subarray(at, at + step)));
    expect(split.keepFrom()).toBeLessThanOrEqual(at + step);
  }
  const cut = (from: number, to: number) => decoder.decode(bytes.subarray(from, to));
  return {
    values: parts.map(({ at, end }) => JSON.parse(cut(at, end)) as unknown),
    names: parts.map(({ nameAt, nameEnd }) => cut(nameAt, nameEnd)),
    lines: parts.map(({ line }) => line),
    wrong: split.end(),
  };
}

describe("JSON that is split as it comes", () => {
  it("gives every element of an array and every member of a map, however it is cut", () => {
    const indent = fc.constantFrom(0, 2);
    const step = fc.integer({ min: 1, max: 9 });
    void fc.assert(
      fc.property(fc.array(fc.jsonValue()), indent, step, (list, spaces, by) => {
        const told = splitIn("array", JSON.stringify(list, null, spaces), by);
        expect(told.wrong).toBeUndefined();
        expect(told.values).toEqual(JSON.parse(JSON.stringify(list)));
      }),
    );
    void fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), indent, step, (map, spaces, by) => {
        const told = splitIn("map", JSON.stringify(map, null, spaces), by);
        const names = told.names.map((name) => JSON.parse(name) as string);
        expect(told.wrong).toBeUndefined();
        expect(names.map((name, at) => [name, told.values[at]])).toEqual(
          Object.entries(JSON.parse(JSON.stringify(map)) as object),
        );
      }),
    );
  });

  it("says on which line a part stands, and on which it is wrong", () => {
    expect(splitIn("map", '{\n"a": 1,\n\n"b":\n [2]}', 3)).toMatchObject({ lines: [2, 4] });
    const faults = [
      ["array", "{}", 1, /begin with \[/],
      ["array", "[1,\n,2]", 2, /A value/],
      ["array", "[1 2]", 1, /A comma/],
      ["array", "[1,\n2", 2, /in the middle/],
      ["array", "[1]\nx", 2, /behind the end/],
      ["map", "{\n\na: 1}", 3, /in quotes/],
      ["map", '{"a" 1}', 1, /A colon/],
    ] as const;
    for (const [shape, text, line, words] of faults) {
      const { wrong } = splitIn(shape, text, 2);
      expect(wrong).toMatchObject({ line });
      expect(wrong?.why).toMatch(words);
    }
  });
});

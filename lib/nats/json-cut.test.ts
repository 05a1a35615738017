import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutArrays } from "./json-cut";

/** What the pieces and the rest say together. */
function joined(text: string, name: string): unknown {
  const { rest, arrays } = cutArrays(text, name);
  const pieces = arrays.map((places) => {
    const all: unknown[] = [];
    for (let at = 0; at < places.length; at += 2) {
      all.push(JSON.parse(text.slice(places[at], places[at + 1])));
    }
    return all;
  });
  return JSON.parse(rest, (key, value) =>
    key === name && typeof value === "number" ? pieces[value] : value,
  );
}

const spiteful = ['"list":[', '\\"list":[{', '"', "\\", "}", "]},{", "list", "é 日本"];

describe("a cut text", () => {
  it("says what it said before, whatever its strings hold and however it is spaced", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(...spiteful));
    const element = fc.record({ a: text, b: fc.array(fc.record({ 'c"': text })) });
    const whole = fc.record({
      before: fc.dictionary(text, text),
      list: fc.oneof(fc.array(element), fc.constant(null)),
      after: fc.array(fc.record({ list: fc.array(element), more: text })),
    });
    fc.assert(
      fc.property(whole, fc.constantFrom(0, 1, 2), (value, space) => {
        const written = JSON.stringify(value, undefined, space);
        expect(joined(written, "list")).toEqual(JSON.parse(written));
      }),
    );
  });

  it("can be cut again, piece by piece", () => {
    const text = '{"s":[{"n":1,"c":[{"x":1},{"x":2}]},{"n":2}]}';
    const [streams = []] = cutArrays(text, "s").arrays;
    expect(streams).toHaveLength(4);
    const first = cutArrays(text, "c", streams[0], streams[1]);
    expect(first.rest).toBe('{"n":1,"c":0}');
    expect(first.arrays[0]).toHaveLength(4);
    // The first one's array is not taken for the second's.
    expect(cutArrays(text, "c", streams[2], streams[3])).toEqual({ rest: '{"n":2}', arrays: [] });
  });

  it.each([
    '{"list":[{"a":1}',
    '{"list":[{"a":1},',
    '{"list":[1,2]}',
    '{"list":[{"a":"b]}',
    '{"list":[{"a":1}}',
  ])("stays whole where nothing can be cut: %s", (text) => {
    expect(cutArrays(text, "list")).toEqual({ rest: text, arrays: [] });
  });
});

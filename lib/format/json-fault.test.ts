import fc from "fast-check";
import { expect, it } from "vitest";
import { findJsonFault, placeInText } from "./json-fault";

it("is told where it stands, in words of what is missing", () => {
  const faults: [string, string, string][] = [
    ['{"a": 1,\n "b" 2}', "2:6", "a colon"],
    ['{"a": 1,\n}', "2:1", "a name"],
    ["[1, 2", "1:6", "ends"],
    ["[1 2]", "1:4", "a comma or ]"],
    ["{'a': 1}", "1:2", "double quotes"],
    ['{"a": 01}', "1:7", "a value (a text"],
    ['{"a": "x\ny"}', "1:7", "no end"],
    ["[1]]", "1:4", "behind"],
    ['{"a": 1} // why', "1:10", "comments"],
    ["\ufeff{}", "1:1", "byte order mark"],
  ];
  for (const [text, place, words] of faults) {
    const fault = findJsonFault(text);
    const { line, column } = placeInText(text, fault?.at ?? 0);
    expect([text, `${line}:${column}`, fault?.why]).toEqual([
      text,
      place,
      expect.stringContaining(words),
    ]);
  }
});

it("is found in each text that is no JSON, and in none that is", () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom("", ",", "}", '"', "x", " "),
      (text, at, odd) => {
        expect(findJsonFault(text)).toBeUndefined();
        const place = at % (text.length + 1);
        const broken = text.slice(0, place) + odd + text.slice(place + 1);
        expect(findJsonFault(broken) === undefined).toBe(isJson(broken));
      },
    ),
    { numRuns: 500 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

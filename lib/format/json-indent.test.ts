import fc from "fast-check";
import { expect, it } from "vitest";
import { indentJson } from "./json-indent";

it("indents as everybody does", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(indentJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
    }),
  );
});

it("leaves numbers and doubled names as they were written, and what is no JSON alone", () => {
  expect(indentJson('{"a":1.0,"a":9007199254740993,"b":[ ]}')).toBe(
    '{\n  "a": 1.0,\n  "a": 9007199254740993,\n  "b": []\n}',
  );
  expect(indentJson('{"n":{{n}}}')).toBeUndefined();
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { parseHexText, toHexText } from "./hex-text";
import { layOutJson, lineEndOf } from "./json-layout";

it("keeps numbers, names and their order as they were written", () => {
  const text = '{"b":18446744073709551615,"a":1.0,"a":[1e400,-0,"\\u00e9 é"],"10":{},"9":[]}\r\n';
  const indented = layOutJson(`\r\n${text}`, "indented");
  expect(indented).toBe(
    '{\r\n  "b": 18446744073709551615,\r\n  "a": 1.0,\r\n  "a": [\r\n    1e400,\r\n    -0,\r\n    "\\u00e9 é"\r\n  ],\r\n  "10": {},\r\n  "9": []\r\n}\r\n',
  );
  expect(layOutJson(indented ?? "", "short")).toBe(text.trimEnd());
  expect(layOutJson("{a: 1}", "indented")).toBeUndefined();
});

it("says the same however it is laid out", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const long = layOutJson(text, "indented") ?? "";
      expect(JSON.parse(long)).toEqual(JSON.parse(text));
      expect(layOutJson(long, "short")).toBe(layOutJson(text, "short"));
    }),
  );
});

it("knows a text whose lines all end in two letters from one that mixes", () => {
  expect(lineEndOf("a\r\nb\r\n")).toBe("\r\n");
  expect(lineEndOf("a\r\nb\n")).toBe("\n");
  expect(lineEndOf("a\rb")).toBe("\n");
});

it("bytes as hex digits come back as they were, and what is none is told", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(parseHexText(toHexText(bytes))).toEqual({ ok: true, bytes });
    }),
  );
  expect(parseHexText("00 f")).toMatchObject({ fault: { at: 3 } });
  expect(parseHexText("00 xx")).toMatchObject({ fault: { at: 3 } });
  expect(parseHexText("00 fff")).toMatchObject({ fault: { at: 5 } });
});

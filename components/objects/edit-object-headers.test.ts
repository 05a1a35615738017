import { expect, it } from "vitest";
import { fromHeaders, headersFault, toHeaders } from "./edit-object-headers";

it("headers that are typed again are what they were", () => {
  const headers = {
    "Content-Type": ["text/plain"],
    Trace: ["a: b", "", "c"],
    ["__proto__"]: ["x"],
  };
  const { text, untyped } = fromHeaders(headers);
  expect(text).toBe("Content-Type: text/plain\nTrace: a: b\nTrace: \nTrace: c\n__proto__: x");
  expect(untyped).toEqual({});
  expect(toHeaders(text)).toEqual(headers);
});

it("what can't be said in a line stays as it is", () => {
  const odd = { "a:b": ["x"], note: ["two\nlines"], none: [] };
  expect(fromHeaders(odd)).toEqual({ text: "", untyped: odd });
});

it("a line without a name is said to be wrong", () => {
  expect(headersFault("Content-Type: text/plain\n\n")).toBeUndefined();
  expect(headersFault("no colon")).toMatch(/^no colon: a name/);
  expect(headersFault(": value")).toMatch(/a name/);
});

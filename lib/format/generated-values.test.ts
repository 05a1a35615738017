import { expect, it } from "vitest";
import { fillIn, hasPlaces, makeValues } from "./generated-values";

const values = { uuid: "u-1", now: "2026-11-21T12:03:05.123Z", n: 7 };

it("puts each value in its place, the same UUID twice, and leaves other braces alone", () => {
  expect(fillIn('{"id":"{{uuid}}","again":"{{uuid}}","n":{{n}},"at":"{{now}}"}', values)).toBe(
    '{"id":"u-1","again":"u-1","n":7,"at":"2026-11-21T12:03:05.123Z"}',
  );
  expect(fillIn("{{name}} {{ n }} {n} $& {{N}}", values)).toBe("{{name}} {{ n }} {n} $& {{N}}");
  expect(hasPlaces("{{name}}")).toBe(false);
});

it("makes a random number at each place, and UUIDs of version 4 that differ", () => {
  expect(fillIn("{{random}},{{random}}", values)).toMatch(/^\d{1,6},\d{1,6}$/);
  const [one, other] = [makeValues(1).uuid, makeValues(2).uuid];
  expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(one).not.toBe(other);
});

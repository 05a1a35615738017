import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJsonTest } from "./json-path-test";
import { parseJson } from "./json-text";

const paid = parseJson(`{
  "status": "paid", "total": 100, "big": 9007199254740993, "done": true, "note": null,
  "at": "2026-11-21T10:00:00Z", "items": [{"id": 1}, {"id": 2}], "code": "123"
}`);

function passes(text: string): boolean | string {
  const parsed = parseJsonTest(text);
  return parsed.ok ? parsed.value.test(paid) : parsed.why;
}

describe("a test of JSON", () => {
  it.each([
    "$.total >= 100",
    "total<=100",
    "total = 100.0",
    "total == 1e2",
    "total != 99",
    'status = "paid"',
    "status = paid",
    "status='paid'",
    'status != "open"',
    "status ~ PAI",
    "total ~ 10",
    "big = 9007199254740993",
    "big > 9007199254740992",
    "done = true",
    "note = null",
    "note",
    'at > "2026-11-20"',
    "items[*].id = 2",
    "items[*].id != 3",
    'code = "123"',
  ])("%s passes", (text) => {
    expect(passes(text)).toBe(true);
  });

  it.each([
    "$.total > 100",
    "total = 99",
    'total = "100"',
    "status = Paid",
    'status != "paid"',
    "big = 9007199254740992",
    "big < 9007199254740993",
    "done = false",
    "done > 0",
    "note > -1",
    "none",
    "none != 1",
    "items[*].id != 2",
    "items ~ object",
    "code = 123",
    "code > 100",
  ])("%s does not pass", (text) => {
    expect(passes(text)).toBe(false);
  });

  it.each([
    ["total =", "Nothing stands behind ="],
    ["total is 5", "Behind the path stands = != < <= > >= or ~, or nothing."],
    ['status = "paid', "The quotes of the text do not close."],
    ["= 5", 'A name cannot begin with =. Quote it: ["…"]'],
    ["", "Name a member: order.total"],
  ])("%s is none, with the reason", (text, why) => {
    expect(passes(text)).toBe(why);
  });

  it("compares any two whole numbers exactly", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
        const value = parseJson(`{"n": ${a}}`);
        const holds = (sign: string) => {
          const parsed = parseJsonTest(`n ${sign} ${b}`);
          return parsed.ok && parsed.value.test(value);
        };
        expect([holds("<"), holds("="), holds(">="), holds("!=")]).toEqual([
          ...[a < b, a === b, a >= b, a !== b],
        ]);
      }),
    );
  });

  it("never throws, whatever is typed", () => {
    const typed = fc.string({ unit: fc.constantFrom(..."$.[]*\"'\\a0-=<>!~ ") });
    fc.assert(fc.property(typed, (text) => void passes(text)));
  });
});

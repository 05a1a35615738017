import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson, writeJson } from "./json";

describe("server JSON", () => {
  it("keeps a sequence beyond 2^53 exact", () => {
    expect(readJson('{"seq":9007199254740993,"n":7}')).toEqual({ seq: 9007199254740993n, n: 7 });
  });

  it("leaves digits inside names alone", () => {
    const text = String.raw`{"name":"id-1234567890123456789","q":"\"1234567890123456789","seq":18446744073709551615}`;
    expect(readJson(text)).toEqual({
      name: "id-1234567890123456789",
      q: '"1234567890123456789',
      seq: 18446744073709551615n,
    });
  });

  it("tells a long integer from one in a string, wherever quotes and backslashes stand", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 6 }), (strings) => {
        const long = 12345678901234567890n;
        const digits = strings.map((one) => `${one}:${long},`);
        const text = digits.map((one) => `${JSON.stringify(one)},${long},-${long}`).join(",");
        expect(readJson(`[${text}]`)).toEqual(digits.flatMap((one) => [one, long, -long]));
      }),
      { examples: [[['"', "\\\\", '\\\\"', "[1,"]]] },
    );
  });

  it("leaves long fractions and exponents to JSON", () => {
    expect(readJson('{"cpu":0.1234567890123456789,"e":1234567890123456e3}')).toEqual({
      cpu: 0.12345678901234568,
      e: 1234567890123456e3,
    });
  });

  it("reads whatever JSON.stringify writes, the same as JSON.parse but for what that would round", () => {
    const rounded = (value: unknown) =>
      JSON.stringify(value, (_key, part) => (typeof part === "bigint" ? Number(part) : part));
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = `{"value":${JSON.stringify(value)},"long":12345678901234567890}`;
        expect(rounded(readJson(text))).toEqual(rounded(JSON.parse(text)));
      }),
      { examples: [["\u0000n5"], [{ a: "1234567890123456" }]] },
    );
  });
});

describe("JSON for the server", () => {
  it("holds every integer exactly, and is read back the same", () => {
    expect(writeJson({ seq: 18446744073709551615n, n: 7n, text: "9007199254740993" })).toBe(
      '{"seq":18446744073709551615,"n":7,"text":"9007199254740993"}',
    );
    fc.assert(
      fc.property(fc.bigInt(2n ** 53n, 2n ** 64n), fc.string(), (seq, text) => {
        expect(readJson(writeJson({ seq, text }))).toEqual({ seq, text });
      }),
    );
  });
});

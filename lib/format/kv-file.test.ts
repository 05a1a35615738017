import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toKvLine, type WrittenKey } from "./kv-file";
import { type KvFileReading, looksLikeKvEntry, parseKvEntry, parseKvMember } from "./kv-file-read";

const encoder = new TextEncoder();
const bytesOf = (value: unknown) => encoder.encode(JSON.stringify(value));
const entry = (value: Uint8Array, more: Partial<WrittenKey> = {}): WrittenKey => ({
  ...{ key: "a.b", revision: 9_007_199_254_740_993n, timeNs: 1_763_781_300_123_456_789n },
  ...{ operation: { kind: "put" }, value, ...more },
});
const why = (reading: KvFileReading) => (reading.ok ? "it was read" : reading.why);
const isSame = (one: unknown, other: Uint8Array) =>
  one instanceof Uint8Array && Buffer.compare(one, other) === 0;
const valueIn = (reading: KvFileReading) =>
  reading.ok && reading.entry.change.kind === "put" ? reading.entry.change.value : reading;

describe("an entry of a file of keys", () => {
  it("holds any value, and gives back the same bytes", () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: "binary", maxLength: 40 }).map((text) => encoder.encode(text)),
    );
    void fc.assert(
      fc.property(anything, (value) => {
        const reading = parseKvEntry(encoder.encode(toKvLine(entry(value)).line));
        return isSame(valueIn(reading), value);
      }),
    );
  });

  it("is one line, with text as text and every digit of its revision and time", () => {
    expect(toKvLine(entry(encoder.encode('{"x":1}\n'), { ttl: "30s" }))).toEqual({
      line: '{"key":"a.b","value":"{\\"x\\":1}\\n","revision":9007199254740993,"time":"2025-11-22T03:15:00.123456789Z","ttl":"30s"}\n',
      isBinary: false,
    });
    const mark = toKvLine(entry(Uint8Array.from([0xef, 0xbb, 0xbf])));
    expect(mark.line).toContain('"value":"\ufeff"');
    const bytes = toKvLine(entry(Uint8Array.from([255])));
    expect(bytes).toMatchObject({ isBinary: true });
    expect(bytes.line).toContain('"value_base64":"/w=="');
    const gone = toKvLine(
      entry(new Uint8Array(), { operation: { kind: "removed", reason: "MaxAge" } }),
    );
    expect(gone.line).toContain('"operation":"removed","reason":"MaxAge"');
  });

  it("takes a value that is no text as the JSON that stands there, with all its digits", () => {
    const text = '{"key":"k","value": {"n": 12345678901234567890,  "e":1e400} }';
    expect(valueIn(parseKvEntry(encoder.encode(text)))).toEqual(
      encoder.encode('{"n": 12345678901234567890,  "e":1e400}'),
    );
    const member = parseKvMember(encoder.encode('"k\\u002e1"'), encoder.encode("1.50"));
    expect(member).toMatchObject({ ok: true, entry: { key: "k.1" } });
    expect(valueIn(member)).toEqual(encoder.encode("1.50"));
  });

  it("says why it is none", () => {
    const cases: [unknown, RegExp][] = [
      [[1], /is an object/],
      [{ value: "x" }, /no key/],
      [{ key: "a b", value: "x" }, /no spaces/],
      [{ key: "a..b", value: "x" }, /dot/],
      [{ key: "a", value: null }, /null is no value/],
      [{ key: "a" }, /no value/],
      [{ key: "a", value: "x", value_base64: "eA==" }, /both value and value_base64/],
      [{ key: "a", value_base64: "%" }, /no base64/],
      [{ key: "a", value: "\ud800" }, /half a letter/],
      [{ key: "a", operation: "explode" }, /"explode" is none/],
      [{ key: "a", value: "x", ttl: "soon" }, /ttl/],
    ];
    for (const [told, wanted] of cases) expect(why(parseKvEntry(bytesOf(told)))).toMatch(wanted);
    expect(why(parseKvEntry(encoder.encode('{"key":')))).toMatch(/no JSON/);
    expect(why(parseKvEntry(Uint8Array.from([34, 255, 34])))).toMatch(/no UTF-8/);
  });

  it("reads operations and times to live", () => {
    const read = (more: object) => parseKvEntry(bytesOf({ key: "a", ...more }));
    expect(read({ operation: "removed" })).toMatchObject({ entry: { change: { kind: "delete" } } });
    expect(read({ operation: "purge" })).toMatchObject({ entry: { change: { kind: "purge" } } });
    const ttl = (text: unknown) => {
      const reading = read({ value: "", ttl: text });
      return reading.ok ? reading.entry.ttlNs : reading.why;
    };
    expect([ttl("1m30s"), ttl("10"), ttl("never"), ttl(undefined)]).toEqual([
      ...[90_000_000_000n, 10_000_000_000n, undefined, undefined],
    ]);
  });

  it("is told from a map of one line", () => {
    expect(looksLikeKvEntry(bytesOf({ key: "a", value: "b" }))).toBe(true);
    expect(looksLikeKvEntry(bytesOf({ key: "a", other: "b" }))).toBe(false);
    expect(looksLikeKvEntry(bytesOf({ a: "1" }))).toBe(false);
  });
});

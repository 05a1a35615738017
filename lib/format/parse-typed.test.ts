import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTypedDuration, longestDurationNs, parseDuration } from "./parse-duration";
import { parseSequence } from "./parse-sequence";
import { formatTypedSize, parseSize } from "./parse-size";

describe("a duration that is typed", () => {
  it.each([
    ["15m", 900_000_000_000n, "15m"],
    ["1h30m", 5_400_000_000_000n, "1h30m"],
    ["90m", 5_400_000_000_000n, "1h30m"],
    ["2d", 172_800_000_000_000n, "2d"],
    ["1w", 604_800_000_000_000n, "7d"],
    ["4 min 10 s", 250_000_000_000n, "4m10s"],
    ["1.5s", 1_500_000_000n, "1.5s"],
    [".5ms", 500_000n, "500us"],
    ["1µs", 1_000n, "1us"],
    ["1ns", 1n, "1ns"],
    ["0", 0n, "0s"],
    ["106751d23h47m16.854775807s", longestDurationNs, "106751d23h47m16.854775807s"],
  ])("%s is %s ns, in short %s", (text, ns, short) => {
    expect(parseDuration(text)).toEqual({ ok: true, ns });
    expect(formatTypedDuration(ns)).toBe(short);
  });

  it.each([
    ["", "Give a duration, such as 15m or 1h30m."],
    ["15", "Give a unit: 15s, 15m or 15h."],
    ["-1s", "A duration is not below zero."],
    ["1,5h", "Write decimals with a point: 1.5h."],
    ["1h30", "Give 30 a unit, such as 30s."],
    ["1M", '"1M" is no duration: units are w, d, h, m, s, ms, us and ns.'],
    ["soon", '"soon" is no duration: units are w, d, h, m, s, ms, us and ns.'],
    ["300000d", "NATS keeps no more than 292 years."],
  ])("%s is none: %s", (text, why) => {
    expect(parseDuration(text)).toEqual({ ok: false, why });
  });

  it("is read back to the nanosecond", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: longestDurationNs }), (ns) => {
        expect(parseDuration(formatTypedDuration(ns))).toEqual({ ok: true, ns });
      }),
    );
  });
});

describe("a size that is typed", () => {
  it.each([
    ["64 KiB", 65_536n, "64 KiB"],
    ["64k", 65_536n, "64 KiB"],
    ["1.5GiB", 1_610_612_736n, "1.5 GiB"],
    ["512", 512n, "512 B"],
    ["1MB", 1_048_576n, "1 MiB"],
    ["1.1 KiB", 1_126n, "1126 B"],
    ["1025", 1_025n, "1025 B"],
    ["0", 0n, "0 B"],
  ])("%s is %s bytes, in short %s", (text, bytes, short) => {
    expect(parseSize(text)).toEqual({ ok: true, bytes });
    expect(formatTypedSize(bytes)).toBe(short);
  });

  it.each([
    ["", "Give a size, such as 64 KiB."],
    ["-1", "A size is not below zero."],
    ["1,5 MiB", "Write decimals with a point, and no other mark: 1.5 MiB."],
    ["64 KX", '"KX" is no unit: they are B, KiB, MiB, GiB, TiB and PiB.'],
    ["big", '"big" is no size: write a number and a unit, such as 64 KiB.'],
    ["9000 PiB", "NATS counts no more than 8,191 PiB."],
  ])("%s is none: %s", (text, why) => {
    expect(parseSize(text)).toEqual({ ok: false, why });
  });

  it("is read back to the byte", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 9_223_372_036_854_775_807n }), (bytes) => {
        expect(parseSize(formatTypedSize(bytes))).toEqual({ ok: true, bytes });
      }),
    );
  });
});

describe("a sequence that is typed", () => {
  it("may have marks between its digits, whatever the language", () => {
    for (const text of ["9007199254740993", " 9,007,199,254,740,993", "9.007'199 254.740.993"]) {
      expect(parseSequence(text)).toBe(9_007_199_254_740_993n);
    }
  });

  it.each(["", "x", "-1", "1e3", "123456789012345678901"])("%j is none", (text) => {
    expect(parseSequence(text)).toBeUndefined();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBytesText } from "./bytes";
import { formatAge, formatDuration } from "./duration";
import { formatCount, formatExact, formatRate } from "./number";
import { printable } from "./printable";
import { formatServerName } from "./server-name";

describe("numbers that people read", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [9_999, "9,999"],
    [12_408, "12.4k"],
    [999_949, "999.9k"],
    [1_000_000, "1M"],
    [3_140_000_000n, "3.1G"],
    [18_446_744_073_709_551_615n, "18.4E"],
  ])("counts %s as %s", (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  it("keeps every digit of a 64-bit count in its exact form", () => {
    expect(formatExact(18_446_744_073_709_551_615n)).toBe("18,446,744,073,709,551,615");
  });

  it.each([
    [0, "0"],
    [0.01, "<0.1"],
    [0.44, "0.4"],
    [12.34, "12.3"],
    [182.4, "182"],
    [12_408, "12.4k"],
  ])("writes a rate of %s a second as %s", (value, text) => {
    expect(formatRate(value)).toBe(text);
  });

  it.each([
    [0, "0 B"],
    [1_023, "1023 B"],
    [1_536, "1.5 KiB"],
    [3_446_973_837, "3.2 GiB"],
  ])("writes %s bytes as %s", (value, text) => {
    expect(formatBytesText(value)).toBe(text);
  });

  it.each([
    [340, "340 ms"],
    [12_900, "12 s"],
    [250_000, "4 min 10 s"],
    [11_520_000, "3 h 12 min"],
    [525_600_000, "6 d 2 h"],
    [-5, "0 ms"],
  ])("writes a span of %s ms as %s", (value, text) => {
    expect(formatDuration(value)).toBe(text);
  });

  it("takes out what a terminal would obey, and leaves what people write", () => {
    expect(printable("a\u001b]0;x\u0007b\n\u202ec")).toBe("a]0;xbc");
    expect(printable("Größe 3 → 日本")).toBe("Größe 3 → 日本");
  });

  it("shortens the key that stands for a name, and no name", () => {
    const key = `N${"A".repeat(55)}`;
    expect(formatServerName(key)).toBe("NAAAAAAA…");
    expect(formatServerName("nats-1")).toBe("nats-1");
  });

  it("says an age in one unit", () => {
    expect(formatAge(200)).toBe("now");
    expect(formatAge(250_000)).toBe("4 min ago");
  });

  it("never shows NaN, undefined or a minus for any span or size", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e18, noNaN: true }), (value) => {
        const all = [
          formatDuration(value),
          formatBytesText(value),
          formatRate(value),
          formatCount(value),
        ];
        expect(all.join(" ")).not.toMatch(/NaN|undefined|-/);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFormat, type NumberStyle } from "./format";

const utc = createFormat({ times: "utc" });
const berlin = createFormat({ zone: "Europe/Berlin" });
const at = (text: string) => Date.parse(text);

describe("R09: a moment has one meaning wherever it is read", () => {
  it("writes it whole, by a 24 h clock, with Z or the distance from it", () => {
    const noon = at("2026-11-21T12:03:05.123Z");
    expect(utc.moment(noon)).toBe("2026-11-21 12:03:05.123Z");
    expect(berlin.moment(noon)).toBe("2026-11-21 13:03:05.123 +01:00");
    expect(createFormat({ zone: "Asia/Kolkata" }).moment(noon)).toBe(
      "2026-11-21 17:33:05.123 +05:30",
    );
    expect(createFormat({ zone: "America/St_Johns" }).moment(noon)).toBe(
      "2026-11-21 08:33:05.123 -03:30",
    );
  });

  it("tells the hour that comes twice apart, when clocks leap back", () => {
    expect(berlin.moment(at("2026-10-25T00:30:00Z"))).toBe("2026-10-25 02:30:00.000 +02:00");
    expect(berlin.moment(at("2026-10-25T01:30:00Z"))).toBe("2026-10-25 02:30:00.000 +01:00");
  });

  it("jumps over the hour that clocks leave out", () => {
    expect(berlin.clock(at("2026-03-29T00:59:59Z"))).toBe("01:59:59");
    expect(berlin.clock(at("2026-03-29T01:00:00Z"))).toBe("03:00:00");
  });

  it("calls midnight 00 and never 24 or 12", () => {
    expect(berlin.clock(at("2026-11-20T23:00:00Z"))).toBe("00:00:00");
    expect(berlin.day(at("2026-11-20T23:00:00Z"))).toBe("2026-11-21");
    expect(utc.minute(at("2026-11-21T12:03:59Z"))).toBe("12:03");
  });

  it("takes UTC for UTC, whatever zone is given", () => {
    const both = createFormat({ times: "utc", zone: "Europe/Berlin" });
    expect(both.clock(at("2026-11-21T12:00:00Z"))).toBe("12:00:00");
    expect(both.zone).toBe("UTC");
  });

  it("reads back as the very moment, in each zone", () => {
    const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: at("1990-01-01"), max: at("2100-01-01") }),
        (zone, atMs) => {
          const text = createFormat({ zone }).moment(atMs).replace(" ", "T").replace(" ", "");
          expect(Date.parse(text)).toBe(atMs);
        },
      ),
    );
  });

  it("keeps the nanoseconds, also before 1970", () => {
    expect(utc.momentNs(1_795_262_585_123_456_789n)).toBe("2026-11-21 12:03:05.123456789Z");
    expect(utc.momentNs(-1n)).toBe("1969-12-31 23:59:59.999999999Z");
    expect(utc.momentNs(-62_135_596_800_000_000_000n)).toBe("0001-01-01 00:00:00.000000000Z");
  });

  it("calls a moment unknown that no calendar holds", () => {
    expect(utc.moment(Number.NaN)).toBe("unknown");
    expect(utc.clock(9e15)).toBe("unknown");
  });

  it("shows no age or span below zero, when clocks disagree", () => {
    expect(utc.age(-600_000)).toBe("now");
    expect(utc.duration(-600_000)).toBe("0 ms");
  });
});

describe("numbers in the reader's style", () => {
  it.each<[NumberStyle, string, string, string]>([
    ["1,234.5", "1,234,567.5", "12.4k", "1.5 KiB"],
    ["1.234,5", "1.234.567,5", "12,4k", "1,5 KiB"],
    ["1 234,5", "1\u202f234\u202f567,5", "12,4k", "1,5 KiB"],
    ["1'234.5", "1'234'567.5", "12.4k", "1.5 KiB"],
  ])("writes %s", (numbers, exact, count, bytes) => {
    const format = createFormat({ numbers });
    expect(format.exact(1_234_567.5)).toBe(exact);
    expect(format.count(12_408)).toBe(count);
    expect(format.bytesText(1_536)).toBe(bytes);
    expect(format.exact(18_446_744_073_709_551_615n).replace(/\D/g, "")).toBe(
      "18446744073709551615",
    );
  });

  it.each([
    [0, "0%"],
    [0.0004, "<0.1%"],
    [0.1234, "12.3%"],
    [0.57, "57%"],
    [0.99999, "99.9%"],
    [1, "100%"],
    [1.5, "150%"],
  ])("writes the share %s as %s", (share, text) => {
    expect(createFormat().percent(share)).toBe(text);
  });
});

import { describe, expect, it } from "vitest";
import { toFieldText, toMoment } from "./field-time";

const iso = (text: string, zone: string) => new Date(toMoment(text, zone) ?? 0).toISOString();

describe("a moment in a field", () => {
  it("is of the reader's clock, in summer and winter", () => {
    expect(iso("2026-07-01T12:00", "Europe/Berlin")).toBe("2026-07-01T10:00:00.000Z");
    expect(iso("2026-11-21T12:00:05", "Europe/Berlin")).toBe("2026-11-21T11:00:05.000Z");
    expect(iso("2026-11-21T12:00:05", "UTC")).toBe("2026-11-21T12:00:05.000Z");
    expect(toFieldText(Date.UTC(2026, 10, 21, 11, 0, 5), "Europe/Berlin")).toBe(
      "2026-11-21T12:00:05",
    );
  });

  it("is right on both sides of a change of the clock, and has an answer inside it (R09)", () => {
    expect(iso("2026-10-25T01:59:59", "Europe/Berlin")).toBe("2026-10-24T23:59:59.000Z");
    expect(iso("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(iso("2026-10-25T03:00", "Europe/Berlin")).toBe("2026-10-25T02:00:00.000Z");
    expect(iso("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
    expect(iso("2026-03-29T03:00", "Europe/Berlin")).toBe("2026-03-29T01:00:00.000Z");
  });

  it("is none where nothing or half of it stands there", () => {
    expect(toMoment("", "UTC")).toBeUndefined();
    expect(toMoment("2026-11-21", "UTC")).toBeUndefined();
    expect(toMoment("2026-13-41T00:00", "UTC")).toBeUndefined();
  });
});

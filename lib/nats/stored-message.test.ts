import { describe, expect, it } from "vitest";
import { parseTimeNs } from "./stored-message";

describe("a time as NATS writes it", () => {
  it.each([
    ["2026-03-01T12:00:00.123456789Z", 1772366400123456789n],
    ["2026-03-01T12:00:00.1Z", 1772366400100000000n],
    ["2026-03-01T12:00:00Z", 1772366400000000000n],
    ["2026-03-01T13:00:00.000000001+01:00", 1772366400000000001n],
    ["1969-12-31T23:59:59.5Z", -500000000n],
    ["yesterday", undefined],
    ["", undefined],
    ["2026-13-01T12:00:00Z", undefined],
  ])("%s keeps its nanoseconds", (text, expected) => {
    expect(parseTimeNs(text)).toBe(expected);
  });
});

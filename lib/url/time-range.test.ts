import { createLoader, createSerializer } from "nuqs/server";
import { describe, expect, it } from "vitest";
import {
  parseMoment,
  parseSpan,
  type TimeRange,
  timeRangeAddress,
  timeRangeParams,
  toTimeRange,
} from "./time-range";

const defaultMs = 5 * 60_000;
const load = createLoader(timeRangeParams);
const serialize = createSerializer(timeRangeParams);
const rangeAt = (search: string) => toTimeRange(load(new URLSearchParams(search)), defaultMs);

describe("the address of a time range", () => {
  it.each<[TimeRange, string]>([
    [{ kind: "live", spanMs: defaultMs }, ""],
    [{ kind: "live", spanMs: 15 * 60_000 }, "?range=15m"],
    [{ kind: "live", spanMs: 90_000 }, "?range=90s"],
    [
      { kind: "fixed", fromMs: Date.UTC(2026, 10, 21, 12), toMs: Date.UTC(2026, 10, 21, 13) },
      "?from=2026-11-21T12:00:00.000Z&to=2026-11-21T13:00:00.000Z",
    ],
  ])("leads back to %o", (range, search) => {
    expect(serialize(timeRangeAddress(range, defaultMs))).toBe(search);
    expect(rangeAt(search)).toEqual(range);
  });

  it.each([
    "?range=0m",
    "?range=1e9d",
    "?range=999999d",
    "?from=2026-11-21T12:00:00Z",
    "?from=2026-11-21T12:00:00Z&to=2026-11-21T11:00:00Z",
    "?from=yesterday&to=2026-11-21T11:00:00Z",
    "?from=2026-11-21T12:00:00&to=2026-11-21T13:00:00",
  ])("is the default where it makes no sense: %s", (search) => {
    expect(rangeAt(search)).toEqual({ kind: "live", spanMs: defaultMs });
  });

  it("says what is wrong with what can't be read", () => {
    expect(parseSpan("15 minutes")).toMatchObject({ ok: false });
    expect(parseMoment("2026-13-40T00:00:00Z")).toMatchObject({ ok: false });
    expect(parseMoment("2026-10-25T02:30:00+01:00")).toEqual({
      ok: true,
      value: Date.UTC(2026, 9, 25, 1, 30),
    });
  });
});

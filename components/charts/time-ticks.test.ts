import { describe, expect, it } from "vitest";
import { createFormat } from "@/lib/format/format";
import { timeTicks } from "./time-ticks";

const berlin = createFormat({ zone: "Europe/Berlin" });
const utc = createFormat({ times: "utc" });
const at = (iso: string) => Date.parse(iso);
const labels = (from: string, to: string, most: number, format = utc) =>
  timeTicks({ fromMs: at(from), toMs: at(to) }, most, format).map(({ label }) => label);

describe("ticks of time", () => {
  it("are few and round, and never beyond the edges", () => {
    expect(labels("2026-11-21T12:01:10Z", "2026-11-21T12:16:10Z", 5)).toEqual([
      "12:05",
      "12:10",
      "12:15",
    ]);
    expect(labels("2026-11-21T12:01:10Z", "2026-11-21T12:02:10Z", 5)).toEqual([
      "12:01:15",
      "12:01:30",
      "12:01:45",
      "12:02:00",
    ]);
  });

  it("are round on a clock that is not whole hours from UTC", () => {
    const india = createFormat({ zone: "Asia/Kolkata" });
    expect(labels("2026-11-21T00:00:00Z", "2026-11-21T04:00:00Z", 4, india)).toEqual([
      "06:00",
      "07:00",
      "08:00",
      "09:00",
    ]);
  });

  it("stand at midnight of each day, also of one with 23 hours (R09)", () => {
    const span = { fromMs: at("2026-03-27T12:00:00Z"), toMs: at("2026-03-31T12:00:00Z") };
    const ticks = timeTicks(span, 4, berlin);
    expect(ticks.map(({ label }) => label)).toEqual(["28 Mar", "29 Mar", "30 Mar", "31 Mar"]);
    const [, before = Number.NaN, after = Number.NaN] = ticks.map(({ atMs }) => atMs);
    expect((after - before) / 3_600_000).toBe(23);
  });

  it("show the hour that comes twice twice, and leave out the one that is not (R09)", () => {
    expect(labels("2026-10-24T22:30:00Z", "2026-10-25T02:30:00Z", 4, berlin)).toEqual([
      "01:00",
      "02:00",
      "02:00",
      "03:00",
    ]);
    expect(labels("2026-03-28T23:30:00Z", "2026-03-29T02:30:00Z", 4, berlin)).toEqual([
      "01:00",
      "03:00",
      "04:00",
    ]);
  });

  it("are round on the quarter hours of a clock that changes by half an hour (R09)", () => {
    const howe = createFormat({ zone: "Australia/Lord_Howe" });
    expect(labels("2026-10-03T13:30:00Z", "2026-10-03T16:30:00Z", 4, howe)).toEqual([
      "4 Oct",
      "01:00",
      "03:00",
    ]);
  });

  it("name the day where one begins", () => {
    expect(labels("2026-11-21T23:50:00Z", "2026-11-22T00:10:00Z", 4)).toEqual([
      "23:50",
      "23:55",
      "22 Nov",
      "00:05",
      "00:10",
    ]);
  });

  it("are none where a span has no length", () => {
    expect(labels("2026-11-21T12:00:00Z", "2026-11-21T12:00:00Z", 5)).toEqual([]);
  });
});

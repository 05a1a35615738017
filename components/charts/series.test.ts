import { describe, expect, it } from "vitest";
import { formatDuration } from "@/lib/format/duration";
import { coloursOf } from "./colours";
import { gapsOf, nearest, thin, toColumns } from "./series";
import { valueTicks } from "./value-ticks";

const all = { fromMs: 0, toMs: 100 };
const line = (...values: (number | null)[]) => ({ values });

describe("columns of a chart", () => {
  it("have a gap where nobody looked, also when nobody wrote one down (R02)", () => {
    const columns = toColumns([0, 2, 4, 60, 62, 64], [line(1, 1, 1, 5, 5, 5)], all);
    expect(columns.values[0]).toEqual([1, 1, 1, null, 5, 5, 5]);
    expect(gapsOf(columns, { fromMs: 0, toMs: 64 })).toEqual([{ fromMs: 4, toMs: 60 }]);
  });

  it("have none where the beat has only grown", () => {
    const columns = toColumns([0, 2, 4, 14, 24, 34], [line(1, 1, 1, 1, 1, 1)], all);
    expect(columns.values[0]).not.toContain(null);
  });

  it("keep what was read last after a clock was set back (R09)", () => {
    const columns = toColumns([0, 10, 20, 30, 5, 15, 25], [line(1, 2, 3, 4, 5, 6, 7)], all);
    expect(columns.atMs).toEqual([0, 5, 15, 25]);
    expect(columns.values[0]).toEqual([1, 5, 6, 7]);
  });

  it("hold one point beyond each edge, so that the lines reach it", () => {
    const columns = toColumns([0, 10, 20, 30, 40], [line(0, 1, 2, 3, 4)], { fromMs: 15, toMs: 25 });
    expect(columns.atMs).toEqual([10, 20, 30]);
  });

  it("are silent up to the right edge when nothing comes any more (R02)", () => {
    const columns = toColumns([0, 2, 4], [line(1, 1, 1)], all);
    expect(gapsOf(columns, all)).toEqual([{ fromMs: 4, toMs: 100 }]);
  });

  it("keep every spike and every gap when they are thinned", () => {
    const values: (number | null)[] = Array.from({ length: 10_000 }, () => 1);
    values[5_003] = 900;
    values[7_001] = null;
    const thinned = thin(
      { atMs: values.map((_, index) => index), values: [values] },
      { fromMs: 0, toMs: 10_000 },
      400,
    );
    expect(thinned.atMs.length).toBeLessThan(500);
    expect(thinned.values[0]).toContain(900);
    expect(thinned.values[0]).toContain(null);
  });

  it("know the moment nearest to a time", () => {
    expect([-5, 4, 6, 14, 99].map((time) => nearest([0, 10, 20], time))).toEqual([0, 0, 1, 1, 2]);
    expect(nearest([], 5)).toBe(-1);
  });
});

describe("ticks of values", () => {
  it.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [97, [0, 50, 100]],
    [1_240, [0, 500, 1_000, 1_500]],
    [0.4, [0, 0.2, 0.4]],
    [4e15, [0, 2e15, 4e15]],
  ])("are few and round up to %d", (highest, ticks) => {
    expect(valueTicks(highest)).toEqual(ticks);
  });

  it("are round in KiB and MiB where sizes are shown", () => {
    expect(valueTicks(1_200_000, "binary").map((bytes) => bytes / 1_048_576)).toEqual([
      0, 0.5, 1, 1.5,
    ]);
    expect(valueTicks(300 * 1_024, "binary").map((bytes) => bytes / 1_024)).toEqual([
      0, 100, 200, 300,
    ]);
  });

  it.each([
    ["400 ms", 400, ["0 ms", "200 ms", "400 ms"]],
    ["47 s", 47_000, ["0 ms", "30 s", "1 min"]],
    ["4 min", 250_000, ["0 ms", "2 min", "4 min", "6 min"]],
    ["15 h", 54_000_000, ["0 ms", "6 h", "12 h", "18 h"]],
    ["9 d", 777_600_000, ["0 ms", "5 d", "10 d"]],
  ])("are round by the clock where spans are shown: %s", (_, highest, ticks) => {
    expect(valueTicks(highest, "time").map(formatDuration)).toEqual(ticks);
  });
});

describe("colours", () => {
  it("are each line's own in one chart, the same every time, and grey beyond six", () => {
    const names = ["a", "g", "m", "b", "c", "d", "e", "f"];
    const colours = coloursOf(names);
    expect(new Set(colours.slice(0, 6)).size).toBe(6);
    expect(colours.slice(6)).toEqual(["var(--color-unknown)", "var(--color-unknown)"]);
    expect(coloursOf(names)).toEqual(colours);
  });
});

import { describe, expect, it } from "vitest";
import { createBeat } from "./beat";

const limits = { usualMs: 2_000, longestMs: 30_000 };

describe("the beat", () => {
  it("stays as it is while reading takes less than half of it", () => {
    const beat = createBeat(limits);
    for (const tookMs of [0, 400, 999]) beat.took(tookMs);
    expect(beat.everyMs()).toBe(2_000);
  });

  it("grows at once so that reading takes half of the time, up to its longest", () => {
    const beat = createBeat(limits);
    beat.took(3_000);
    expect(beat.everyMs()).toBe(6_000);
    beat.took(40_000);
    expect(beat.everyMs()).toBe(30_000);
  });

  it("shrinks bit by bit, back to where it began", () => {
    const beat = createBeat(limits);
    beat.took(5_000);
    const seen = Array.from({ length: 10 }, () => {
      beat.took(100);
      return beat.everyMs();
    });
    expect(seen.slice(0, 3)).toEqual([6_000, 4_000, 3_000]);
    expect(seen.at(-1)).toBe(2_000);
  });
});

import { describe, expect, it } from "vitest";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { createLagTrack } from "./lag-track";

const startMs = 1_000_000;

/** A consumer that has so much waiting, and has delivered and acknowledged so much. */
function consumer(pending: number, done: number, more: Partial<ConsumerSummary> = {}) {
  const place = { streamSequence: BigInt(done), consumerSequence: BigInt(done) };
  return {
    ...{ stream: "S", name: "c", createdMs: 1, isPull: true, isDurable: true, filterSubjects: [] },
    ...{ ackPolicy: "explicit", deliverPolicy: "all", pending: BigInt(pending), ackPending: 0 },
    ...{ redelivered: 0, waiting: 1, delivered: place, ackFloor: place },
    ...more,
  } satisfies ConsumerSummary;
}

/** Readings every two seconds; `state` gives what waits and what is done at each. */
function track(seconds: number, state: (second: number) => [pending: number, done: number]) {
  const made = createLagTrack();
  for (let second = 0; second <= seconds; second += 2) {
    made.add(startMs + second * 1_000, consumer(...state(second)));
  }
  return made;
}

describe("the trend", () => {
  it("takes three readings", () => {
    expect(track(2, (second) => [second, 0]).trendPerSec()).toBeNull();
    expect(track(4, (second) => [second * 7, 0]).trendPerSec()).toBeCloseTo(7);
  });

  it("of five minutes is a straight line through them", () => {
    expect(track(600, (second) => [5_000 - second * 4, second * 4]).trendPerSec()).toBeCloseTo(-4);
    expect(track(600, () => [9, 3]).trendPerSec()).toBe(0);
    const wave = (second: number) => 500 + (second % 20) * 5;
    expect(Math.abs(track(600, (second) => [wave(second), 0]).trendPerSec() ?? 9)).toBeLessThan(
      0.3,
    );
  });

  it("turns within a minute of what turned", () => {
    const turned = track(300, (second) =>
      second <= 240 ? [second * 50, 0] : [12_000 - (second - 240) * 30, (second - 240) * 80],
    );
    expect(turned.trendPerSec()).toBeCloseTo(-30, 0);
  });

  it.each([
    ["is made again", { createdMs: 2 }, 400, 100],
    ["is reset", {}, 400, 0],
    ["is purged of what waits", {}, 3, 102],
  ])("begins anew where the consumer %s", (_what, more, pending, done) => {
    const made = track(60, (second) => [500 + second, 100]);
    expect(made.trendPerSec()).toBeCloseTo(1);
    expect(made.add(startMs + 62_000, consumer(pending, done, more))).toBe(false);
    expect(made.trendPerSec()).toBeNull();
    expect(made.rates(true)).toEqual({ inRate: null, ackRate: null });
  });
});

describe("the oldest that waits", () => {
  it("came when so many had come as are delivered now, and one more", () => {
    // Ten come a second and four are taken: at 100 s, number 401 is next, which came at 40.1 s.
    const made = track(100, (second) => [second * 6, second * 4]);
    const { afterMs = 0, ms, byMs } = made.oldestPending() ?? { ms: 0, byMs: 0 };
    expect(afterMs).toBeLessThanOrEqual(startMs + 40_100);
    expect(byMs).toBeGreaterThanOrEqual(startMs + 40_100);
    expect(Math.abs(ms - (startMs + 40_100))).toBeLessThan(1_000);
  });

  it("is only known to be no younger where it waited at the first reading, or something was redelivered", () => {
    expect(track(10, () => [5, 0]).oldestPending()).toMatchObject({
      ...{ afterMs: undefined, byMs: startMs },
    });
    const made = track(20, (second) => [second, second]);
    made.add(startMs + 22_000, consumer(20, 24, { redelivered: 2 }));
    expect(made.oldestPending()?.afterMs).toBeUndefined();
    expect(track(10, () => [0, 5]).oldestPending()).toBeUndefined();
  });
});

it("rates are those of the last ten seconds, and none reaches over a gap", () => {
  const made = track(100, (second) =>
    second <= 60 ? [0, 0] : [(second - 60) * 6, (second - 60) * 4],
  );
  expect(made.rates(true)).toEqual({ inRate: 10, ackRate: 4 });
  made.gap();
  expect(made.rates(true)).toEqual({ inRate: null, ackRate: null });
});

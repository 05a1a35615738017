import { expect, it } from "vitest";
import { createSpark } from "./lag-spark";

const minuteMs = 60_000;
const startMs = 1_000 * minuteMs;

it("holds the highest lag of each minute of an hour, and none where there was none", () => {
  const spark = createSpark();
  expect(spark.add(startMs, 0)).toBe(false);
  expect(spark.points()).toEqual([]);
  spark.add(startMs + 3 * minuteMs, 5);
  spark.add(startMs + 3 * minuteMs + 2_000, 8.44);
  expect(spark.add(startMs + 3 * minuteMs + 4_000, 1)).toBe(false);
  expect(spark.points()).toHaveLength(60);
  expect(spark.points().slice(-5)).toEqual([null, 0, 0, 0, 8.4]);
  // Nothing was read for two minutes.
  expect(spark.add(startMs + 6 * minuteMs, 0)).toBe(true);
  expect(spark.points().slice(-5)).toEqual([0, 8.4, null, null, 0]);
  spark.add(startMs + 64 * minuteMs, 0);
  expect(spark.points()).toEqual([]);
  expect(spark.add(startMs + 65 * minuteMs, 0)).toBe(false);
});

it("begins with what was kept from before; what was not stays a gap", () => {
  const spark = createSpark();
  const now = startMs + 10 * minuteMs;
  spark.add(now, 0);
  const kept = { minute: 1_007, points: [...Array(57).fill(0), 9, 4, 0] };
  expect(spark.recall(kept)).toBe(true);
  expect(spark.points().slice(-7)).toEqual([0, 9, 4, 0, null, null, 0]);
  expect(spark.points().slice(0, 4)).toEqual([0, 0, 0, 0]);
  spark.add(now + minuteMs, 2);
  expect(spark.points().slice(-5)).toEqual([0, null, null, 0, 2]);
  spark.forget();
  expect(spark.points().slice(-7)).toEqual([9, 4, 0, null, null, null, null]);
});

it("says nothing of an hour without lag, also where that was kept; a lag later has it before it", () => {
  const spark = createSpark();
  spark.add(startMs, 0);
  expect(spark.recall({ minute: 998, points: [0, null, 0] })).toBe(false);
  expect(spark.points()).toEqual([]);
  spark.add(startMs + minuteMs, 3);
  expect(spark.points().slice(-7)).toEqual([null, 0, null, 0, null, 0, 3]);
});

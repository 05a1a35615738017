import { expect, it } from "vitest";
import { readable } from "@/components/ui/config-preview";
import { dependents } from "@/lib/format/dependents";
import { labStream } from "@/lib/live/snapshot-lab";
import { weighMarkers } from "./weigh-markers";

it("what will change is told with times and sizes as people write them", () => {
  const before = { max_age: 0, max_bytes: -1, max_msgs_per_subject: 5, storage: "file" };
  const after = { ...before, max_age: 86_400_000_000_000n, max_bytes: 1_048_576 };
  expect(readable({ before, after })).toEqual({
    before: { ...before, max_age: "no limit", max_bytes: "no limit" },
    after: { ...before, max_age: "1d", max_bytes: "1 MiB" },
  });
});

it("markers are weighed as they are removed: of just that age they go", () => {
  const found = { keys: 9, nowMs: 1_000, hasHistory: true, timesMs: Float64Array.of(1, 500, 501) };
  expect(weighMarkers(found, 500)).toEqual({ old: 2, young: 1 });
  expect(weighMarkers(found, 0)).toEqual({ old: 3, young: 0 });
  expect(weighMarkers(found, 9_999)).toEqual({ old: 0, young: 3 });
});

it("what lives on a bucket is told: mirrors, and those that take from it", () => {
  const streams = [
    labStream("KV_b"),
    { ...labStream("KV_copy"), mirrorOf: "KV_b" },
    { ...labStream("OBJ_copy"), mirrorOf: "KV_b" },
    { ...labStream("KV_far"), mirrorOf: "KV_b", isMirrorOfElsewhere: true },
    { ...labStream("ALL"), sources: ["X", "KV_b"] },
  ];
  expect(dependents("KV_b", streams)).toEqual([
    "Bucket copy mirrors it, and gets nothing new any more.",
    "Object store copy mirrors it, and gets nothing new any more.",
    "Stream ALL takes from it, and gets nothing new any more.",
  ]);
});

import { expect, it } from "vitest";
import { labStream } from "@/lib/live/snapshot-lab";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { dependents } from "./bucket-dependents";
import { readable } from "./bucket-preview";
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

it("what lives on a bucket is told: mirrors, those that take from it, a republish", () => {
  const row = { inRate: null, trend: [] };
  const streams = [
    { ...labStream("KV_b"), ...row },
    { ...labStream("KV_copy"), ...row, mirrorOf: "KV_b" },
    { ...labStream("KV_far"), ...row, mirrorOf: "KV_b", isMirrorOfElsewhere: true },
    { ...labStream("ALL"), ...row, sources: ["X", "KV_b"] },
  ];
  const bucket = {
    row: { stream: "KV_b" },
    settings: { republish: { source: "", destination: "out.>", headersOnly: false } },
  } as unknown as BucketDetail;
  expect(dependents(bucket, streams)).toEqual([
    "Bucket copy mirrors it, and gets nothing new any more.",
    "Stream ALL takes from it, and gets nothing new any more.",
    "What it stores is republished to out.>; that ends.",
  ]);
});

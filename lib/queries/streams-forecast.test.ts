import { describe, expect, it } from "vitest";
import type { StreamRow } from "@/lib/model/streams";
import { streamFullInMs } from "./streams-forecast";

const filling: StreamRow = {
  ...{ name: "S", subjects: ["s"], retention: "limits", storage: "file", discard: "new" },
  ...{ messages: 10_000n, bytes: 1_000_000n, firstSequence: 1n, lastSequence: 10_000n },
  ...{ consumers: 0, isSealed: false, replicas: 1, inRate: 10, trend: Array(30).fill(10) },
};

describe("when a stream is full", () => {
  it("is told from what came in", () => {
    const { messages, bytes } = streamFullInMs({
      ...filling,
      maxMessages: 46_000n,
      maxBytes: 4_600_000n,
    });
    expect(messages).toBeCloseTo(3_600_000, -2);
    expect(bytes).toBeCloseTo(3_600_000, -2);
  });

  it.each<[string, Partial<StreamRow>]>([
    ["has no limit", {}],
    ["takes nothing", { maxMessages: 46_000n, trend: Array(30).fill(0) }],
    ["is not known long enough", { maxMessages: 46_000n, trend: [null, null, 10, 10] }],
    ["loses its old ones by age", { maxMessages: 46_000n, maxAgeMs: 60_000 }],
    ["is worked off", { maxMessages: 46_000n, retention: "workqueue" }],
  ])("is not told of one that %s", (_, changes) => {
    expect(streamFullInMs({ ...filling, ...changes }).messages).toBeUndefined();
  });
});

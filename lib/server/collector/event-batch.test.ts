import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SystemEvent } from "@/lib/model/events";
import { createEventBatch } from "./event-batch";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const event = (id: number, stream: string): SystemEvent => ({
  ...{ id: `${id}`, firstMs: id, lastMs: id, count: 1, sequence: BigInt(id) },
  ...{ kind: "message-naked", severity: "info", stream },
});

describe("a batch of events", () => {
  it("gives alike ones as one with a count", () => {
    const given: SystemEvent[] = [];
    const batch = createEventBatch((one) => given.push(one));
    for (let id = 1; id <= 5_000; id++) batch.add(event(id, id % 2 === 0 ? "A" : "B"));
    vi.advanceTimersByTime(1_000);
    expect(
      given.map(({ stream, count, firstMs, lastMs }) => [stream, count, firstMs, lastMs]),
    ).toEqual([
      ["B", 2_500, 1, 4_999],
      ["A", 2_500, 2, 5_000],
    ]);
  });

  it("gives no more than a page can hold, however many are sent (T26)", () => {
    const given: SystemEvent[] = [];
    const batch = createEventBatch((one) => given.push(one));
    for (let id = 0; id < 20_000; id++) batch.add(event(id, `S${id}`));
    vi.advanceTimersByTime(1_000);
    expect(given).toHaveLength(500);
  });

  it("leaves no timer when it is closed", () => {
    const batch = createEventBatch(() => undefined);
    batch.add(event(1, "A"));
    batch.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

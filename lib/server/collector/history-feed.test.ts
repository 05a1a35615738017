import { expect, it } from "vitest";
import { createConsumerStore } from "@/lib/live/consumer-store";
import { createSnapshotStore } from "@/lib/live/snapshot-store";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { createHistoryFeed, type HistorySink } from "./history-feed";

const place = { streamSequence: 1n, consumerSequence: 1n };
const consumer: Omit<ConsumerSummary, "name" | "stream"> = {
  ...{ isPull: true, isDurable: true, filterSubjects: [], ackPolicy: "explicit" },
  ...{ deliverPolicy: "all", pending: 0n, ackPending: 0, redelivered: 0, waiting: 1 },
  ...{ delivered: place, ackFloor: place },
};

it("a tick holds what was read since the one before, and none of what was not", () => {
  let nowMs = 1_000_000;
  const clock = { nowMs: () => nowMs };
  const store = createSnapshotStore(clock);
  const consumers = createConsumerStore({ ...clock, reachOf: () => "all" });
  const ticks: Parameters<HistorySink["tick"]>[1][] = [];
  const history: HistorySink = { tick: (_id, tick) => ticks.push(tick), addEvent: () => {} };
  const feed = createHistoryFeed({ connectionId: "a", history, ...clock, store, consumers });
  const sweep = (streams: string[], missing: string[] = []) => {
    for (const stream of streams) {
      const found = { consumers: [{ ...consumer, stream, name: `of-${stream}` }], missing: [] };
      consumers.putConsumers(stream, { ...found, isWhole: true }, nowMs);
    }
    const end = { beganMs: nowMs, asOfMs: nowMs, by: "list" as const };
    consumers.endSweep({ ...end, missing, streams: new Set([...streams, ...missing]) });
  };
  const names = () => ticks.at(-1)?.consumers?.map(({ name }) => name);

  feed();
  expect(ticks).toEqual([]);
  sweep(["A", "B"]);
  feed();
  expect(ticks).toHaveLength(1);
  expect(names()).toEqual(["of-A", "of-B"]);
  expect(ticks[0]).not.toHaveProperty("streams");

  nowMs += 2_000;
  store.putStreams({ ok: true, value: [] }, nowMs);
  sweep(["A"], ["B"]);
  feed();
  expect(ticks).toHaveLength(1);
  nowMs += 8_000;
  feed();
  expect(ticks).toHaveLength(2);
  // Whoever did not answer stays a row, and is a gap in the past.
  expect(names()).toEqual(["of-A"]);
  expect(ticks[1]?.streams).toEqual([]);
  expect(consumers.rows()).toHaveLength(2);

  nowMs += 10_000;
  feed();
  expect(ticks).toHaveLength(2);
});

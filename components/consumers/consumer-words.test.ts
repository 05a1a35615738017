import { describe, expect, it } from "vitest";
import { createFormat } from "@/lib/format/format";
import type { ConsumerRow, ConsumerSummary } from "@/lib/model/consumers";
import type { StreamExtent } from "@/lib/model/message-page";
import { answerOf, placeWords } from "./consumer-words";

const format = createFormat({ times: "utc" });
const place = (streamSequence: bigint) => ({ streamSequence, consumerSequence: streamSequence });
const now: ConsumerSummary = {
  ...{ stream: "ORDERS", name: "worker", isPull: true, isDurable: true, filterSubjects: [] },
  ...{ ackPolicy: "explicit", deliverPolicy: "all", pending: 0n, ackPending: 0, redelivered: 0 },
  ...{ waiting: 0, delivered: place(90n), ackFloor: place(80n), maxAckPending: 1_000 },
};
const rowOf = (summary: ConsumerSummary, more: Partial<ConsumerRow> = {}): ConsumerRow => ({
  ...summary,
  ...{ lagMessages: summary.pending, lagSeconds: 250, unackedSeconds: 0 },
  ...{ isLagAtLeast: false, isUnackedAtLeast: false, trendPerSec: null, etaSeconds: null },
  ...{ inRate: null, ackRate: null, ...more },
});
const behind = { ...now, pending: 7_210n };
const extent = { first: 1n, last: 100n } as StreamExtent;

it.each([
  [1, 1, "It was delivered more than once."],
  [5, 5, "All 5 that wait for their ack were delivered more than once."],
  [2, 5, "2 of those that wait for their ack were delivered more than once."],
])("%i of %i came back", (redelivered, ackPending, words) => {
  const { details } = answerOf({ ...now, redelivered, ackPending }, undefined, extent, format);
  expect(details).toEqual([words]);
});

describe("the answer", () => {
  it.each<[string, ConsumerSummary, Partial<ConsumerRow> | undefined, string, string]>([
    ["calm", now, {}, "Up to date", "ok"],
    [
      "with a filter for what does not come",
      { ...now, filterSubjects: ["left.>"] },
      { cause: "filter-matches-nothing" },
      "Its filter matches nothing",
      "attention",
    ],
    [
      "waiting",
      { ...now, ackPending: 35 },
      {},
      "Everything is delivered, 35 wait for their ack",
      "ok",
    ],
    [
      "with one that comes back again and again",
      { ...now, ackPending: 1, ackWaitMs: 20_000, redelivered: 1 },
      { unackedSeconds: 2_599 },
      "Everything is delivered, 1 message waits for its ack: 43 min 19 s",
      "attention",
    ],
    [
      "behind for a reason",
      behind,
      { trendPerSec: 35, cause: "nobody-pulls" },
      "4 min 10 s behind and growing by 35/s: nobody pulls",
      "attention",
    ],
    [
      "catching up",
      behind,
      { trendPerSec: -20, etaSeconds: 360 },
      "4 min 10 s behind, drained in 6 min",
      "unknown",
    ],
    [
      "by a bound",
      behind,
      { isLagAtLeast: true, trendPerSec: 0 },
      "≥ 4 min 10 s behind and steady",
      "unknown",
    ],
    ["of unknown age", behind, { lagSeconds: null }, "7,210 messages behind", "unknown"],
    ["before the collector told", behind, undefined, "7,210 messages behind", "unknown"],
    [
      "without a leader",
      { ...now, group: { followers: [] } },
      undefined,
      "Up to date: no leader",
      "trouble",
    ],
  ])("%s", (_title, summary, more, headline, severity) => {
    const row = more && rowOf(summary, more);
    expect(answerOf(summary, row, extent, format)).toMatchObject({ headline, severity });
  });
});

it("says how far it is", () => {
  expect(placeWords({ ...behind, ackPending: 1 }, format)).toBe(
    "7,210 not delivered, 1 waits for its ack",
  );
  expect(placeWords({ ...now, ackPolicy: "none" }, format)).toBe(
    "Everything is delivered; nothing is to be acknowledged",
  );
});

it("says what keeps it, and what it has lost", () => {
  const atMs = Date.parse("2026-11-21T12:00:00Z");
  const resting = { ...now, atMs, pausedUntilMs: atMs + 3_600_000, isBound: false };
  expect(answerOf(resting, undefined, { ...extent, first: 95n }, format).details).toEqual([
    "Paused until 2026-11-21 13:00:00.000Z, for another 1 h: nothing is delivered.",
    "Nobody is bound: nobody listens where it would push.",
    "The stream has dropped 4 messages before they were delivered.",
  ]);
  expect(answerOf(now, rowOf(now), extent, format).details).toEqual([]);
  const pulled = rowOf(behind, { cause: "nobody-pulls" });
  expect(answerOf(behind, pulled, extent, format).details).toEqual([
    "7,210 messages wait and nobody asks for them.",
  ]);
});

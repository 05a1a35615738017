import { describe, expect, it } from "vitest";
import type { ConsumerRow, WorstConsumers } from "@/lib/model/consumers";
import type { Snapshot } from "@/lib/model/snapshot";
import { worstOf } from "./consumers-worst";
import { emptyFlow } from "./flow-store";
import { labConsumer } from "./snapshot-lab";
import { findTroubles } from "./troubles";

const lab = { beatMs: 2_000, sparkOf: () => undefined };
const snapshotOf = (value: WorstConsumers): Snapshot => ({
  ...{ revision: "a.1", answeredMs: 0, beatMs: 2_000, events: [], flow: emptyFlow() },
  ...{ servers: {}, account: {}, jetstream: {}, clients: {}, streams: {} },
  consumers: { asOfMs: 0, value },
});
const troubles = (...rows: ConsumerRow[]) => findTroubles(snapshotOf(worstOf(rows, lab)));
const behind = (lagSeconds: number | null, changes: Partial<ConsumerRow> = {}, name = "fraud") =>
  labConsumer("ORDERS", name, {
    ...{ lagSeconds, lagMessages: 7_210n, pending: 7_210n, cause: "nobody-pulls", waiting: 0 },
    ...changes,
  });
const told = (...rows: ConsumerRow[]) =>
  troubles(...rows).map(({ severity, title }) => `${severity}: ${title}`);
const growing = (lagSeconds: number) => {
  const { cause: _, ...row } = behind(lagSeconds, { trendPerSec: 4, inRate: 12, ackRate: 8 });
  return row;
};

describe("consumers that are behind", () => {
  it("are told with what keeps them there, what waits and what to do", () => {
    expect(troubles(behind(250))).toEqual([
      {
        id: "consumer ORDERS fraud",
        severity: "attention",
        title: "fraud is 4 min behind: nobody pulls",
        detail: "7,210 messages wait and no pull is open.",
        hint: "See that its workers run.",
        about: { stream: "ORDERS", consumer: "fraud" },
      },
    ]);
  });

  it.each([
    ["attention: fraud is 20 s behind: nobody pulls", behind(29)],
    ["trouble: fraud is 5 min behind: nobody pulls", behind(300)],
    ["trouble: fraud is 2 h behind: nobody listens", behind(8_000, { cause: "not-bound" })],
    [
      "trouble: fraud is at least 2 min behind: its workers hold every ack",
      behind(125, { cause: "acks-held", isLagAtLeast: true }),
    ],
    ["trouble: fraud is 30 s behind: no server leads it", behind(30, { cause: "no-leader" })],
    ["info: fraud is 1 d behind: it is paused", behind(90_000, { cause: "paused" })],
    ["attention: fraud is 2 min behind: less is taken than comes in", growing(120)],
    ["trouble: fraud is 15 min behind: less is taken than comes in", growing(900)],
    [
      "attention: fraud is 12,345 messages behind: nobody pulls",
      behind(null, { lagMessages: 12_345n }),
    ],
  ])("are told by cause and time: %s", (words, row) => {
    expect(told(row)).toEqual([words]);
  });

  it.each([
    ["for a moment", behind(14)],
    ["of a pause that has only begun", behind(59, { cause: "paused" })],
    ["for a busy minute", growing(119)],
    ["but catch up", { ...growing(900), trendPerSec: -3 }],
    ["by a few messages of unknown age", behind(null)],
    ["by nothing", behind(0, { lagMessages: 0n })],
    ["of what nobody sends", behind(900, { cause: "filter-matches-nothing" })],
  ])("are no trouble %s", (_, row) => {
    expect(troubles(row)).toEqual([]);
  });

  it("say how many come in and how many are done, or of how many acks wait", () => {
    expect(troubles(growing(120))[0]?.detail).toBe(
      "7,210 messages wait: 12 come in and 8 are done a second.",
    );
    const held = behind(60, { cause: "acks-held", ackPending: 8, maxAckPending: 8 });
    expect(troubles(held)[0]?.detail).toBe(
      "7,210 messages wait; 8 of 8 that may be under way are not acknowledged, and no more are delivered until some are.",
    );
  });

  it("say when a pause ends", () => {
    const pause = { atMs: 0, pausedUntilMs: 7_500_000 };
    expect(troubles(behind(60, { cause: "paused", ...pause }))[0]?.detail).toBe(
      "7,210 messages wait until it goes on in 2 h.",
    );
  });

  it("are one line where there are many, with the worst by name", () => {
    const rows = Array.from({ length: 40 }, (_, at) => behind(400 - at, {}, `c${at}`));
    expect(troubles(...rows)).toEqual([
      {
        id: "consumers nobody-pulls",
        severity: "trouble",
        title: "40 consumers are behind: nobody pulls",
        detail: "The worst, c0 of ORDERS, is 6 min behind.",
        hint: "See that its workers run.",
        about: { heldBy: "nobody-pulls" },
      },
    ]);
    expect(told(...rows.slice(0, 3), behind(400, { cause: "paused" }, "x"))).toEqual([
      "trouble: c0 is 6 min behind: nobody pulls",
      "trouble: c1 is 6 min behind: nobody pulls",
      "trouble: c2 is 6 min behind: nobody pulls",
      "info: x is 6 min behind: it is paused",
    ]);
  });

  it("stay told down to half of the bound, and go away once they have caught up", () => {
    let now = troubles(behind(310));
    const next = (row: ConsumerRow) => {
      now = findTroubles(snapshotOf(worstOf([row], lab)), now);
      return now.map(({ severity }) => severity);
    };
    expect(next(behind(160))).toEqual(["trouble"]);
    expect(next(behind(149))).toEqual(["attention"]);
    expect(next(behind(290))).toEqual(["attention"]);
    expect(next(behind(8))).toEqual(["attention"]);
    expect(next(behind(7))).toEqual([]);
    expect(next(behind(8))).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { Snapshot } from "@/lib/model/snapshot";
import { staleMsOf } from "./snapshot-age";

const consoleMs = 1_000_000;
const tabMs = 77_000_000_000;
const snapshot = (...readMs: number[]): Snapshot => ({
  revision: "a.1",
  answeredMs: consoleMs,
  beatMs: 2_000,
  servers: {},
  account: { ...(readMs[0] === undefined ? {} : { asOfMs: readMs[0] }) },
  jetstream: { ...(readMs[1] === undefined ? {} : { asOfMs: readMs[1] }) },
  clients: {},
  consumers: {},
  streams: {},
  flow: {} as Snapshot["flow"],
  events: [],
});

describe("the age of what is shown", () => {
  it("[R09] is that of its newest part and of the way here, whatever the clocks say", () => {
    const received = {
      snapshot: snapshot(consoleMs - 90_000, consoleMs - 4_500),
      receivedAt: tabMs,
    };
    expect(staleMsOf(received, tabMs + 3_000)).toBe(7_000);
    expect(staleMsOf(received, tabMs - 600_000)).toBeUndefined();
  });

  it("is too much after three beats", () => {
    const received = { snapshot: snapshot(consoleMs), receivedAt: tabMs };
    expect(staleMsOf(received, tabMs + 6_000)).toBeUndefined();
    expect(staleMsOf(received, tabMs + 6_001)).toBe(6_000);
  });

  it("is nothing where nothing was ever read", () => {
    const nothing = { snapshot: undefined, receivedAt: 0 };
    expect(staleMsOf(nothing, tabMs)).toBeUndefined();
    expect(staleMsOf({ snapshot: snapshot(), receivedAt: tabMs }, tabMs + 60_000)).toBeUndefined();
  });
});

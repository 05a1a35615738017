import { describe, expect, it } from "vitest";
import type { Snapshot } from "@/lib/model/snapshot";
import { ageOfSnapshot, isStale } from "./snapshot-age";

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
  streams: {},
  flow: {} as Snapshot["flow"],
  events: [],
});

describe("the age of what is shown", () => {
  it("[R09] is that of its newest part and of the way here, whatever the clocks say", () => {
    const received = {
      snapshot: snapshot(consoleMs - 9_000, consoleMs - 1_000),
      receivedAt: tabMs,
    };
    expect(ageOfSnapshot(received, tabMs + 3_000)).toBe(4_000);
    expect(ageOfSnapshot(received, tabMs - 600_000)).toBe(1_000);
  });

  it("is too much after three beats", () => {
    const received = { snapshot: snapshot(consoleMs), receivedAt: tabMs };
    expect(isStale(received, tabMs + 6_000)).toBe(false);
    expect(isStale(received, tabMs + 6_001)).toBe(true);
  });

  it("is nothing where nothing was ever read", () => {
    expect(isStale({ snapshot: snapshot(), receivedAt: tabMs }, tabMs + 60_000)).toBe(false);
  });
});

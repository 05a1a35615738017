import { describe, expect, it } from "vitest";
import type { ConnectionStatus } from "@/lib/model/connection";
import { createAnnouncer } from "./announce";

const connected: ConnectionStatus = {
  state: "connected",
  sinceMs: 0,
  server: { id: "N", name: "nats-1", version: "2.15.1", jetstream: true },
  address: "nats://127.0.0.1:4222",
  rttMs: undefined,
};
const lost: ConnectionStatus = { state: "lost", sinceMs: 0, why: "nothing listens there" };

function setUp(names: Record<string, string> = {}) {
  const logged: string[] = [];
  const announcer = createAnnouncer((level, text) => logged.push(`${level} ${text}`), {
    nameOf: (id) => names[id],
    isStep: (id) => id === "local",
  });
  return { announcer, hear: announcer.hear, logged };
}

function fakeStep() {
  const said: string[] = [];
  const step = {
    progress: (text: string) => void said.push(`· ${text}`),
    done: (text: string) => void said.push(`✓ ${text}`),
    warn: (text: string) => void said.push(`! ${text}`),
    fail: (text: string) => void said.push(`✗ ${text}`),
  };
  return { step, said };
}

describe("what the terminal says of a connection", () => {
  it("ticks the step only when a server answered, and names it", async () => {
    const { step, said } = fakeStep();
    await setUp().announcer.endStep(step, "nats.example:4222", () => connected);
    expect(said).toEqual(["✓ nats.example:4222: connected to nats-1, 2.15.1"]);
  });

  it("says why where none answered, and does not call that a failed start", async () => {
    const { step, said } = fakeStep();
    await setUp().announcer.endStep(step, "nats.example:4222", () => lost);
    expect(said).toEqual(["! nats.example:4222: lost: nothing listens there"]);
  });

  it("logs a change once, and no try that ends as the one before", () => {
    const { hear, logged } = setUp();
    for (const status of [
      connected,
      lost,
      lost,
      { state: "connecting" } as const,
      lost,
      connected,
    ]) {
      hear("local", status);
    }
    expect(logged).toEqual([
      "warn NATS: lost: nothing listens there",
      "info NATS: connected to nats-1, 2.15.1",
    ]);
  });

  it("says which of several connections it speaks of, and when one of them does not come up", () => {
    const { hear, logged } = setUp({ local: "Here", far: "Far" });
    hear("local", lost);
    hear("far", lost);
    hear("local", connected);
    hear("far", connected);
    expect(logged).toEqual([
      "warn NATS, Far: lost: nothing listens there",
      "info NATS, Here: connected to nats-1, 2.15.1",
      "info NATS, Far: connected to nats-1, 2.15.1",
    ]);
  });
});

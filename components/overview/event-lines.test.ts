import { describe, expect, it } from "vitest";
import type { SystemEvent } from "@/lib/model/events";
import { eventLines } from "./event-lines";

describe("the lines of the event list", () => {
  it("tell a burst once, a few by name and the rest by number", () => {
    const events = ["A", "B", "C", "D", "E"].map((stream, place) =>
      event({ kind: "stream-created", stream, lastMs: 60_000 - place * 1_000 }),
    );
    const lines = eventLines(events);
    expect(lines.map(({ words }) => words)).toEqual(["Streams A, B and 3 more were created"]);
    expect(lines[0]?.each).toContain("Stream E was created");
  });

  it("stand where the newest of a burst stands, whatever came between", () => {
    const lines = eventLines([
      event({ kind: "consumer-created", stream: "A", consumer: "x", lastMs: 9_000 }),
      event({ kind: "stream-created", stream: "A", lastMs: 8_000 }),
      event({ kind: "consumer-created", stream: "A", consumer: "y", lastMs: 7_000 }),
    ]);
    expect(lines.map(({ words }) => words)).toEqual([
      "Consumers A › x and A › y were created",
      "Stream A was created",
    ]);
  });

  it("keep apart what came minutes later", () => {
    const lines = eventLines([
      event({ kind: "stream-created", stream: "B", lastMs: 200_000 }),
      event({ kind: "stream-created", stream: "A", lastMs: 10_000 }),
    ]);
    expect(lines).toHaveLength(2);
  });

  it("add up the messages that were sent back", () => {
    const lines = eventLines([
      event({ kind: "message-naked", stream: "A", consumer: "x", lastMs: 9_000_000, count: 3 }),
      event({ kind: "message-naked", stream: "A", consumer: "x", lastMs: 9_000, count: 4 }),
    ]);
    expect(lines.map(({ words }) => words)).toEqual(["Consumer A › x sent 7 messages back"]);
  });

  it("never put together what calls for somebody", () => {
    const lines = eventLines([
      event({ kind: "server-gone", severity: "trouble", server: "n1" }),
      event({ kind: "server-gone", severity: "trouble", server: "n2" }),
      event({ kind: "stream-deleted", severity: "attention", stream: "A" }),
      event({ kind: "stream-deleted", severity: "attention", stream: "B" }),
    ]);
    expect(lines).toHaveLength(4);
  });
});

let ids = 0;

function event(parts: Partial<SystemEvent> & Pick<SystemEvent, "kind">): SystemEvent {
  ids += 1;
  const lastMs = parts.lastMs ?? 0;
  return { id: String(ids), severity: "info", firstMs: lastMs, lastMs, count: 1, ...parts };
}

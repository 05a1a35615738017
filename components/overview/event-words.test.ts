import { describe, expect, it } from "vitest";
import { eventKinds, type SystemEvent } from "@/lib/model/events";
import { wordsOfEvent } from "./event-words";

const base: SystemEvent = {
  id: "1",
  firstMs: 0,
  lastMs: 0,
  count: 1,
  kind: "stream-leader",
  severity: "info",
};

describe("an event in words", () => {
  it.each(eventKinds)(
    "%s is told without a hole, also where nothing is known but its kind",
    (kind) => {
      const words = wordsOfEvent({ ...base, kind });
      expect(words).toMatch(/^[A-Za-z]/);
      expect(words).not.toMatch(/undefined|null|NaN/);
    },
  );

  it("an election names who leads [R03]", () => {
    const event: SystemEvent = { ...base, stream: "ORDERS", leader: "n2" };
    expect(wordsOfEvent(event)).toBe("Stream ORDERS elected n2 its leader");
  });

  it("alike ones are counted", () => {
    const event: SystemEvent = {
      ...{ ...base, kind: "message-gave-up", stream: "ORDERS", consumer: "billing" },
      ...{ sequence: 18_446_744_073_709_551_615n, deliveries: 5, count: 3 },
    };
    expect(wordsOfEvent(event)).toBe(
      "ORDERS › billing gave up on message 18446744073709551615 after 5 deliveries, 3 times",
    );
  });
});

import { expect, it } from "vitest";
import { createFormat } from "@/lib/format/format";
import type { SystemEvent } from "@/lib/model/events";
import type { HistoryAnswer } from "@/lib/model/history";
import { eventMarks } from "./consumer-event-words";
import { finishedTimes, shownSpan, sinceWords } from "./consumer-past-words";

const format = createFormat({ times: "utc" });
const nowMs = Date.parse("2026-11-21T12:00:00Z");
const hourMs = 3_600_000;
const past: HistoryAnswer = {
  ...{ atMs: [nowMs - hourMs, nowMs - 600_000, nowMs], stepMs: 10_000, events: [] },
  values: { pending: { min: [null, 1, 2], max: [null, 1, 2], last: [null, 1, 2] } },
  kept: {
    ...{ state: { kind: "on" }, bytes: 1, maxBytes: 2, isShortened: false },
    levels: [{ stepMs: 10_000, sinceMs: nowMs - 600_000 }],
  },
};
const live = { kind: "live", spanMs: hourMs } as const;

it("gives a past that has just begun the room that it needs, and says since when it is", () => {
  expect(shownSpan(live, nowMs, past)).toEqual({ fromMs: nowMs - 600_000, toMs: nowMs });
  expect(shownSpan(live, nowMs, undefined)).toEqual({ fromMs: nowMs - hourMs, toMs: nowMs });
  const fixed = { kind: "fixed", fromMs: 1, toMs: 2 } as const;
  expect(shownSpan(fixed, nowMs, past)).toEqual({ fromMs: 1, toMs: 2 });
  const words = sinceWords(past, shownSpan(live, nowMs, past), format);
  expect(words).toBe("Recorded since 2026-11-21 11:50:00");
  expect(sinceWords(past, { fromMs: nowMs - 60_000, toMs: nowMs }, format)).toBeUndefined();
});

it("takes a step that is on its way for no gap", () => {
  const line = { min: [1, null, null], max: [1, null, null], last: [1, null, null] };
  const begun = { ...past, values: { pending: line } };
  expect(finishedTimes(begun, true)).toEqual(past.atMs.slice(0, 1));
  expect(finishedTimes(begun, false)).toEqual(past.atMs);
  const long = { ...begun, atMs: [...past.atMs, nowMs + 1] };
  expect(finishedTimes(long, true)).toEqual(long.atMs);
});

it("says that nothing is recorded yet", () => {
  const paused = { ...past, kept: { ...past.kept, levels: [] } };
  expect(sinceWords(paused, { fromMs: nowMs, toMs: nowMs }, format)).toBe(
    "Nothing is recorded yet.",
  );
});

it("marks what may bend a line, and what happens again and again once", () => {
  const event = { id: "1", firstMs: 0, count: 1, severity: "info" } as const;
  const naked = (lastMs: number): SystemEvent => ({
    ...{ ...event, firstMs: lastMs, lastMs, kind: "message-naked", sequence: BigInt(lastMs) },
  });
  const events: SystemEvent[] = [
    { ...event, lastMs: 2, count: 3, kind: "consumer-leader", leader: "n2" },
    { ...event, lastMs: 5, kind: "message-gave-up", severity: "trouble", sequence: 7n },
    { ...event, lastMs: 6, kind: "server-back" },
    ...[100, 105, 110, 400].map(naked),
  ];
  expect(eventMarks(events, { fromMs: 0, toMs: 600 })).toEqual([
    { atMs: 2, label: "leader n2, 3 times", severity: "unknown" },
    { atMs: 5, label: "gave up on message 7", severity: "trouble" },
    { atMs: 110, label: "messages sent back, 3 times", severity: "unknown" },
    { atMs: 400, label: "message 400 sent back", severity: "unknown" },
  ]);
});

import { describe, expect, it } from "vitest";
import { labConsumer } from "@/lib/live/snapshot-lab";
import type { ConsumersDelta } from "@/lib/model/consumers";
import { parseConsumers } from "./consumers-parse";

const delta: ConsumersDelta = {
  ...{ revision: "a.1", answeredMs: 5, beatMs: 2_000, isWhole: true, asOfMs: 4, by: "list" },
  ...{ missing: ["OLD"], gone: [{ stream: "S", name: "x" }], sparks: { "S a": [1, null, 0.5] } },
  error: { kind: "timeout", what: "The consumers" },
  rows: [
    labConsumer("S", "a", {
      ...{ pending: 18_446_744_073_709_551_615n, lagSeconds: null, cause: "nobody-pulls" },
      group: {
        leader: "n1",
        followers: [{ name: "n2", isCurrent: true, isOffline: false, lag: 3n }],
      },
    }),
    labConsumer("S", "b"),
  ],
};
const wire = (changes: object = {}): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify({ ...delta, ...changes }, (_key, part) =>
      typeof part === "bigint" ? String(part) : part,
    ),
  );
const withRow = (changes: object) => ({ rows: [{ ...delta.rows[0], ...changes }] });

describe("the collector's answer on consumers", () => {
  it("is read as it was written, with every long number exact", () => {
    expect(parseConsumers(wire())).toEqual({ ok: true, value: delta });
  });

  it.each([
    ["revision: number, not a string", { revision: 1 }],
    ["rows: no list", { rows: {} }],
    ["rows.0: no object", { rows: [null] }],
    ["rows.0.pending: no digits", withRow({ pending: 1 })],
    ["rows.0.pending: no digits", withRow({ pending: "12x" })],
    ["rows.0.ackFloor: no object", withRow({ ackFloor: [] })],
    ["rows.0.delivered.streamSequence: no digits", withRow({ delivered: {} })],
    ["rows.0.filterSubjects.0: number, not a string", withRow({ filterSubjects: [1] })],
    [
      "rows.0.group.followers.0.lag: no digits",
      withRow({ group: { followers: [{ name: "n", isCurrent: true, isOffline: true }] } }),
    ],
    ["rows.0.cause: unknown", withRow({ cause: "bad luck" })],
    ["rows.0.lagSeconds: string, not a number", withRow({ lagSeconds: "1" })],
    ["sparks.S a.0: string, not a number", { sparks: { "S a": ["1"] } }],
    ["gone.0.name: undefined, not a string", { gone: [{ stream: "S" }] }],
    ["error.kind: undefined, not a string", { error: {} }],
  ])("is refused with the place that is wrong: %s", (detail, changes) => {
    expect(parseConsumers(wire(changes))).toEqual({ ok: false, detail });
  });

  it("is refused where it is no object at all", () => {
    expect(parseConsumers("x")).toEqual({ ok: false, detail: "no object" });
  });
});

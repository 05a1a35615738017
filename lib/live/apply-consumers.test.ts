import { describe, expect, it } from "vitest";
import type { ConsumersDelta } from "@/lib/model/consumers";
import { applyConsumers, noConsumers } from "./apply-consumers";
import { labConsumer } from "./snapshot-lab";

const delta = (changes: Partial<ConsumersDelta>): ConsumersDelta => ({
  ...{ revision: "a.2", answeredMs: 2, beatMs: 2_000, isWhole: false, asOfMs: 2 },
  ...{ rows: [], gone: [] },
  ...changes,
});
const rows = () => [labConsumer("B", "b"), labConsumer("A", "z"), labConsumer("A", "a")];
const first = applyConsumers(
  noConsumers,
  delta({ isWhole: true, by: "list", rows: rows(), sparks: { "A a": [1], "B b": [2] } }),
);
const names = ({ rows: known }: { rows: typeof first.rows }) =>
  known?.map(({ stream, name }) => `${stream} ${name}`);

describe("the consumers after a delta", () => {
  it("are those that came first, by stream and name", () => {
    expect(names(first)).toEqual(["A a", "A z", "B b"]);
    expect(noConsumers.rows).toBeUndefined();
    expect([...first.sparks.keys()]).toEqual(["A a", "B b"]);
  });

  it("keep the very rows that have not changed, and the list where none has", () => {
    const same = applyConsumers(first, delta({ asOfMs: 4 }));
    expect(same.rows).toBe(first.rows);
    expect(same.sparks).toBe(first.sparks);
    expect(same).toMatchObject({ asOfMs: 4, by: "list" });
    const changed = labConsumer("A", "z", { pending: 9n, lagMessages: 9n });
    const next = applyConsumers(same, delta({ rows: [changed] }));
    expect(next.rows?.[0]).toBe(first.rows?.[0]);
    expect(next.rows?.[1]).toEqual(changed);
    expect(next.rows?.[2]).toBe(first.rows?.[2]);
    expect(first.rows?.[1]?.pending).toBe(0n);
  });

  it("gain and lose rows in their place, and lines with them", () => {
    const next = applyConsumers(
      first,
      delta({
        rows: [labConsumer("A", "m")],
        gone: [{ stream: "A", name: "a" }],
        sparks: { "A m": [3], "B b": [] },
      }),
    );
    expect(names(next)).toEqual(["A m", "A z", "B b"]);
    expect([...next.sparks]).toEqual([["A m", [3]]]);
    const again = applyConsumers(
      next,
      delta({ rows: [labConsumer("A", "a"), labConsumer("A", "m", { redelivered: 1 })] }),
    );
    expect(names(again)).toEqual(["A a", "A m", "A z", "B b"]);
    expect(again.rows?.[1]?.redelivered).toBe(1);
  });

  it("of another collector are compared with what was known", () => {
    const whole = { isWhole: true, revision: "b.1" };
    const same = applyConsumers(first, delta({ ...whole, rows: rows(), sparks: { "A a": [1] } }));
    expect(same.rows).toBe(first.rows);
    expect(same.sparks.get("A a")).toBe(first.sparks.get("A a"));
    expect(same.sparks.has("B b")).toBe(false);
    const other = applyConsumers(first, delta({ ...whole, rows: rows().slice(1) }));
    expect(names(other)).toEqual(["A a", "A z"]);
    expect(other.rows?.[0]).toBe(first.rows?.[0]);
  });

  it("say why there is nothing newer, and keep what was known", () => {
    const error = { kind: "timeout", what: "The consumers" } as const;
    const failed = applyConsumers(first, delta({ error, missing: ["A"] }));
    expect(failed).toMatchObject({ error, missing: ["A"] });
    expect(failed.rows).toBe(first.rows);
    const better = applyConsumers(failed, delta({}));
    expect(better).toMatchObject({ error: undefined, missing: [] });
  });

  it("are not known before they were read", () => {
    const { asOfMs: _, ...unread } = delta({ isWhole: true });
    expect(applyConsumers(noConsumers, unread).rows).toBeUndefined();
    const some = applyConsumers(noConsumers, { ...unread, rows: [labConsumer("A", "a")] });
    expect(names(some)).toEqual(["A a"]);
    expect(names(applyConsumers(some, delta({ rows: [labConsumer("B", "b")] })))).toHaveLength(2);
    expect(applyConsumers(noConsumers, delta({ isWhole: true })).rows).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { ConsumerRow } from "@/lib/model/consumers";
import { worstOf } from "./consumers-worst";
import { labConsumer } from "./snapshot-lab";

const lab = { beatMs: 2_000, sparkOf: () => undefined };
const behind = (name: string, lagSeconds: number | null, changes: Partial<ConsumerRow> = {}) =>
  labConsumer("S", name, { lagMessages: 5n, pending: 5n, lagSeconds, ...changes });
const namesOf = (rows: ConsumerRow[]) => worstOf(rows, lab).worst.map(({ name }) => name);

describe("what an overview says of all consumers", () => {
  it("names the worst by time, then by messages, those of unknown time below a minute's", () => {
    const rows = [
      behind("second", 1),
      behind("unknown", null, { lagMessages: 9_000n }),
      behind("minute", 61),
      behind("hour", 3_600),
      behind("more", 61, { lagMessages: 6n }),
      labConsumer("S", "fine"),
    ];
    expect(namesOf(rows)).toEqual(["hour", "more", "minute", "unknown", "second"]);
    expect(namesOf(rows.toReversed())).toEqual(namesOf(rows));
  });

  it("counts all, however few it names, and gives their lines", () => {
    const rows = Array.from({ length: 2_000 }, (_, at) =>
      behind(`c${at}`, at, { cause: "paused" }),
    );
    const found = worstOf([...rows, labConsumer("S", "fine")], {
      ...lab,
      sparkOf: (key) => [key.length],
    });
    expect(found).toMatchObject({ behind: 2_000, total: 2_001, held: { paused: 1_940 } });
    expect(found.worst.map(({ name }) => name)).toEqual(
      Array.from({ length: 10 }, (_, at) => `c${1_999 - at}`),
    );
    expect(found.sparks?.["S c1999"]).toEqual([7]);
  });
});

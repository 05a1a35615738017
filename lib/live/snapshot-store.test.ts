import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AppError } from "@/lib/errors/app-error";
import type { Snapshot } from "@/lib/model/snapshot";
import type { StreamSummary } from "@/lib/model/streams";
import { applySnapshot } from "./apply-snapshot";
import { eventLimit, flowPoints } from "./limits";
import {
  labAccount,
  labEvent,
  labJetStream,
  labServer,
  labServers,
  labStream,
} from "./snapshot-lab";
import { createSnapshotStore, type SnapshotStore } from "./snapshot-store";

const late: AppError = { kind: "timeout", what: "The figures" };

function lab() {
  let ms = 1_000_000;
  const store = createSnapshotStore({ nowMs: () => ms });
  const whole = () => applySnapshot(undefined, store.read());
  return {
    store,
    whole,
    now: () => ms,
    pass: (passedMs: number) => {
      ms += passedMs;
      return ms;
    },
    inRates: () => whole().flow.values.inMessages,
  };
}

/** One beat, in which the servers say so. */
function beat({ store, pass }: ReturnType<typeof lab>, ...servers: Parameters<typeof labServer>[]) {
  const atMs = pass(2_000);
  store.put(
    "servers",
    labServers(...servers.map(([id, some]) => labServer(id, { atMs, ...some }))),
    atMs,
  );
  store.endSweep(atMs);
}

describe("[L7] the flow of all servers together", () => {
  const clients = (inMessages: bigint) => ({
    clientFlow: { inMessages, outMessages: 0n, inBytes: 0n, outBytes: 0n },
  });

  it("is the sum of what each server's own counters and clock say", () => {
    const it = lab();
    beat(it, ["A", clients(0n)], ["B", clients(0n)]);
    beat(it, ["A", clients(200n)], ["B", clients(100n)]);
    expect(it.inRates()).toEqual([null, 150]);
    expect(it.whole().flow.of).toBe("servers");
  });

  it("has no negative and no giant rate when a server starts anew or is away for a while", () => {
    const it = lab();
    beat(it, ["A", clients(1_000n)], ["B", clients(90_000n)]);
    beat(it, ["A", clients(1_200n)], ["B", clients(90_200n)]);
    beat(it, ["A", clients(1_400n)], ["B", { ...clients(90_200n), isAnswering: false }]);
    beat(it, ["A", clients(1_600n)], ["B", clients(10n)]);
    beat(it, ["A", clients(1_800n)], ["B", clients(110n)]);
    expect(it.inRates()).toEqual([null, 200, 100, 100, 150]);
  });

  it("leaves what servers tell each other out, where they can tell it apart", () => {
    const it = lab();
    beat(it, ["A", { ...clients(0n), inMessages: 0n }], ["B", { ...clients(0n), inMessages: 0n }]);
    beat(
      it,
      ["A", { ...clients(100n), inMessages: 100n }],
      ["B", { ...clients(0n), inMessages: 100n }],
    );
    expect(it.inRates()).toEqual([null, 50]);
  });

  it("is the account's where several servers can't tell it apart", () => {
    const it = lab();
    it.store.put("account", labAccount(0, 0n), it.now());
    beat(it, ["A", {}], ["B", {}]);
    it.store.put("account", labAccount(2_000, 20n), it.now());
    beat(it, ["A", { inMessages: 100n }], ["B", { inMessages: 100n }]);
    expect(it.inRates()).toEqual([null, 10]);
    expect(it.whole().flow.of).toBe("account");
  });

  it("does not count slow consumers as new ones when their server comes back", () => {
    const it = lab();
    beat(it, ["A", {}], ["B", { slowConsumers: 5n }]);
    beat(it, ["A", {}], ["B", { slowConsumers: 5n, isAnswering: false }]);
    beat(it, ["A", {}], ["B", { slowConsumers: 5n }]);
    expect(it.whole().flow.values.slowConsumers).toEqual([5, 5, 5]);
  });
});

describe("a past that is forgotten", () => {
  it("is told nobody any more, while what is stays", () => {
    const it = lab();
    beat(it, ["A", { inMessages: 0n }]);
    beat(it, ["A", { inMessages: 90_000n }]);
    beat(it, ["A", { inMessages: 90_200n }]);
    const { revision } = it.store.read();
    it.store.forgetPast();
    const delta = it.store.read(revision);
    expect(delta.isWhole).toBe(true);
    expect(delta.flow?.values.inMessages).toEqual([100]);
    expect(delta.servers?.value?.servers).toHaveLength(1);

    beat(it, ["A", { inMessages: 90_300n }]);
    expect(it.inRates()).toEqual([100, 50]);
  });
});

describe("[R02] what is not known", () => {
  it("is a gap in every series, never a zero and never a line", () => {
    const it = lab();
    beat(it, ["A", { inMessages: 0n }]);
    beat(it, ["A", { inMessages: 100n }]);
    it.store.gap();
    beat(it, ["A", { inMessages: 50_000n }]);
    beat(it, ["A", { inMessages: 50_100n }]);
    expect(it.inRates()).toEqual([null, 50, null, null, 50]);
    const { values } = it.whole().flow;
    expect(Object.values(values).map((series) => series[2])).toEqual(Array(9).fill(null));
  });

  it("is a gap also where nobody said so, but more than three beats were missed", () => {
    const it = lab();
    beat(it, ["A", { inMessages: 0n }]);
    beat(it, ["A", { inMessages: 100n }]);
    it.pass(20_000);
    beat(it, ["A", { inMessages: 99_000n }]);
    expect(it.inRates()).toEqual([null, 50, null, null]);
    expect(it.whole().flow.values.connections).toEqual([1, 1, null, 1]);
  });

  it("is a gap while the servers are late, and their rates go on as theirs", () => {
    const it = lab();
    beat(it, ["A", { inMessages: 0n }]);
    beat(it, ["A", { inMessages: 100n }]);
    it.store.put("servers", { ok: false, error: late }, it.pass(2_000));
    it.store.endSweep(it.now());
    beat(it, ["A", { inMessages: 300n }]);
    expect(it.inRates()).toEqual([null, 50, null, 50]);
    expect(it.whole().flow.of).toBe("servers");
  });

  it("keeps the last value under an error, with the time at which it was true", () => {
    const { store, whole } = lab();
    store.put("account", labAccount(0, 7n), 1_000);
    store.put("account", { ok: false, error: late }, 3_000);
    expect(whole().account).toMatchObject({
      asOfMs: 1_000,
      error: late,
      value: { inMessages: 7n },
    });
    store.putStreams({ ok: true, value: [labStream("S")] }, 1_000);
    store.putStreams({ ok: false, error: late }, 3_000);
    expect(whole().streams).toMatchObject({ asOfMs: 1_000, error: late, value: [{ name: "S" }] });
  });

  it("[R09] begins anew when the console's clock is set back", () => {
    const it = lab();
    beat(it, ["A", {}]);
    const { revision } = it.whole();
    it.pass(-3_600_000);
    beat(it, ["A", {}]);
    expect(it.whole().flow.atMs).toEqual([it.now()]);
    expect(it.store.read(revision).isWhole).toBe(true);
  });
});

describe("streams", () => {
  const put = (store: SnapshotStore, atMs: number, lastSequence: bigint) =>
    store.putStreams({ ok: true, value: [labStream("S", { atMs, lastSequence })] }, atMs);

  it("have a rate by the server's clock and a mean for each half minute", () => {
    const { store, whole } = lab();
    put(store, 30_000, 0n);
    put(store, 32_000, 20n);
    put(store, 34_000, 80n);
    put(store, 61_000, 80n);
    put(store, 63_000, 100n);
    expect(whole().streams.value?.[0]).toMatchObject({ inRate: 10, trend: [20, 10] });
  });

  it("begin their trend anew after what is forgotten", () => {
    const { store, whole } = lab();
    put(store, 30_000, 0n);
    put(store, 32_000, 9_000n);
    store.forgetPast();
    put(store, 34_000, 9_020n);
    expect(whole().streams.value?.[0]).toMatchObject({ inRate: 10, trend: [10] });
  });

  it("[L7] have no rate over a time that was not seen, or when one of the same name is another", () => {
    const { store, whole } = lab();
    put(store, 30_000, 50n);
    put(store, 32_000, 3n);
    expect(whole().streams.value?.[0]?.inRate).toBeNull();
    put(store, 34_000, 5n);
    store.gap();
    put(store, 36_000, 9n);
    expect(whole().streams.value?.[0]).toMatchObject({ inRate: null, trend: [1] });
  });

  it("are told row by row: what only was read again is not told again", () => {
    const { store } = lab();
    const rows = (atMs: number, busy: bigint) => [
      labStream("BUSY", { atMs, lastSequence: busy }),
      labStream("IDLE", { atMs }),
    ];
    for (const [atMs, busy] of [
      [30_000, 0n],
      [32_000, 5n],
      [34_000, 9n],
    ] as const) {
      store.putStreams({ ok: true, value: rows(atMs, busy) }, atMs);
    }
    const { revision } = store.read();
    store.putStreams({ ok: true, value: rows(36_000, 20n) }, 36_000);
    expect(store.read(revision).streams?.rows.map(({ name }) => name)).toEqual(["BUSY"]);
    store.putStreams({ ok: true, value: [labStream("IDLE", { atMs: 38_000 })] }, 38_000);
    expect(store.read(revision).streams?.gone).toEqual(["BUSY"]);
  });

  it("are told again when the age of their last message reads otherwise, also of a server without a clock (R09)", () => {
    const { store } = lab();
    const told = (stream: StreamSummary, readMs: number) => {
      const { revision } = store.read();
      store.putStreams({ ok: true, value: [stream] }, readMs);
      return store.read(revision).streams?.rows.map(({ atMs }) => atMs);
    };
    const quiet = (atMs: number) => told(labStream("QUIET", { atMs, lastMessageMs: 1_000 }), atMs);
    quiet(30_000);
    quiet(31_000);
    expect(quiet(33_000)).toEqual([33_000]);
    expect(quiet(33_400)).toEqual([]);
    expect(quiet(121_500)).toEqual([121_500]);
    quiet(123_000);
    expect(quiet(125_000)).toEqual([]);
    const old = labStream("QUIET", { lastMessageMs: 1_000 });
    expect(told(old, 190_000)).toEqual([190_000]);
  });
});

describe("events", () => {
  it("that are alike and follow each other are one that counts", () => {
    const { store, whole } = lab();
    const naked = { kind: "message-naked", stream: "S", consumer: "C" } as const;
    store.addEvent(labEvent("1", 1_000, { ...naked, sequence: 1n }));
    store.addEvent(labEvent("2", 2_000));
    store.addEvent(labEvent("3", 5_000, { ...naked, sequence: 2n }));
    expect(whole().events).toMatchObject([
      { id: "1", count: 2, firstMs: 1_000, lastMs: 5_000, sequence: 2n },
      { id: "2", count: 1 },
    ]);
    store.addEvent(labEvent("4", 90_000, naked));
    expect(whole().events).toHaveLength(3);
  });

  it("[L4] are no more than there is room for, as are the points of the flow", () => {
    const it = lab();
    let seen: Snapshot | undefined;
    for (let index = 0; index < eventLimit + 50; index++) {
      it.store.addEvent(labEvent(String(index), index * 61_000));
      beat(it, ["A", {}]);
      seen = applySnapshot(seen, it.store.read(seen?.revision));
    }
    expect(seen).toEqual(it.whole());
    expect(it.whole().events).toHaveLength(eventLimit);
    expect(it.whole().flow.atMs).toHaveLength(flowPoints);
  });
});

describe("revisions", () => {
  it("of another console, or none at all, get everything", () => {
    const { store } = lab();
    const other = lab().store;
    store.put("account", labAccount(0, 1n), 0);
    for (const since of [undefined, "", "x", other.read().revision, "1.2.3"]) {
      const { isWhole, account } = store.read(since);
      expect({ isWhole, known: account?.value?.inMessages }).toEqual({ isWhole: true, known: 1n });
    }
  });

  it("that are the newest get nothing", () => {
    const { store } = lab();
    store.put("account", labAccount(0, 1n), 0);
    const { revision, answeredMs, beatMs } = store.read();
    expect(store.read(revision)).toEqual({ revision, answeredMs, beatMs, isWhole: false });
  });

  const names = fc.constantFrom("A", "B", "C", "D");
  const step = fc.oneof(
    fc.record({
      do: fc.constant("streams" as const),
      names: fc.uniqueArray(names),
      n: fc.bigInt(0n, 50n),
    }),
    fc.record({
      do: fc.constant("servers" as const),
      names: fc.uniqueArray(names),
      n: fc.bigInt(0n, 50n),
    }),
    fc.record({ do: fc.constant("event" as const), name: names }),
    fc.record({
      do: fc.constantFrom("fail" as const, "gap" as const, "end" as const, "stored" as const),
    }),
    fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: -5_000, max: 40_000 }) }),
  );
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  /** Does what a step says. */
  function take(it: ReturnType<typeof lab>, one: Step, index: number): void {
    const { store } = it;
    const atMs = it.now();
    if (one.do === "streams") {
      const value = one.names.map((name) => labStream(name, { atMs, lastSequence: one.n }));
      store.putStreams({ ok: true, value }, atMs);
    }
    if (one.do === "servers") {
      const servers = one.names.map((name) => labServer(name, { atMs, inMessages: one.n }));
      store.put("servers", labServers(...servers), atMs);
    }
    if (one.do === "event") store.addEvent(labEvent(String(index), atMs, { stream: one.name }));
    if (one.do === "fail") {
      store.put("servers", { ok: false, error: late }, atMs);
      store.putStreams({ ok: false, error: late }, atMs);
    }
    if (one.do === "gap") store.gap();
    if (one.do === "end") store.endSweep(atMs);
    if (one.do === "stored") store.put("jetstream", { ok: true, value: labJetStream() }, atMs);
  }

  it("applied one after the other, however many at a time, come to what reading the whole does", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.boolean()), { maxLength: 60 }), (steps) => {
        const it = lab();
        let seen: Snapshot | undefined;
        for (const [index, [one, looks]] of steps.entries()) {
          take(it, one, index);
          it.pass("ms" in one ? one.ms : 0);
          if (looks) seen = applySnapshot(seen, it.store.read(seen?.revision));
        }
        seen = applySnapshot(seen, it.store.read(seen?.revision));
        expect(seen).toEqual(it.whole());
        const rates = Object.values(seen.flow.values).flat();
        expect(rates.every((rate) => rate === null || (rate >= 0 && Number.isFinite(rate)))).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("[L6] a snapshot that a delta is applied to", () => {
  it("keeps every row, list and part that did not change the very same", () => {
    const { store } = lab();
    const rows = (busy: bigint) => [labStream("A"), labStream("B", { lastSequence: busy })];
    store.put("account", labAccount(0, 1n), 0);
    store.put("servers", labServers(labServer("A")), 0);
    store.addEvent(labEvent("1", 0));
    store.putStreams({ ok: true, value: rows(0n) }, 30_000);
    store.putStreams({ ok: true, value: rows(0n) }, 32_000);
    const before = applySnapshot(undefined, store.read());
    store.putStreams({ ok: true, value: rows(5n) }, 34_000);
    store.put("account", labAccount(0, 1n), 0);
    const after = applySnapshot(before, store.read(before.revision));
    expect(after.streams.value?.[0]).toBe(before.streams.value?.[0]);
    expect(after.streams.value?.[1]).not.toBe(before.streams.value?.[1]);
    expect(after.account).toBe(before.account);
    expect(after.servers).toBe(before.servers);
    expect(after.events).toBe(before.events);
    expect(after.flow).toBe(before.flow);
    const again = applySnapshot(after, store.read());
    expect(again.streams.value).toBe(after.streams.value);
    expect(again.events).toBe(after.events);
  });
});

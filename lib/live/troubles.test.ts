import { describe, expect, it } from "vitest";
import type { Snapshot } from "@/lib/model/snapshot";
import { emptyFlow, seriesOf } from "./flow-store";
import { labEvent, labJetStream, labServer, labServers, labStream } from "./snapshot-lab";
import { findTroubles } from "./troubles";

const nowMs = 1_790_000_000_000;
const dayMs = 86_400_000;
const calm: Snapshot = {
  ...{ revision: "a.1", answeredMs: nowMs, beatMs: 2_000, events: [], flow: emptyFlow() },
  ...{ servers: {}, account: {}, jetstream: {}, clients: {}, streams: {}, consumers: {} },
};
const withServer = (changes: Parameters<typeof labServer>[1]): Snapshot => ({
  ...calm,
  servers: { asOfMs: nowMs, value: labServers(labServer("n1", changes)).value },
});
const withMeta = (leader: string | undefined, offline: string[]): Snapshot => ({
  ...calm,
  servers: {
    value: {
      ...labServers(labServer("n1")).value,
      meta: { ...(leader === undefined ? {} : { leader }), offline, size: 3, pending: 0 },
    },
  },
});
const withStream = (changes: Parameters<typeof labStream>[1]): Snapshot => ({
  ...calm,
  streams: { asOfMs: nowMs, value: [{ ...labStream("ORDERS", changes), inRate: 0, trend: [] }] },
});
const follower = (changes: object) => ({
  ...{ name: "n2", isCurrent: true, isOffline: false, lag: 0n },
  ...changes,
});
const seen = (snapshot: Snapshot) =>
  findTroubles(snapshot).map(({ severity, title }) => `${severity}: ${title}`);

describe("what is wrong", () => {
  it("is nothing where nothing is known, and nothing where all is well", () => {
    expect(findTroubles(calm)).toEqual([]);
    expect(findTroubles(withServer({}))).toEqual([]);
    expect(findTroubles(withMeta("n1", []))).toEqual([]);
    expect(
      findTroubles(withStream({ group: { leader: "n1", followers: [follower({})] } })),
    ).toEqual([]);
  });

  it.each([
    ["trouble: Server n1 does not answer", withServer({ isAnswering: false })],
    [
      "trouble: Server n1 says that it is not healthy",
      withServer({ health: { state: "unwell", why: "JetStream is not current" } }),
    ],
    ["attention: The clock of n1 is 5 s ahead", withServer({ clockOffsetMs: 5_000 })],
    ["attention: The clock of n1 is 10 min behind", withServer({ clockOffsetMs: -600_000 })],
    [
      "attention: The certificate of n1 ends in 20 d",
      withServer({ certificateEndsMs: nowMs + 20 * dayMs }),
    ],
    [
      "trouble: The certificate of n1 ends in 2 d",
      withServer({ certificateEndsMs: nowMs + 2 * dayMs }),
    ],
    ["trouble: The certificate of n1 has expired", withServer({ certificateEndsMs: nowMs - 1 })],
    ["attention: nats-server 2.12.6 has 2 known weaknesses", withServer({ version: "2.12.6" })],
    ["trouble: JetStream is electing a leader", withMeta(undefined, [])],
    ["attention: 1 of JetStream's 3 servers is offline", withMeta("n1", ["n3"])],
    ["trouble: Stream ORDERS has no leader", withStream({ group: { followers: [] } })],
    [
      "attention: Stream ORDERS has 1 replica offline",
      withStream({
        replicas: 3,
        group: { leader: "n1", followers: [follower({ isOffline: true })] },
      }),
    ],
    [
      "attention: Stream ORDERS has 1 replica far behind",
      withStream({ replicas: 3, group: { leader: "n1", followers: [follower({ lag: 5_000n })] } }),
    ],
    [
      "attention: Stream ORDERS is 85% full and will refuse new messages",
      withStream({ discard: "new", messages: 85n, maxMessages: 100n }),
    ],
    [
      "trouble: Stream ORDERS is 99% full and will refuse new messages",
      withStream({ discard: "new", bytes: 99n, maxBytes: 100n }),
    ],
    [
      "trouble: Stream ORDERS refuses new messages",
      withStream({ discard: "new", messages: 100n, maxMessages: 100n }),
    ],
  ])("is told as: %s", (title, snapshot) => {
    expect(seen(snapshot)).toEqual([title]);
  });

  it("is not a stream that drops its oldest at the limit, and not a sealed one", () => {
    const full = { messages: 100n, maxMessages: 100n };
    expect(findTroubles(withStream({ ...full, discard: "old" }))).toEqual([]);
    expect(findTroubles(withStream({ ...full, discard: "new", isSealed: true }))).toEqual([]);
  });

  it.each([
    [79n, []],
    [80n, ["attention: The account uses 80% of its JetStream storage"]],
    [95n, ["trouble: The account uses 95% of its JetStream storage"]],
  ])("is JetStream's storage at %s%% of its limit: %s", (usedBytes, titles) => {
    const storage = { usedBytes, limitBytes: 100n };
    expect(seen({ ...calm, jetstream: { value: labJetStream({ storage }) } })).toEqual(titles);
  });

  it("is storage that will be full before long, if it goes on like this", () => {
    const atMs = Array.from({ length: 100 }, (_, index) => nowMs - 200_000 + index * 2_000);
    const values = seriesOf((name) =>
      atMs.map((_, at) => (name === "storageBytes" ? at * 2_000 : null)),
    );
    const storage = { usedBytes: 200_000n, limitBytes: 7_400_000n };
    const snapshot: Snapshot = {
      ...calm,
      flow: { of: "account", atMs, values },
      jetstream: { value: labJetStream({ storage }) },
    };
    expect(seen(snapshot)).toEqual(["attention: JetStream storage will be full in about 2 h"]);
  });

  it("is slow consumers that were cut off, in sum, whatever restarts are between", () => {
    const counter = [3, 3, null, 5, 0, 1];
    const values = seriesOf((name) =>
      counter.map((value) => (name === "slowConsumers" ? value : null)),
    );
    const flow = { of: "servers" as const, atMs: counter.map((_, at) => at), values };
    expect(seen({ ...calm, flow })).toEqual([
      "attention: 3 slow consumers were cut off in the last 15 minutes",
    ]);
  });

  it("is a client for which much waits", () => {
    const client = { server: "n1", id: 7n, language: "go", pendingBytes: 5n * 1_048_576n };
    const slowest = [
      { ...client, name: "billing" },
      { ...client, name: "", id: 8n },
      { ...client, name: "fine", pendingBytes: 10n },
    ];
    expect(seen({ ...calm, clients: { value: { total: 3, slowest } } })).toEqual([
      "attention: Client billing does not keep up",
      "attention: Client number 8 does not keep up",
    ]);
  });

  it("is what NATS told of in the last quarter of an hour, alike ones as one", () => {
    const lost = {
      kind: "consumer-quorum-lost",
      severity: "trouble",
      stream: "S",
      consumer: "C",
    } as const;
    const events = [
      labEvent("3", nowMs - 60_000, lost),
      labEvent("2", nowMs - 200_000, { ...lost, count: 2 }),
      labEvent("1", nowMs - 1_000_000, { ...lost, consumer: "OLD" }),
      labEvent("0", nowMs, { severity: "info" }),
    ];
    const [trouble, ...others] = findTroubles({ ...calm, events });
    expect(others).toEqual([]);
    expect(trouble).toMatchObject({
      title: "Consumer C of S lost its quorum",
      detail: "3 times in the last 15 minutes, the last 1 min ago.",
      about: { stream: "S" },
    });
  });

  it("is told the worst first, each by an id of its own, and in words", () => {
    const snapshot = {
      ...withStream({
        discard: "new",
        bytes: 99n,
        maxBytes: 100n,
        messages: 85n,
        maxMessages: 100n,
      }),
      ...{ servers: withServer({ clockOffsetMs: 9_000, isAnswering: true }).servers },
    };
    const troubles = findTroubles(snapshot);
    expect(troubles.map(({ severity }) => severity)).toEqual(["trouble", "attention", "attention"]);
    expect(new Set(troubles.map(({ id }) => id)).size).toBe(3);
    const words = troubles.map(({ title, detail, hint }) => `${title} ${detail} ${hint}`).join(" ");
    expect(words).not.toMatch(/undefined|NaN|\[object|!/);
  });

  it("is told once where many streams have the same, with their names", () => {
    const names = ["A", "B", "C", "D"];
    const value = names.map((name) => ({
      ...labStream(name, { group: { followers: [] } }),
      ...{ inRate: 0, trend: [] },
    }));
    const all = findTroubles({ ...calm, streams: { asOfMs: nowMs, value } });
    expect(all.map(({ title }) => title)).toEqual(["4 streams have no leader"]);
    expect(all[0]?.about).toEqual({ streams: names });
    const few = findTroubles({ ...calm, streams: { asOfMs: nowMs, value: value.slice(1) } });
    expect(few).toHaveLength(3);
    expect(few[0]).not.toHaveProperty("of");
  });

  it("begins with the quorum where too few servers are left to elect anybody", () => {
    const servers = ["n1", "n2", "n3"].map((name) =>
      labServer(name, { isAnswering: name === "n1" }),
    );
    const value = { ...labServers(...servers).value, meta: { offline: [], size: 3, pending: 0 } };
    const [first] = findTroubles({ ...calm, servers: { asOfMs: nowMs, value } });
    expect(first?.title).toBe("JetStream has lost its quorum: 1 of its 3 servers is left");
  });
});

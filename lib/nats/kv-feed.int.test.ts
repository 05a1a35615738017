import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KvEntry } from "@/lib/model/kv";
import type { KvFeedOrder } from "@/lib/model/kv-feed";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { followChanges } from "./kv-feed";

const text = ({ key, value, operation }: KvEntry) =>
  `${key} ${operation.kind} ${new TextDecoder().decode(value)}`.trim();

describe.each(["newest", "2.10", "2.9"] as const)("a feed of changes on %s", (version) => {
  let server: TestServer;
  let nc: NatsConnection;
  let writer: NatsConnection;

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
    writer = await connectTo(server.url);
  });
  afterAll(async () => {
    await nc.close();
    await writer.close();
    await server.stop();
  });

  const addBucket = async (bucket: string, history = 1) => {
    const { streams } = await jetstreamManager(writer);
    await streams.add({
      ...{ name: `KV_${bucket}`, subjects: [`$KV.${bucket}.>`] },
      ...{ max_msgs_per_subject: history, allow_rollup_hdrs: true, allow_direct: true },
    });
  };
  const put = (bucket: string, key: string, value: string) =>
    writer.request(`$KV.${bucket}.${key}`, value, { timeout: 10_000 });
  /** A feed, and all that it has told. */
  const follow = (order: KvFeedOrder) => {
    const stopping = new AbortController();
    const entries: KvEntry[] = [];
    const told: string[] = [];
    let missed = 0n;
    const ended = followChanges(nc, order, {
      signal: stopping.signal,
      onEntry: (entry) => void entries.push(entry),
      onLive: () => told.push("live"),
      onAway: () => told.push("away"),
      onAgain: (wasMadeAnew) => told.push(wasMadeAnew ? "anew" : "again"),
      onMissed: (count) => {
        missed += count;
      },
    });
    return {
      entries,
      told,
      missed: () => missed,
      becomesLive: () => until("it is live", () => told.includes("live") || undefined),
      async stop() {
        stopping.abort();
        return ended;
      },
    };
  };
  const consumers = async (bucket: string) => {
    const { streams } = await jetstreamManager(writer);
    return (await streams.info(`KV_${bucket}`)).state.consumer_count;
  };

  it("begins with nothing, with the newest of each key, or with every revision", async () => {
    await addBucket("F", 5);
    for (const n of [1, 2, 3]) await put("F", "a:b$c", `v${n}`);
    await put("F", "x.y", "other");
    const feeds = (["now", "last", "history"] as const).map((from) =>
      follow({ bucket: "F", pattern: ">", from }),
    );
    for (const feed of feeds) await feed.becomesLive();
    await put("F", "x.y", "live");
    await until(
      "all have it",
      () => feeds.every(({ entries }) => entries.at(-1)?.revision === 5n) || undefined,
    );
    const lines = feeds.map(({ entries }) => entries.map(text));
    expect(lines).toEqual([
      ["x.y put live"],
      ["a:b$c put v3", "x.y put other", "x.y put live"],
      ["a:b$c put v1", "a:b$c put v2", "a:b$c put v3", "x.y put other", "x.y put live"],
    ]);
    expect(feeds.map(({ missed }) => missed())).toEqual([0n, 0n, 0n]);
    for (const feed of feeds) expect(await feed.stop()).toBeUndefined();
    await until("its consumers are gone", async () =>
      (await consumers("F")) === 0 ? true : undefined,
    );
  });

  it("hears of a pattern alone, and says why it can't", async () => {
    const feed = follow({ bucket: "F", pattern: "user.*", from: "now" });
    await feed.becomesLive();
    await put("F", "user.1", "yes");
    await put("F", "users.1", "no");
    await put("F", "user.2", "yes");
    await until("both came", () => feed.entries.length === 2 || undefined);
    expect(feed.entries.map(({ key }) => key)).toEqual(["user.1", "user.2"]);
    await feed.stop();
    const bad = follow({ bucket: "F", pattern: "a b", from: "now" });
    expect(await bad.stop()).toMatchObject({ kind: "bad-name" });
    const none = await followChanges(
      nc,
      { bucket: "NONE", pattern: ">", from: "now" },
      {
        signal: new AbortController().signal,
        onEntry: () => undefined,
        onLive: () => undefined,
        onAway: () => undefined,
        onAgain: () => undefined,
        onMissed: () => undefined,
      },
    );
    expect(none).toMatchObject({ kind: "not-found" });
  });

  it("goes on behind the last revision after the server was away, none twice", async () => {
    await addBucket("G");
    const feed = follow({ bucket: "G", pattern: ">", from: "now" });
    await feed.becomesLive();
    await put("G", "k", "before");
    await until("the first came", () => feed.entries.length === 1 || undefined);
    await server.restart();
    await until("it is told", () => feed.told.includes("again") || undefined, 20_000);
    // The one that is known to be there again.
    await nc.request("$KV.G.k", "after");
    await until("the next came", () => feed.entries.length === 2 || undefined, 10_000);
    expect(feed.entries.map(text)).toEqual(["k put before", "k put after"]);
    expect(feed.told.slice(0, 3)).toEqual(["live", "away", "again"]);
    expect(feed.missed()).toBe(0n);
    await feed.stop();
  }, 40_000);
});

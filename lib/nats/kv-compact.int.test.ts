import { jetstreamManager } from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { compactMarkers, findMarkers, type MarkerBook } from "./kv-compact";

const minuteMs = 60_000;
const untold = () => ({ signal: new AbortController().signal, tell: () => {} });

describe.each(["newest", "2.10", "2.9"] as const)("markers on a %s server", (version) => {
  let server: TestServer;
  let nc: NatsConnection;

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  const fill = async (bucket: string, history: number): Promise<KV> => {
    const kv = await new Kvm(nc).create(bucket, { history });
    for (const value of ["1", "2"]) {
      for (const key of ["stays", "deleted", "purged", "again"]) await kv.put(key, value);
    }
    await kv.delete("deleted");
    await kv.purge("purged");
    await kv.delete("again");
    return kv;
  };
  const find = async (bucket: string): Promise<MarkerBook> => {
    const found = await findMarkers(nc, bucket, untold());
    if (!found.ok) throw new Error(JSON.stringify(found.error));
    return found.value;
  };
  const subjectsOf = async (bucket: string) => {
    const { streams } = await jetstreamManager(nc);
    const { state } = await streams.info(`KV_${bucket}`, { subjects_filter: ">" });
    return state.subjects;
  };

  it("are found with how old they are, and no consumer is left", async () => {
    await fill("found", 5);
    const book = await find("found");
    expect(book).toMatchObject({ keys: 4, hasHistory: true, prefix: "$KV.found." });
    expect(book.markers.map(({ key, isDelete }) => [key, isDelete])).toEqual([
      ["deleted", true],
      ["purged", false],
      ["again", true],
    ]);
    const { consumers } = await jetstreamManager(nc);
    expect(await consumers.list("KV_found").next()).toEqual([]);
  });

  it("go with all below them, but what was written meanwhile stays", async () => {
    const kv = await fill("old", 5);
    const book = await find("old");
    await kv.put("again", "new");
    const report = await compactMarkers(nc, book, { ...untold(), keepYoungerMs: 0 });
    expect(report).toEqual({
      ...{ removed: 3, kept: 0, messages: 7n, failures: [], failed: 0, isStopped: false },
    });
    expect(await subjectsOf("old")).toEqual({ "$KV.old.stays": 2, "$KV.old.again": 1 });
    expect((await kv.get("again"))?.string()).toBe("new");
  });

  it("that are young stay, and only what is below them goes, as by the nats command", async () => {
    await fill("young", 5);
    const book = await find("young");
    const old = { ...book, nowMs: book.nowMs + minuteMs };
    const keepAll = { ...untold(), keepYoungerMs: 2 * minuteMs };
    expect(await compactMarkers(nc, old, keepAll)).toMatchObject({ kept: 3, messages: 4n });
    expect(await subjectsOf("young")).toEqual({
      ...{ "$KV.young.stays": 2, "$KV.young.deleted": 1, "$KV.young.purged": 1 },
      "$KV.young.again": 1,
    });
    const keepNone = { ...untold(), keepYoungerMs: minuteMs / 2 };
    expect(await compactMarkers(nc, old, keepNone)).toMatchObject({ removed: 3, messages: 3n });
    expect(await subjectsOf("young")).toEqual({ "$KV.young.stays": 2 });
  });

  it("of keys that client libraries refuse go, too, and no key beside them", async () => {
    await new Kvm(nc).create("odd", { history: 2 });
    const odd = ["a:b$c", "a.*b", "a", "a.b"];
    for (const key of odd) await nc.request(`$KV.odd.${key}`, "x");
    const { headers } = await import("@nats-io/nats-core");
    const marker = headers();
    marker.set("KV-Operation", "DEL");
    for (const key of odd.slice(0, 3))
      await nc.request(`$KV.odd.${key}`, "", { headers: marker, timeout: 2_000 });
    const report = await compactMarkers(nc, await find("odd"), { ...untold(), keepYoungerMs: 0 });
    expect(report).toMatchObject({ removed: 3, failed: 0 });
    expect(await subjectsOf("odd")).toEqual({ "$KV.odd.a.b": 1 });
  });

  it("with a wildcard in their name stay, since all that it matches would go along", async () => {
    await new Kvm(nc).create("wild", { history: 2 });
    await nc.request("$KV.wild.a.x", "kept");
    const { headers } = await import("@nats-io/nats-core");
    const marker = headers();
    marker.set("KV-Operation", "DEL");
    await nc.request("$KV.wild.a.*", "", { headers: marker, timeout: 2_000 });
    const report = await compactMarkers(nc, await find("wild"), { ...untold(), keepYoungerMs: 0 });
    expect(report).toMatchObject({ removed: 0, failed: 1, failures: [{ key: "a.*" }] });
    expect(report.isStopped).toBe(false);
    expect(await subjectsOf("wild")).toEqual({ "$KV.wild.a.*": 1, "$KV.wild.a.x": 1 });
  });

  it("stay where it was stopped, and each key that could not be done is told", async () => {
    await fill("stopped", 5);
    const book = await find("stopped");
    const stop = new AbortController();
    stop.abort();
    const stopped = { tell: () => {}, signal: stop.signal, keepYoungerMs: 0 };
    expect(await compactMarkers(nc, book, stopped)).toMatchObject({ removed: 0, isStopped: true });
    expect((await find("stopped")).markers).toHaveLength(3);
    const gone = { ...book, bucket: "nowhere" };
    const report = await compactMarkers(nc, gone, { ...untold(), keepYoungerMs: 0 });
    expect(report).toMatchObject({ removed: 0, failed: 3 });
    expect(report.failures.map(({ key }) => key).sort()).toEqual(["again", "deleted", "purged"]);
  });

  it("of a mirror stay when its origin is compacted, and go by themselves", async () => {
    await fill("origin", 5);
    const { streams } = await jetstreamManager(nc);
    // On 2.10 and 2.9 a mirror that takes no rollup stops at the first purge (seen).
    const mirror = { mirror: { name: "KV_origin" }, allow_rollup_hdrs: true };
    await streams.add({ name: "KV_mirror", max_msgs_per_subject: 5, ...mirror });
    const held = await subjectsOf("origin");
    await until(
      "the mirror has all",
      async () => JSON.stringify(await subjectsOf("mirror")) === JSON.stringify(held),
    );
    await compactMarkers(nc, await find("origin"), { ...untold(), keepYoungerMs: 0 });
    expect(await subjectsOf("mirror")).toEqual(held);
    await compactMarkers(nc, await find("mirror"), { ...untold(), keepYoungerMs: 0 });
    expect(await subjectsOf("mirror")).toEqual({ "$KV.origin.stays": 2 });
  });

  it("of a queue are never looked for by a consumer", async () => {
    const { streams } = await jetstreamManager(nc);
    await streams.add({ name: "KV_queue", subjects: ["$KV.queue.>"], retention: "workqueue" });
    expect(await findMarkers(nc, "queue", untold())).toMatchObject({
      error: { kind: "would-consume", retention: "workqueue" },
    });
  });
});

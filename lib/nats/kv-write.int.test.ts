import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KvChange, KvEntry, KvWrite } from "@/lib/model/kv";
import { connectTo } from "@/lib/testing/connect";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { getKvEntry } from "./kv-get";
import { listKvHistory } from "./kv-history";
import { getKvPlace } from "./kv-place";
import { writeKv, writeKvAt } from "./kv-write";

const bytes = (text: string) => new TextEncoder().encode(text);
const put = (text: string): KvChange => ({ kind: "put", value: bytes(text) });
const text = ({ value }: KvEntry) => new TextDecoder().decode(value);
const mebibyte = Uint8Array.from({ length: 1_048_000 }, (_, at) => (at * 7) % 256);

describe.each(["newest", "2.10", "2.9"] as const)("a key on a %s server", (version) => {
  let server: TestServer;
  let nc: NatsConnection;

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
    await new Kvm(nc).create("b", { history: 5 });
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  const write = async (key: string, change: KvChange, expected: bigint, bucket = "b") => {
    const outcome = await writeKv(nc, { bucket, key, change, expected });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
    return outcome.value;
  };
  const stored = async (key: string, change: KvChange, expected: bigint) => {
    const outcome = await write(key, change, expected);
    if (outcome.state !== "stored") throw new Error(outcome.state);
    return outcome.revision;
  };
  const read = async (key: string, revision?: bigint) => {
    const entry = await getKvEntry(nc, "b", key, revision);
    if (!entry.ok) throw new Error(JSON.stringify(entry.error));
    return entry.value;
  };
  const history = async (key: string, bucket = "b") => {
    const found = await listKvHistory(nc, bucket, key);
    if (!found.ok) throw new Error(JSON.stringify(found.error));
    return found.value;
  };

  it("is written where it is what was opened, and never over what came meanwhile", async () => {
    const first = await stored("cas", put("one"), 0n);
    expect(await write("cas", put("again"), 0n)).toMatchObject({
      state: "conflict",
      current: { revision: first },
    });
    const second = await stored("cas", put("two"), first);
    const lost = await write("cas", put("mine"), first);
    expect(lost).toMatchObject({ state: "conflict", current: { revision: second, key: "cas" } });
    expect(await read("cas")).toMatchObject({ revision: second, value: bytes("two") });
    expect(await read("cas", first)).toMatchObject({ value: bytes("one") });
    expect(await read("cas", second + 1n)).toBeNull();
    expect(await read("never")).toBeNull();
  });

  it("with a wildcard in its name is not purged, since all that it matches would go along", async () => {
    await stored("wild.x", put("kept"), 0n);
    const { seq } = await jetstream(nc).publish("$KV.b.wild.*", "odd");
    const refused = { ok: false, error: { kind: "not-done", cause: { kind: "bad-name" } } };
    const change: KvChange = { kind: "purge" };
    const purge: KvWrite = { bucket: "b", key: "wild.*", change, expected: BigInt(seq) };
    expect(await writeKv(nc, purge)).toMatchObject(refused);
    const place = await getKvPlace(nc, "b");
    expect(place.ok && (await writeKvAt(nc, place.value, purge))).toMatchObject(refused);
    expect(await read("wild.x")).toMatchObject({ value: bytes("kept") });
  });

  it("is deleted, made again over the marker, and purged with its history", async () => {
    const first = await stored("gone", put("one"), 0n);
    const marker = await stored("gone", { kind: "delete" }, first);
    expect(await read("gone")).toMatchObject({ operation: { kind: "delete" }, revision: marker });
    const again = await stored("gone", put("two"), marker);
    const { revisions } = await history("gone");
    expect(revisions.map(({ revision }) => revision)).toEqual([again, marker, first]);
    expect(revisions.map(text)).toEqual(["two", "", "one"]);
    const purge = await stored("gone", { kind: "purge" }, again);
    expect(await history("gone")).toMatchObject({
      revisions: [{ revision: purge, operation: { kind: "purge" } }],
      older: 0,
    });
    expect((await (await new Kvm(nc).open("b")).get("gone"))?.operation).toBe("PURGE");
  });

  it("holds what it is given to the byte, whatever its name", async () => {
    const long = `${"k".repeat(900)}.${"世".repeat(33)}`;
    const kept: [string, Uint8Array][] = [
      ["empty", new Uint8Array()],
      ["mark/crlf", bytes("\ufeffone\r\ntwo")],
      ["a:b$c", Uint8Array.from([0, 255, 254, 13, 10, 128])],
      [long, bytes("long")],
      ["big=1", mebibyte],
    ];
    for (const [key, value] of kept) {
      await stored(key, { kind: "put", value }, 0n);
      const entry = await read(key);
      expect(Buffer.compare(entry?.value ?? new Uint8Array([1]), value)).toBe(0);
      expect(entry).toMatchObject({ key, sizeBytes: value.length });
    }
    expect((await history("big=1")).revisions).toMatchObject([
      { isCut: true, sizeBytes: mebibyte.length },
    ]);
    const wild = await writeKv(nc, { bucket: "b", key: "a.*", change: put("x"), expected: 0n });
    expect(wild).toMatchObject({ ok: false, error: { cause: { kind: "bad-name" } } });
  });

  it("of a mirror is written to its origin; a sealed bucket takes nothing", async () => {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "KV_copy", mirror: { name: "KV_b" }, allow_direct: true });
    const revision = await stored("in.origin", put("one"), 0n);
    expect(await write("in.origin", put("two"), revision, "copy")).toMatchObject({
      state: "stored",
    });
    expect(await read("in.origin")).toMatchObject({ value: bytes("two") });
    expect(await getKvEntry(nc, "copy", "in.origin")).toMatchObject({
      value: { key: "in.origin", value: bytes("two") },
    });
    await new Kvm(nc).create("shut");
    const { config } = await manager.streams.info("KV_shut");
    await manager.streams.update("KV_shut", Object.assign(config, { sealed: true }));
    const refused = await writeKv(nc, { bucket: "shut", key: "a", change: put("x"), expected: 0n });
    expect(refused).toMatchObject({ ok: false, error: { kind: "not-done" } });
  });

  it("has its history read from a work queue, too, and only the newest where it is long", async () => {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({
      ...{ name: "KV_queue", subjects: ["$KV.queue.>"], retention: "workqueue" },
      ...{ max_msgs_per_subject: -1, allow_direct: true },
    });
    const js = jetstream(nc);
    for (let n = 1; n <= 140; n++) await js.publish("$KV.queue.k", `${n}`);
    await js.publish("$KV.queue.other", "x");
    const { revisions, older } = await history("k", "queue");
    expect(older).toBe(140 - revisions.length);
    expect(revisions.length).toBe(128);
    expect(revisions.map(text)).toEqual(revisions.map((_, at) => `${140 - at}`));
    expect((await manager.consumers.list("KV_queue").next()).length).toBe(0);
  });

  it("of which no answer came is read back, also where somebody wrote after it; nothing is sent twice", async () => {
    const revision = await stored("far", put("one"), 0n);
    const proxy = await startFaultProxy({ port: Number(new URL(server.url).port) });
    const shaky = await connectTo(proxy.url);
    proxy.set({ kind: "latency", delayMs: 300 });
    const sent = writeKv(shaky, {
      bucket: "b",
      key: "far",
      change: put("two"),
      expected: revision,
    });
    await until("it is stored", async () => (await read("far"))?.revision !== revision);
    const mine = (await read("far"))?.revision ?? 0n;
    await stored("far", put("three"), mine);
    proxy.set({ kind: "reset" });
    proxy.set({ kind: "pass" });
    expect(await sent).toEqual({ ok: true, value: { state: "found-stored", revision: mine } });
    expect((await history("far")).revisions.map(text)).toEqual(["three", "two", "one"]);
    await shaky.close();
    await proxy.stop();
  });

  it.each([
    ["nobody wrote", "found-not-stored", false],
    ["another wrote", "found-not-stored", true],
  ])("that got lost on its way is found not stored: %s", async (key, state, isRivalled) => {
    const base = await stored(key.replace(" ", "-"), put("one"), 0n);
    const proxy = await startFaultProxy({ port: Number(new URL(server.url).port) });
    const shaky = await connectTo(proxy.url);
    const request = shaky.request.bind(shaky);
    // The way breaks just before what is written is sent, and mends once it was given up.
    shaky.request = (subject, ...rest) => {
      if (!subject.startsWith("$KV.")) return request(subject, ...rest);
      proxy.set({ kind: "half open" });
      return request(subject, ...rest).finally(() => proxy.set({ kind: "pass" }));
    };
    if (isRivalled) await stored(key.replace(" ", "-"), put("theirs"), base);
    const wish = { bucket: "b", key: key.replace(" ", "-"), change: put("mine"), expected: base };
    const outcome = await writeKv(shaky, wish, { ackMs: 300, readBackMs: 300 });
    const value = bytes(isRivalled ? "theirs" : "one");
    expect(outcome).toMatchObject({ ok: true, value: { state, current: { value } } });
    await shaky.close();
    await proxy.stop();
  });

  it("of which nobody knows is told as such: its history is too short to say who was first", async () => {
    await new Kvm(nc).create("short", { history: 1 });
    const kv = await new Kvm(nc).open("short");
    const base = BigInt(await kv.put("k", "one"));
    const proxy = await startFaultProxy({ port: Number(new URL(server.url).port) });
    const shaky = await connectTo(proxy.url);
    proxy.set({ kind: "latency", delayMs: 300 });
    const change = put("mine");
    const sent = writeKv(shaky, { bucket: "short", key: "k", change, expected: base });
    await until("it is stored", async () => (await kv.get("k"))?.string() === "mine");
    await kv.put("k", "theirs");
    proxy.set({ kind: "reset" });
    proxy.set({ kind: "pass" });
    expect(await sent).toMatchObject({
      value: { state: "found-other", current: { value: bytes("theirs") } },
    });
    await shaky.close();
    await proxy.stop();
  });
});

describe("a time to live", () => {
  it("is the key's own where server and bucket have it, and refused where they would not heed it", async () => {
    const server = await startServer();
    const nc = await connectTo(server.url);
    await new Kvm(nc).create("ttl", { markerTTL: 1_000, history: 5 });
    await new Kvm(nc).create("plain");
    const change: KvChange = { kind: "put", value: bytes("x"), ttlNs: 1_000_000_000n };
    const sent = await writeKv(nc, { bucket: "ttl", key: "k", change, expected: 0n });
    expect(sent).toMatchObject({ value: { state: "stored", revision: 1n } });
    expect(await getKvEntry(nc, "ttl", "k")).toMatchObject({ value: { ttl: "1s" } });
    await until("the server has removed it", async () => {
      const now = await getKvEntry(nc, "ttl", "k");
      return now.ok && now.value?.operation.kind === "removed";
    });
    // What stays is what has no time to live of its own.
    await writeKv(nc, { bucket: "ttl", key: "two", change: put("old"), expected: 0n });
    const old = await getKvEntry(nc, "ttl", "two");
    const expected = (old.ok && old.value?.revision) || 0n;
    await writeKv(nc, { bucket: "ttl", key: "two", change, expected });
    expect(await getKvEntry(nc, "ttl", "two")).toMatchObject({ value: { ttl: "1s" } });
    await until("the older revision shows again", async () => {
      const now = await getKvEntry(nc, "ttl", "two");
      return now.ok && now.value?.revision === expected;
    });
    const refused = await writeKv(nc, { bucket: "plain", key: "k", change, expected: 0n });
    expect(refused).toMatchObject({
      ok: false,
      error: { title: "Key k was not written", cause: { detail: expect.stringContaining("2.11") } },
    });
    await nc.close();
    await server.stop();
  });
});

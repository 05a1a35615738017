import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewConsumer } from "@/lib/model/consumer-write";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { createConsumer, deleteConsumer, pauseConsumer, resumeConsumer } from "./consumer-write";
import { findNextMessage } from "./next-message";

const pulled: NewConsumer = {
  ...{ stream: "S", name: "worker", filterSubjects: ["s.a.*"], deliverPolicy: "all" },
  ...{ ackPolicy: "explicit", ackWaitNs: 90_000_000_000n, maxDeliver: 5, maxAckPending: 20 },
  description: "Works",
};

describe.each(["newest", "2.10", "2.9"] as const)("a %s server", (version) => {
  let server: TestServer;
  let nc: NatsConnection;
  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
    const { streams } = await jetstreamManager(nc);
    await streams.add({ name: "S", subjects: ["s.>"] });
    for (const subject of ["s.a.1", "s.a.2", "s.b", "s.a.1"]) await nc.request(subject, "x");
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });
  const info = async (name: string) => (await jetstreamManager(nc)).consumers.info("S", name);
  const asAsked = (name: string) => ({ ok: true, value: { name, differences: [] } });

  it("finds which message is next for some filters, and makes no consumer for it", async () => {
    const next = (from: bigint, ...filterSubjects: string[]) =>
      findNextMessage(nc, "S", { from, filterSubjects });
    expect(await next(2n)).toEqual({ ok: true, value: 2n });
    expect(await next(2n, "s.b", "s.a.1")).toEqual({ ok: true, value: 3n });
    expect(await next(2n, "s.a.1")).toEqual({ ok: true, value: 4n });
    expect(await next(5n)).toEqual({ ok: true, value: null });
    expect(await next(1n, "s.>.a")).toMatchObject({ error: { kind: "bad-name" } });
    const { consumers } = await jetstreamManager(nc);
    expect(await consumers.list("S").next()).toEqual([]);
  });

  it("makes a consumer just as it was asked for, and leaves one of the name alone", async () => {
    expect(await createConsumer(nc, pulled)).toEqual(asAsked("worker"));
    const before = await info("worker");
    expect(before).toMatchObject({
      num_pending: 3,
      config: {
        ...{ durable_name: "worker", filter_subject: "s.a.*", deliver_policy: "all" },
        ...{ ack_policy: "explicit", ack_wait: 90_000_000_000, max_deliver: 5 },
        ...{ max_ack_pending: 20, description: "Works" },
      },
    });
    const there = { error: { kind: "not-done", cause: { kind: "exists" } } };
    expect(await createConsumer(nc, pulled)).toMatchObject(there);
    expect(await createConsumer(nc, { ...pulled, maxDeliver: 9 })).toMatchObject(there);
    expect((await info("worker")).config).toEqual(before.config);
  });

  it("makes each kind: pushed to a group, and from each place on", async () => {
    const plain = {
      ...{ stream: "S", filterSubjects: [] as string[] },
      ackPolicy: "explicit" as const,
    };
    const push = { deliverSubject: "to.here", deliverGroup: "workers" };
    const kinds: (NewConsumer & { first: number })[] = [
      { ...plain, ...push, name: "push", deliverPolicy: "new", ackPolicy: "none", first: 0 },
      { ...plain, name: "last", deliverPolicy: "last", ackPolicy: "all", first: 1 },
      {
        ...{ ...plain, name: "each", deliverPolicy: "last_per_subject", first: 3 },
        filterSubjects: ["s.>"],
      },
      { ...plain, name: "from", deliverPolicy: "by_start_sequence", startSequence: 3n, first: 2 },
      { ...plain, name: "since", deliverPolicy: "by_start_time", startMs: 1_000, first: 4 },
    ];
    for (const { first, ...wish } of kinds) {
      expect(await createConsumer(nc, wish)).toEqual(asAsked(wish.name));
      expect((await info(wish.name)).num_pending).toBe(first);
    }
    expect((await info("push")).config).toMatchObject({
      ...{ deliver_subject: "to.here", deliver_group: "workers", ack_policy: "none" },
    });
  });

  it("says what the server left out of what was asked for", async () => {
    const wish = { ...pulled, name: "two", filterSubjects: ["s.a.1", "s.b"] };
    const made = await createConsumer(nc, wish);
    const isOld = version === "2.9";
    expect(made).toEqual({
      ok: true,
      value: {
        name: "two",
        differences: isOld
          ? ['filter_subjects: asked for ["s.a.1","s.b"], it has nothing of it']
          : [],
      },
    });
    expect((await info("two")).num_pending).toBe(isOld ? 4 : 3);
  });

  it("refuses in the server's words, told as what did not happen", async () => {
    const refused = (code: number) => ({
      error: {
        kind: "not-done",
        title: "Consumer odd was not created",
        cause: { kind: "jetstream", code },
      },
    });
    const odd = { ...pulled, name: "odd" };
    expect(await createConsumer(nc, { ...odd, deliverPolicy: "by_start_sequence" })).toMatchObject(
      refused(10094),
    );
    expect(await createConsumer(nc, { ...odd, stream: "NOWHERE" })).toMatchObject(refused(10059));
    expect(await deleteConsumer(nc, "S", "nobody")).toMatchObject({
      error: { kind: "not-done", cause: { kind: "not-found" } },
    });
  });

  it("[T04] never takes a name for another subject", async () => {
    for (const name of ["worker.x", "*", ">", "", "a b"]) {
      const refused = { error: { kind: "not-done", cause: { kind: "bad-name" } } };
      expect(await createConsumer(nc, { ...pulled, name })).toMatchObject(refused);
      expect(await deleteConsumer(nc, "S", name)).toMatchObject(refused);
      expect(await deleteConsumer(nc, name, "worker")).toMatchObject(refused);
      expect(await resumeConsumer(nc, "S", name)).toMatchObject(refused);
      const wish = { forNs: 1n };
      expect(await pauseConsumer(nc, { stream: "S", name, wish })).toMatchObject(refused);
    }
  });

  it("removes just the one that was named", async () => {
    expect(await deleteConsumer(nc, "S", "worker")).toEqual({ ok: true, value: null });
    await expect(info("worker")).rejects.toThrow(/not found/);
    expect((await info("push")).name).toBe("push");
  });

  it("rests until a moment, and goes on; where the server can't, it is not said to rest", async () => {
    const made = await createConsumer(nc, { ...pulled, name: "resting" });
    expect(made).toEqual(asAsked("resting"));
    const wish = { forNs: 3_600_000_000_000n };
    const told = await pauseConsumer(nc, { stream: "S", name: "resting", wish });
    const resumed = await resumeConsumer(nc, "S", "resting");
    const refused = {
      error: { kind: "not-done", cause: { detail: expect.stringContaining("since NATS 2.11") } },
    };
    expect([told, resumed]).toMatchObject(
      version === "newest" ? [{ ok: true }, { ok: true, value: null }] : [refused, refused],
    );
  });
});

it("tells until when, by the server's clock, and refuses what has passed", async () => {
  const server = await startServer();
  const nc = await connectTo(server.url);
  try {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "S", subjects: ["s"] });
    await createConsumer(nc, { ...pulled, filterSubjects: [] });
    const pause = (wish: { forNs: bigint } | { untilMs: number }) =>
      pauseConsumer(nc, { stream: "S", name: "worker", wish });
    const untilMs = Date.parse("2099-01-01T00:00:00Z");
    expect(await pause({ untilMs })).toEqual({ ok: true, value: { pausedUntilMs: untilMs } });
    const info = await manager.consumers.info("S", "worker");
    expect(info).toMatchObject({ paused: true, config: { pause_until: "2099-01-01T00:00:00Z" } });
    expect(await resumeConsumer(nc, "S", "worker")).toEqual({ ok: true, value: null });
    expect(await pause({ untilMs: 1_000 })).toMatchObject({
      error: {
        kind: "not-done",
        cause: { detail: "By the server's clock that moment has passed." },
      },
    });
    expect((await manager.consumers.info("S", "worker")).paused ?? false).toBe(false);
    expect(await pauseConsumer(nc, { stream: "S", name: "no", wish: { forNs: 1n } })).toMatchObject(
      {
        error: { kind: "not-done", cause: { kind: "not-found" } },
      },
    );
  } finally {
    await nc.close();
    await server.stop();
  }
});

import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewStream } from "@/lib/model/stream-write";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { createStream, deleteStream, purgeStream } from "./stream-write";
import { getSubjectLevel } from "./subject-tree";

const wish: NewStream = {
  ...{ name: "NEW", subjects: ["new.>"], retention: "limits", storage: "memory", discard: "new" },
  ...{ replicas: 1, maxMessages: 9_007_199_254_740_993n, maxBytes: 1_048_576n },
  maxAgeNs: 3_600_000_000_000n,
};

describe.each(["newest", "2.10", "2.9"] as const)("a %s server", (version) => {
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
  const info = async (name: string) => (await jetstreamManager(nc)).streams.info(name);

  it("makes a stream just as it was asked for, and no second one of the name", async () => {
    expect(await createStream(nc, wish)).toEqual({ ok: true, value: { name: "NEW" } });
    const answer = await nc.request("$JS.API.STREAM.INFO.NEW");
    expect(answer.string()).toContain('"max_msgs":9007199254740993');
    expect((await info("NEW")).config).toMatchObject({
      ...{ subjects: ["new.>"], storage: "memory", discard: "new", max_bytes: 1_048_576 },
      ...{ max_age: 3_600_000_000_000, num_replicas: 1, allow_direct: true },
    });
    expect(await createStream(nc, wish)).toMatchObject({
      error: { kind: "not-done", cause: { kind: "exists" } },
    });
  });

  it("refuses in its own words, told as what did not happen", async () => {
    expect(await createStream(nc, { ...wish, name: "TWO" })).toMatchObject({
      error: {
        kind: "not-done",
        title: "Stream TWO was not created",
        cause: { kind: "jetstream", code: 10065 },
      },
    });
    expect(await deleteStream(nc, "NOWHERE")).toMatchObject({
      error: { kind: "not-done", cause: { kind: "jetstream", code: 10059 } },
    });
  });

  it("[T04] never takes a name for another subject", async () => {
    for (const name of ["NEW.x", "*", ">", "", "a b"]) {
      const refused = { error: { kind: "not-done", cause: { kind: "bad-name" } } };
      expect(await deleteStream(nc, name)).toMatchObject(refused);
      expect(await purgeStream(nc, name, {})).toMatchObject(refused);
      expect(await createStream(nc, { ...wish, name })).toMatchObject(refused);
      expect(await getSubjectLevel(nc, name, { under: "", most: 9 })).toMatchObject({
        error: { kind: "bad-name" },
      });
    }
  });

  it("tells the subjects token by token, and purges just what was asked for", async () => {
    for (const subject of ["new.a", "new.a", "new.a.x", "new.b.x.y", "new.b.x.z", "new.ü<b>"]) {
      await nc.request(subject, "payload");
    }
    const level = (under: string, most = 9) => getSubjectLevel(nc, "NEW", { under, most });
    expect(await level("")).toEqual({
      ok: true,
      value: {
        branches: [{ token: "new", below: 6n, subjects: 5 }],
        ...{ branchCount: 1, subjectCount: 5n, lookedAt: 5 },
      },
    });
    expect(await level("new", 2)).toMatchObject({
      value: {
        branches: [
          { token: "a", messages: 2n, below: 1n, subjects: 1 },
          { token: "b", below: 2n, subjects: 2 },
        ],
        branchCount: 3,
      },
    });
    expect(await level("nothing")).toMatchObject({ value: { branches: [], subjectCount: 0n } });

    const purged = (count: bigint) => ({ ok: true, value: { purged: count } });
    expect(await purgeStream(nc, "NEW", { subject: "new.a", keep: 1n })).toEqual(purged(1n));
    expect(await purgeStream(nc, "NEW", { before: 4n })).toEqual(purged(2n));
    expect((await info("NEW")).state).toMatchObject({ messages: 3, first_seq: 4 });
    expect(await purgeStream(nc, "NEW", {})).toEqual(purged(3n));
    expect(await deleteStream(nc, "NEW")).toEqual({ ok: true, value: null });
    await expect(info("NEW")).rejects.toThrow(/not found/);
  });
});

it("looks at 100,000 subjects and says that there are more", async () => {
  const server = await startServer();
  const nc = await connectTo(server.url);
  try {
    await createStream(nc, {
      ...{ name: "WIDE", subjects: ["w.>"], retention: "limits", storage: "memory" },
      ...{ discard: "old", replicas: 1 },
    });
    await fillStream(nc, 100_500, (n) => ({ subject: `w.${n % 300}.${n}` }));
    const level = await getSubjectLevel(nc, "WIDE", { under: "w", most: 10 });
    expect(level).toMatchObject({
      value: { branchCount: 299, lookedAt: 100_000, subjectCount: 100_500n },
    });
    expect(await getSubjectLevel(nc, "WIDE", { under: "w.7", most: 10 })).toMatchObject({
      value: { branchCount: 335, lookedAt: 335, subjectCount: 335n },
    });
  } finally {
    await nc.close();
    await server.stop();
  }
});

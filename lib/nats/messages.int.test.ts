import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reading } from "@/lib/errors/app-error";
import type { MessagePage, PageQuery } from "@/lib/model/message-page";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { readMessages } from "./messages";
import { listLastOfSubjects } from "./messages-last";
import { deleteMessage, getMessageAt } from "./messages-one";
import { listPositions } from "./messages-positions";

const far = 9_007_199_254_740_993n;
const many = 3_000;
/** One in so many is rare. */
const rareEvery = 1_000;
const newest = { from: "newest" } as const;

function given<T>(reading: Reading<T>): T {
  if (!reading.ok) throw new Error(JSON.stringify(reading.error));
  return reading.value;
}

describe.each(["newest", "2.10", "2.9"] as const)("messages of a stream on %s", (version) => {
  let server: TestServer;
  let nc: NatsConnection;

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
    const { streams } = await jetstreamManager(nc);
    await streams.add({ name: "DIRECT", subjects: ["d.>"], allow_direct: true });
    await streams.add({ name: "LEADER", subjects: ["l.>"] });
    await streams.add({ name: "EMPTY", subjects: ["e"], allow_direct: true });
    await streams.add({ name: "HOLES", subjects: ["h.>"] });
    await streams.add({ name: "BIG", subjects: ["b"], allow_direct: true });
    const kindOf = (n: number) => (n % rareEvery === 0 ? "rare" : `k${n % 10}`);
    for (const stream of ["d", "l"]) {
      await fillStream(nc, many, (n) => ({
        ...{ subject: `${stream}.${kindOf(n)}`, payload: `{"n":${n}}` },
      }));
    }
    await fillStream(nc, many, (n) => ({ subject: "h.x", payload: String(n) }));
    await fillStream(nc, 12, () => ({ subject: "b", payload: new Uint8Array(900 * 1_024) }));
    await streams.purge("HOLES", { filter: "h.x", seq: 10 });
    for (const at of [10, many - 2]) await streams.deleteMessage("HOLES", at);
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  const read = async (stream: string, query: Partial<PageQuery>) =>
    given(await readMessages(nc, stream, { start: newest, filter: ">", count: 100, ...query }));
  const middleOf = async (stream: string) => {
    const { streams } = await jetstreamManager(nc);
    const message = await streams.getMessage(stream, { seq: 1_500 });
    return BigInt(Date.parse(message?.timestamp ?? "")) * 1_000_000n;
  };
  const sequences = ({ rows }: MessagePage) => rows.map(({ sequence }) => Number(sequence));
  const upTo = (last: number, count: number) =>
    Array.from({ length: count }, (_, index) => last - count + 1 + index);
  /** Requests that a reading took. */
  const costOf = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
    const before = nc.stats().outMsgs;
    const value = await work();
    return [value, nc.stats().outMsgs - before];
  };
  const hasBatches = version === "newest";

  it.each(["DIRECT", "LEADER"])(
    "of %s come in pages, from the newest to the first",
    async (stream) => {
      const first = await read(stream, {});
      expect(sequences(first)).toEqual(upTo(many, 100));
      expect(first).toMatchObject({ newer: BigInt(many) + 1n, waiting: 0n, isCutByBytes: false });
      const { older = 0n, extent } = first;
      const next = await read(stream, { start: { from: "before", sequence: older }, extent });
      expect(sequences(next)).toEqual(upTo(many - 100, 100));
      const start = { from: "before", sequence: 40n } as const;
      const last = await read(stream, { start, extent });
      expect(sequences(last)).toEqual(upTo(40, 40));
      expect(last.older).toBeUndefined();
    },
  );

  it.each(["DIRECT", "LEADER"])(
    "of %s come from a sequence or the first on, forwards",
    async (stream) => {
      expect(sequences(await read(stream, { start: { from: "first" } }))).toEqual(upTo(100, 100));
      const start = { from: "after", sequence: 2_951n } as const;
      const end = await read(stream, { start });
      expect(sequences(end)).toEqual(upTo(many, 50));
      expect(end).toMatchObject({ older: 2_950n, newer: BigInt(many) + 1n, waiting: 0n });
      const nothing = await read(stream, {
        start: { from: "after", sequence: end.newer },
        extent: end.extent,
      });
      expect(nothing).toMatchObject({ rows: [], newer: end.newer, waiting: 0n });
    },
  );

  it.each(["DIRECT", "LEADER"])("of %s come from a time on", async (stream) => {
    const timeNs = await middleOf(stream);
    const { rows } = await read(stream, { start: { from: "time", timeNs }, count: 5 });
    const before = await read(stream, {
      start: { from: "before", sequence: (rows[0]?.sequence ?? 0n) - 1n },
      count: 1,
    });
    expect(rows).toHaveLength(5);
    expect(rows[0]?.timeNs).toBeGreaterThanOrEqual(timeNs);
    expect(before.rows.every((row) => row.timeNs < timeNs)).toBe(true);
    const late = await read(stream, { start: { from: "time", timeNs: timeNs * 2n } });
    expect(late).toMatchObject({ rows: [], older: BigInt(many) });
    expect(
      sequences(await read(stream, { start: { from: "time", timeNs: 0n }, count: 2 })),
    ).toEqual([1, 2]);
  });

  it.each([
    ["DIRECT", "d"],
    ["LEADER", "l"],
  ])("of %s are filtered, in both directions", async (stream, root) => {
    const rare = await read(stream, { filter: `${root}.rare` });
    expect(sequences(rare)).toEqual([1_000, 2_000, 3_000]);
    expect(rare.older).toBeUndefined();
    const wild = await read(stream, { filter: `${root}.*`, count: 10 });
    expect(sequences(wild)).toEqual(upTo(many, wild.rows.length));
    const some = await read(stream, { filter: `${root}.k3`, count: 10 });
    expect(some.rows.length).toBeGreaterThanOrEqual(10);
    expect(sequences(some).slice(-2)).toEqual([2_983, 2_993]);
    const on = await read(stream, { filter: `${root}.k3`, count: 2, start: { from: "first" } });
    expect(sequences(on)).toEqual([3, 13]);
    expect(await read(stream, { filter: `${root}.none` })).toMatchObject({ rows: [] });
  });

  it("takes two requests for the newest, three to a time with what is before it", async () => {
    const query = hasBatches ? ["DIRECT", 2, 3] : ["DIRECT", 101, 230];
    const [page, cost] = await costOf(() => read("DIRECT", {}));
    expect(page.rows).toHaveLength(100);
    expect(cost).toBeLessThanOrEqual(Number(query[1]));
    const timeNs = await middleOf("DIRECT");
    const [, jump] = await costOf(async () => {
      const after = await read("DIRECT", { start: { from: "time", timeNs } });
      const sequence = after.older ?? 0n;
      await read("DIRECT", { start: { from: "before", sequence }, extent: after.extent });
    });
    expect(jump).toBeLessThanOrEqual(Number(query[2]));
    const [, filtered] = await costOf(() => read("DIRECT", { filter: "d.rare" }));
    expect(filtered).toBeLessThanOrEqual(hasBatches ? 2 : 8);
  });

  it("walks over what was deleted without a request for each", async () => {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "GAPS", subjects: ["g.>"] });
    await fillStream(nc, 2_000, (n) => ({ subject: n % 500 === 1 ? "g.keep" : "g.go" }));
    await manager.streams.purge("GAPS", { filter: "g.go" });
    const [page, cost] = await costOf(() => read("GAPS", {}));
    expect(sequences(page)).toEqual([1, 501, 1_001, 1_501]);
    expect(cost).toBeLessThanOrEqual(14);
    expect(sequences(await read("GAPS", { start: { from: "first" } }))).toEqual([
      1, 501, 1_001, 1_501,
    ]);
    expect(sequences(await read("HOLES", { count: 3 }))).toEqual([many - 3, many - 1, many]);
  });

  it("says of an empty stream that nothing is there, and of a name that is none that it is none", async () => {
    expect(await read("EMPTY", {})).toMatchObject({ rows: [], newer: 1n, waiting: 0n });
    expect((await read("EMPTY", { start: { from: "first" } })).rows).toEqual([]);
    const query = { start: newest, filter: ">", count: 1 };
    expect(await readMessages(nc, "NOWHERE", query)).toMatchObject({
      error: { kind: "not-found" },
    });
    for (const name of ["A.B", "*", "a b", ""]) {
      expect(await readMessages(nc, name, query)).toMatchObject({ error: { kind: "bad-name" } });
    }
    expect(await readMessages(nc, "EMPTY", { ...query, filter: "a..b" })).toMatchObject({
      error: { kind: "bad-name" },
    });
  });

  it.each(["DIRECT", "LEADER"])(
    "of %s are there for a sequence or a time beyond all numbers",
    async (stream) => {
      const beyond = 99_999_999_999_999_999_999n;
      const back = await read(stream, { start: { from: "before", sequence: beyond }, count: 2 });
      expect(sequences(back)).toEqual(upTo(many, 2));
      const on = await read(stream, { start: { from: "after", sequence: beyond } });
      expect(on).toMatchObject({ rows: [], older: BigInt(many) });
      const zero = await read(stream, { start: { from: "before", sequence: 0n } });
      expect(sequences(zero)).toEqual([1]);
      const year = 31_556_952_000_000_000n;
      const ago = await read(stream, { start: { from: "time", timeNs: -470n * year }, count: 2 });
      expect(sequences(ago)).toEqual([1, 2]);
      const late = await read(stream, { start: { from: "time", timeNs: 8_000n * year } });
      expect(late).toMatchObject({ rows: [], older: BigInt(many) });
    },
  );

  it("brings big messages in steps, the newest first", async () => {
    const page = await read("BIG", {});
    expect(page.isCutByBytes).toBe(true);
    expect(page.rows.length).toBeLessThan(8);
    expect(page.rows.at(-1)).toMatchObject({ sequence: 12n, sizeBytes: 900 * 1_024 });
    expect(page.rows.at(-1)?.body).toBeUndefined();
    const { older = 0n, extent } = page;
    const next = await read("BIG", { start: { from: "before", sequence: older }, extent });
    expect(next.rows.at(-1)?.sequence).toBe(older);
  });

  it.each(["DIRECT", "LEADER"])("of %s are told once a subject: the last", async (stream) => {
    const root = stream === "DIRECT" ? "d" : "l";
    const { rows, subjects } = given(await listLastOfSubjects(nc, stream, `${root}.>`));
    expect(subjects).toBe(11);
    // k0's last is 2,990: 3,000 is a rare one.
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(upTo(3_000, 11));
  });

  it("[T04] never takes a publisher's headers for the server's", async () => {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "FORGED", subjects: ["f"], allow_direct: true });
    const forged = headers();
    forged.append("Nats-Sequence", "77");
    forged.append("Nats-Subject", "<script>");
    forged.append("Mine", "yes");
    await jetstream(nc).publish("f", "x", { headers: forged });
    const { rows } = await read("FORGED", {});
    expect(rows).toMatchObject([{ sequence: 1n, subject: "f" }]);
    expect(rows[0]?.headers).toEqual([
      ["Nats-Sequence", ["77"]],
      ["Nats-Subject", ["<script>"]],
      ["Mine", ["yes"]],
    ]);
  });
});

describe("reading changes nothing", () => {
  let server: TestServer;
  let nc: NatsConnection;
  beforeAll(async () => {
    server = await startServer();
    nc = await connectTo(server.url);
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  it.each([RetentionPolicy.Workqueue, RetentionPolicy.Interest])(
    "[R02] leaves a stream of %s retention and its consumers as they are",
    async (retention) => {
      const manager = await jetstreamManager(nc);
      const name = `KEEP_${retention}`;
      await manager.streams.add({ name, subjects: [`${name}.>`], retention, allow_direct: true });
      await manager.consumers.add(name, { durable_name: "w", ack_policy: AckPolicy.Explicit });
      for (let n = 0; n < 5; n++) await jetstream(nc).publish(`${name}.${n}`, "x");
      const before = await until("the consumer counts them all", async () => {
        const info = await manager.consumers.info(name, "w");
        return info.num_pending === 5 && info;
      });
      const query = { filter: ">", count: 10 };
      const page = given(await readMessages(nc, name, { ...query, start: newest }));
      expect(page.rows).toHaveLength(5);
      given(await readMessages(nc, name, { ...query, start: { from: "time", timeNs: 1n } }));
      given(await listLastOfSubjects(nc, name, ">"));
      given(await getMessageAt(nc, name, { sequence: 3n, whole: true }));
      const { state } = await manager.streams.info(name);
      expect(state).toMatchObject({ messages: 5, consumer_count: 1 });
      const after = await manager.consumers.info(name, "w");
      expect([after.delivered, after.ack_floor, after.num_pending]).toEqual([
        before.delivered,
        before.ack_floor,
        before.num_pending,
      ]);
    },
  );

  it("keeps every digit of a sequence beyond 2^53", async () => {
    await nc.request(
      "$JS.API.STREAM.CREATE.FAR",
      `{"name":"FAR","subjects":["far"],"storage":"file","retention":"limits","first_seq":${far},"allow_direct":true}`,
    );
    for (let n = 0; n < 4; n++) await jetstream(nc).publish("far", String(n));
    const page = given(
      await readMessages(nc, "FAR", {
        start: { from: "before", sequence: far + 2n },
        ...{ filter: ">", count: 2 },
      }),
    );
    expect(page.rows.map(({ sequence }) => sequence)).toEqual([far + 1n, far + 2n]);
    expect(page.older).toBe(far);
    const one = await getMessageAt(nc, "FAR", { sequence: far + 1n, whole: false });
    expect(one).toMatchObject({ ok: true, value: { sequence: far + 1n } });
  });

  it("deletes the one message that is meant, and says so where there is none", async () => {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "DEL", subjects: ["del"] });
    for (let n = 0; n < 3; n++) await jetstream(nc).publish("del", String(n));
    expect(await deleteMessage(nc, "DEL", { sequence: 2n, erase: true })).toMatchObject({
      ok: true,
    });
    expect(await deleteMessage(nc, "DEL", { sequence: 2n, erase: false })).toMatchObject({
      error: { title: "Message 2 was not deleted" },
    });
    expect(await getMessageAt(nc, "DEL", { sequence: 2n, whole: false })).toEqual({
      ok: true,
      value: null,
    });
    expect((await manager.streams.info("DEL")).state.messages).toBe(2);
  });

  it("tells where consumers are, and no more than NATS knows", async () => {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "POS", subjects: ["pos.>"] });
    await manager.consumers.add("POS", { durable_name: "all", ack_policy: AckPolicy.Explicit });
    await manager.consumers.add("POS", {
      ...{ durable_name: "other", ack_policy: AckPolicy.Explicit, filter_subject: "pos.b" },
    });
    for (let n = 0; n < 4; n++) await jetstream(nc).publish("pos.a", String(n));
    const consumer = await jetstream(nc).consumers.get("POS", "all");
    const taken = await consumer.fetch({ max_messages: 3 });
    let first = true;
    for await (const message of taken) {
      if (first) await message.ackAck();
      first = false;
    }
    const stateAt = async (sequence: bigint) => {
      const told = given(await listPositions(nc, "POS", { sequence, subject: "pos.a" }));
      return told.consumers.map(({ name, state }) => `${name}: ${state}`).sort();
    };
    expect(await stateAt(1n)).toEqual(["all: below-floor", "other: other-subject"]);
    expect(await stateAt(2n)).toEqual(["all: in-between", "other: other-subject"]);
    expect(await stateAt(4n)).toEqual(["all: not-delivered", "other: other-subject"]);
  });
});

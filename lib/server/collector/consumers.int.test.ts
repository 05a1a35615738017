import { jetstreamManager } from "@nats-io/jetstream";
import { afterEach, describe, expect, it } from "vitest";
import type { ConsumerRow } from "@/lib/model/consumers";
import type { Target } from "@/lib/server/connections/target";
import { accountsConfig } from "@/lib/testing/accounts";
import { connectTo } from "@/lib/testing/connect";
import { collectConsumers } from "@/lib/testing/consumer-collector";
import { atPace, takeSome, trueAge, workOff } from "@/lib/testing/consumer-work";
import { type ServerOptions, startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function start(options: ServerOptions = {}) {
  const server = await startServer(options);
  cleanUp.push(() => server.stop());
  const nc = await connectTo(server.url);
  cleanUp.push(() => nc.close());
  return { server, nc, manager: await jetstreamManager(nc) };
}

const collect = (url: string, more?: Partial<Target>) => collectConsumers(cleanUp, url, more);
const isExact = (row: ConsumerRow) => !row.isLagAtLeast && !row.isUnackedAtLeast;
const versions = ["newest", "2.10", "2.9"] as const;

describe.each(versions)("the consumers of a %s server", (version) => {
  it("are told as the server tells them, with what changes and who is gone", async () => {
    const { server, nc, manager } = await start({ version });
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
    await manager.consumers.add("ORDERS", { durable_name: "billing", ack_policy: "explicit" });
    await manager.consumers.add("ORDERS", {
      durable_name: "shipping",
      filter_subject: "orders.new",
      deliver_subject: "shipping",
      ack_policy: "explicit",
      max_ack_pending: 7,
    });
    for (let n = 0; n < 5; n++) await nc.request("orders.new");
    await nc.request("orders.old");
    await takeSome(nc, "ORDERS", "billing", 2);
    const { api, read, reads } = collect(server.url);
    const { rows, revision } = await reads("both", ({ rows, by }) => rows.length === 2 && by);
    const info = await manager.consumers.info("ORDERS", "billing");
    expect(rows.find(({ name }) => name === "billing")).toMatchObject({
      ...{ stream: "ORDERS", isPull: true, isDurable: true, filterSubjects: [] },
      ...{ waiting: info.num_waiting, ackPending: info.num_ack_pending },
      lagMessages: BigInt(info.num_pending),
      redelivered: info.num_redelivered,
      delivered: {
        streamSequence: BigInt(info.delivered.stream_seq),
        consumerSequence: BigInt(info.delivered.consumer_seq),
      },
      ackFloor: { streamSequence: BigInt(info.ack_floor.stream_seq) },
      createdMs: Date.parse(info.created),
      ackWaitMs: 30_000,
    });
    expect(info).toMatchObject({ num_pending: 4, num_ack_pending: 2 });
    expect(rows.find(({ name }) => name === "shipping")).toMatchObject({
      ...{ isPull: false, isBound: false, filterSubjects: ["orders.new"], maxAckPending: 7 },
      ...{ lagMessages: 5n, cause: "not-bound" },
    });
    expect((await (await api.request("/api/c/test/consumers")).json()) as object).toMatchObject({
      isWhole: true,
      by: "list",
      rows: [{ lagMessages: "4" }, { lagMessages: "5" }],
    });
    await manager.consumers.delete("ORDERS", "shipping");
    const next = await until("it is gone", () => {
      const now = read(revision);
      return now.gone.length > 0 ? now : undefined;
    });
    expect(next).toMatchObject({
      isWhole: false,
      gone: [{ stream: "ORDERS", name: "shipping" }],
    });
  });

  it("are behind by as much time as their oldest message is old, also where it is older than the console", async () => {
    const { server, nc, manager } = await start({ version });
    const filters = {
      ...{ all: {}, one: { filter_subject: "d.1" }, plain: { filter_subject: "p.2" } },
      ...(version === "2.9" ? {} : { two: { filter_subjects: ["d.2", "d.3"] } }),
    };
    const names = Object.keys(filters);
    const streamOf = (name: string) => (name === "plain" ? "PLAIN" : "DIRECT");
    await manager.streams.add({ name: "DIRECT", subjects: ["d.>"], allow_direct: true });
    await manager.streams.add({ name: "PLAIN", subjects: ["p.>"] });
    for (const [durable_name, filter] of Object.entries(filters)) {
      const config = { durable_name, ack_policy: "explicit" as const, ...filter };
      await manager.consumers.add(streamOf(durable_name), config);
    }
    await atPace(60, async (n) => {
      await nc.request(`d.${n % 4}`);
      await nc.request(`p.${n % 4}`);
      return n < 23;
    });
    for (const name of names) {
      const taken = await takeSome(nc, streamOf(name), name, 4);
      for (const reply of taken.slice(0, 2)) await nc.request(reply);
    }
    const { rowWhen } = collect(server.url);
    for (const name of names) {
      const row = await rowWhen("it is known", name, isExact);
      const lag = await trueAge(nc, row, "delivered");
      const unacked = await trueAge(nc, row, "ackFloor");
      expect(lag).toBeGreaterThan(0.3);
      expect(unacked).toBeGreaterThan(lag);
      expect(Math.abs(Number(row.lagSeconds) - lag) / lag).toBeLessThan(0.1);
      expect(Math.abs(Number(row.unackedSeconds) - unacked) / unacked).toBeLessThan(0.1);
    }
  });
});

describe("while messages come and go", () => {
  it("the time lag stays within a tenth of the truth, and says that it grows", async () => {
    const { server, nc, manager } = await start();
    await manager.streams.add({ name: "S", subjects: ["s.>"] });
    const names = ["all", "half"];
    await manager.consumers.add("S", { durable_name: "all", ack_policy: "explicit" });
    await manager.consumers.add("S", {
      ...{ durable_name: "half", ack_policy: "explicit", filter_subject: "s.0" },
    });
    const { row, rowWhen } = collect(server.url);
    await rowWhen("it is there", "all", () => true);
    const ages: { told: number; truth: number }[] = [];
    const note = async (name: string) => {
      const now = row(name) as ConsumerRow;
      const truth = await trueAge(nc, now, "delivered");
      if (!now.isLagAtLeast) ages.push({ told: now.lagSeconds ?? 0, truth });
    };
    // Twenty come a second, and five are taken.
    await atPace(50, async (n) => {
      nc.publish(`s.${n % 2}`);
      if (n % 8 === 7) await workOff(nc, "S", "all", 2);
      if (n % 8 === 7) await workOff(nc, "S", "half", 1);
      if (n % 20 === 19) await Promise.all(names.map(note));
      return n < 140;
    });
    const told = ages.filter(({ truth }) => truth > 1.5);
    expect(told.length).toBeGreaterThan(3);
    const wrong = told.map(({ told, truth }) => Math.abs(told - truth) / truth);
    expect(Math.max(...wrong)).toBeLessThan(0.1);
    const grows = await rowWhen("it grows", "all", ({ trendPerSec }) => trendPerSec !== null);
    expect(grows.trendPerSec).toBeGreaterThan(5);
    expect(grows.etaSeconds).toBeNull();
    expect(grows.inRate).toBeGreaterThan(10);
    expect(grows.inRate).toBeLessThan(22);
  });

  it("what is left drains in about the time that was told", async () => {
    const { server, nc, manager } = await start();
    await manager.streams.add({ name: "S", subjects: ["s"] });
    await manager.consumers.add("S", { durable_name: "drain", ack_policy: "explicit" });
    for (let n = 0; n < 1_000; n++) nc.publish("s");
    await nc.flush();
    const { row, rowWhen } = collect(server.url);
    await rowWhen("it is there", "drain", ({ lagMessages }) => lagMessages === 1_000n);
    const told: { atMs: number; etaSeconds: number }[] = [];
    await atPace(100, async () => {
      const { atMs = 0, lagMessages, etaSeconds } = row("drain") as ConsumerRow;
      if (lagMessages < 700n && etaSeconds !== null) told.push({ atMs, etaSeconds });
      return (await workOff(nc, "S", "drain", 12)) > 0;
    });
    const [first = { atMs: 0, etaSeconds: 0 }] = told;
    const tookSeconds = (Date.now() - first.atMs) / 1_000;
    expect(tookSeconds).toBeGreaterThan(2.5);
    expect(Math.abs(first.etaSeconds - tookSeconds) / tookSeconds).toBeLessThan(0.25);
    const { lagSeconds, trendPerSec, etaSeconds } = await rowWhen(
      "it is drained",
      "drain",
      ({ lagMessages, ackPending }) => lagMessages === 0n && ackPending === 0,
    );
    expect({ lagSeconds, etaSeconds }).toEqual({ lagSeconds: 0, etaSeconds: null });
    expect(trendPerSec).toBeLessThan(0);
  });
});

describe("why a consumer is behind", () => {
  it("is told by what the server shows, and never of one whose workers are at work", async () => {
    const { server, nc, manager } = await start();
    await manager.streams.add({ name: "S", subjects: ["s", "old"] });
    const add = (durable_name: string, config: object = {}) =>
      manager.consumers.add("S", { durable_name, ack_policy: "explicit", ...config });
    await add("left");
    await add("slow");
    await add("held", { max_ack_pending: 3 });
    await add("push", { deliver_subject: "nobody" });
    await add("paused", { pause_until: new Date(Date.now() + 3_600_000).toISOString() });
    await add("outdated", { filter_subject: "old" });
    await manager.streams.update("S", { subjects: ["s"] });
    for (let n = 0; n < 40; n++) await nc.request("s");
    await takeSome(nc, "S", "held", 3);
    const { row, rowWhen } = collect(server.url);
    const seen = new Set<string | undefined>();
    let batch: string[] = [];
    const working = atPace(100, async (n) => {
      // A batch is at work for two seconds, in which nobody asks for anything.
      if (n % 20 === 0) {
        for (const reply of batch) nc.publish(reply, "+ACK");
        batch = await takeSome(nc, "S", "slow", 3);
      }
      seen.add(row("slow")?.cause);
      return row("left")?.cause === undefined;
    });
    await rowWhen("nobody pulls", "left", ({ cause }) => cause === "nobody-pulls", 15_000);
    await working;
    expect([...seen]).toEqual([undefined]);
    await rowWhen("workers hold all", "held", ({ cause }) => cause === "acks-held");
    await rowWhen("nobody listens", "push", ({ cause }) => cause === "not-bound");
    await rowWhen("it is paused", "paused", ({ cause }) => cause === "paused");
    await rowWhen("it gets nothing", "outdated", (now) => now.cause === "filter-matches-nothing");
    nc.subscribe("nobody");
    await rowWhen("somebody listens", "push", ({ cause }) => cause === undefined);
    await workOff(nc, "S", "left", 1);
    await rowWhen("somebody pulls", "left", ({ cause }) => cause === undefined, 4_000);
  });
});

describe.each(versions)("the monitoring URL of a %s server", (version) => {
  it("tells of consumers where the connection may not list them, or is refused (R19, R20)", async () => {
    const deny = { publish: { deny: ["$JS.API.CONSUMER.LIST.>"] } };
    const user = (name: string, more = {}) => ({ user: name, password: name, ...more });
    const config = accountsConfig(
      {
        SYS: { users: [user("sys")] },
        APP: { users: [user("app"), user("shy", { permissions: deny })] },
      },
      "SYS",
    );
    const server = await startServer({ version, config });
    cleanUp.push(() => server.stop());
    const as = (name: string, password = name) => ({ kind: "user", user: name, password }) as const;
    const nc = await connectTo(server.url, { auth: as("app") });
    cleanUp.push(() => nc.close());
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "S", subjects: ["s"] });
    await manager.consumers.add("S", { durable_name: "c", ack_policy: "explicit" });
    for (let n = 0; n < 3; n++) await nc.request("s");
    const monitoringUrl = `http://127.0.0.1:${server.ports.monitor}`;
    for (const auth of [as("shy"), as("app", "wrong")]) {
      const { reads } = collect(server.url, { auth, monitoringUrl });
      const now = await reads("it is told", ({ rows }) => rows.length === 1);
      expect(now).toMatchObject({ by: "monitoring", missing: [], rows: [{ lagMessages: 3n }] });
      expect(now.error).toBeUndefined();
    }
    const alone = collect(server.url, { auth: as("shy") });
    const { error } = await alone.reads(
      "why there is nothing",
      (now) => now.error?.kind === "permission",
    );
    expect(error).toMatchObject({ subject: "$JS.API.CONSUMER.LIST.S" });
  });
});

describe("a consumer", () => {
  it("that is made again under its name begins anew", async () => {
    const { server, nc, manager } = await start();
    await manager.streams.add({ name: "S", subjects: ["s"] });
    await manager.consumers.add("S", { durable_name: "c", ack_policy: "explicit" });
    for (let n = 0; n < 20; n++) await nc.request("s");
    const { rowWhen } = collect(server.url);
    await workOff(nc, "S", "c", 12);
    const old = await rowWhen(
      "a trend",
      "c",
      ({ trendPerSec, ackFloor }) => trendPerSec !== null && ackFloor.consumerSequence === 12n,
    );
    await manager.consumers.delete("S", "c");
    await manager.consumers.add("S", { durable_name: "c", ack_policy: "explicit" });
    const fresh = await rowWhen(
      "the new one",
      "c",
      ({ createdMs }) => createdMs !== old.createdMs,
      1_500,
    );
    expect(fresh).toMatchObject({ trendPerSec: null, lagMessages: 20n, inRate: null });
  });

  it("is looked up once, twenty a second, and not where messages are large", async () => {
    const { server, nc, manager } = await start();
    await manager.streams.add({ name: "S", subjects: ["s.>"], allow_direct: true });
    await manager.streams.add({ name: "BIG", subjects: ["big.>"], allow_direct: true });
    for (let n = 0; n < 30; n++) {
      const config = { durable_name: `c${n}`, filter_subject: `s.${n}`, ack_policy: "explicit" };
      await manager.consumers.add("S", { ...config, ack_policy: "explicit" });
      await nc.request(`s.${n}`);
    }
    await manager.consumers.add("BIG", { durable_name: "big", filter_subject: "big.1" });
    for (const n of [0, 1, 2]) await nc.request(`big.${n}`, "x".repeat(300 * 1_024));
    const asked: string[] = [];
    const isOf = (stream: string) => (at: string) => at === stream;
    nc.subscribe("$JS.API.DIRECT.GET.*", {
      callback: (_error, { subject }) => void asked.push(subject.split(".").at(-1) ?? ""),
    });
    await nc.flush();
    const { reads } = collect(server.url);
    await reads("the first ones", () => asked.length > 0);
    const fromMs = Date.now();
    await reads("all are exact", ({ rows }) => rows.filter(isExact).length === 30);
    expect(asked.length).toBeLessThanOrEqual(21 + (20 * (Date.now() - fromMs)) / 1_000);
    const { asOfMs = 0 } = await reads("a reading", ({ asOfMs }) => asOfMs);
    const { rows } = await reads("two more", (now) => (now.asOfMs ?? 0) > asOfMs + 2_500);
    expect(asked.filter(isOf("S"))).toHaveLength(30);
    expect(asked.filter(isOf("BIG"))).toHaveLength(0);
    const big = rows.find(({ name }) => name === "big");
    expect(big).toMatchObject({ isLagAtLeast: true });
    expect(big?.lagSeconds).toBeGreaterThan(2);
  });

  it("costs the server as much for fifty readers as for one (T53)", async () => {
    const { server, nc, manager } = await start();
    await manager.streams.add({ name: "S", subjects: ["s"] });
    await manager.consumers.add("S", { durable_name: "c", ack_policy: "explicit" });
    const { api, read, reads } = collect(server.url);
    let asked = 0;
    nc.subscribe("$JS.API.CONSUMER.LIST.>", { callback: () => void asked++ });
    await reads("the usual beat", ({ rows }) => rows.length === 1 && asked > 3);
    const before = asked;
    const fromMs = read().asOfMs ?? 0;
    let answers = 0;
    await until("two beats", async () => {
      const path = "/api/c/test/consumers";
      const all = await Promise.all(Array.from({ length: 50 }, () => api.request(path)));
      answers += all.length;
      return (read().asOfMs ?? 0) >= fromMs + 3_900;
    });
    expect(answers).toBeGreaterThan(500);
    expect(asked - before).toBeLessThanOrEqual(3);
  });
});

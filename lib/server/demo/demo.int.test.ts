import { type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import { Objm } from "@nats-io/obj";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getObject } from "@/lib/nats/objects";
import { connectNats } from "@/lib/server/dial/connect";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { type Demo, startDemo } from "./demo";
import { programs } from "./office";
import type { Problem } from "./schedule";
import { labelCount } from "./shelf-labels";
import { papersOf } from "./store-papers";

const mib = 1024 * 1024;

type Bench = {
  server: TestServer;
  demo: Demo;
  connection: NatsConnection;
  manager: JetStreamManager;
  problems: Problem[];
  startedInMs: number;
};

async function startBench(version: "newest" | "2.10" | "2.9", speed: number): Promise<Bench> {
  const server = await startServer({ version });
  const problems: Problem[] = [];
  const since = performance.now();
  const demo = await startDemo({
    connect: (name) => connectNats(targetOf(server.url), { name }),
    report: (problem) => problems.push(problem),
    speed,
  });
  const startedInMs = performance.now() - since;
  const connection = await connectTo(server.url);
  const manager = await jetstreamManager(connection);
  return { server, demo, connection, manager, problems, startedInMs };
}

async function endBench(bench: Bench | undefined): Promise<void> {
  await bench?.connection.close();
  await bench?.demo.stop();
  await bench?.server.stop();
}

async function askAll(connection: NatsConnection, subject: string) {
  const answers = await connection.requestMany(subject, "", { strategy: "stall", maxWait: 1_000 });
  const all = [];
  for await (const answer of answers) all.push(answer.json<Record<string, unknown>>());
  return all;
}

describe("the demo on the newest server", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench("newest", 20);
  });
  afterAll(() => endBench(bench));

  const consumer = (stream: string, name: string) => bench.manager.consumers.info(stream, name);
  const stream = (name: string) => bench.manager.streams.info(name);
  const getObjectInfo = async (bucket: string, name: string) => {
    const read = await getObject(bench.connection, bucket, name, { onChunk: () => undefined });
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return read.value;
  };

  it("starts within two seconds", () => {
    expect(bench.startedInMs).toBeLessThan(2_000);
  });

  it("has a limits, a work-queue and an interest stream, all of them bounded", async () => {
    const found = [];
    for await (const info of bench.manager.streams.list()) found.push(info.config);
    const retentions = Object.fromEntries(found.map(({ name, retention }) => [name, retention]));
    expect(retentions).toMatchObject({
      ORDERS: "limits",
      PAYMENTS: "workqueue",
      SHIPMENTS: "interest",
      TELEMETRY: "limits",
    });
    expect(found.filter(({ max_bytes }) => max_bytes <= 0).map(({ name }) => name)).toEqual([]);
    const bytes = found.reduce((sum, { max_bytes }) => sum + max_bytes, 0);
    expect(bytes).toBeLessThan(200 * mib);
  });

  it("shows a backlog at the first look", async () => {
    const { num_pending } = await until("the backlog of the export", async () => {
      const info = await consumer("ORDERS", "erp-export");
      return info.num_pending > 1_000 && info;
    });
    expect(num_pending).toBeLessThan(20_000);
  });

  it("has a consumer that keeps up while orders come in", async () => {
    const before = (await stream("ORDERS")).state.last_seq;
    await until("new orders, all of them projected", async () => {
      const { state } = await stream("ORDERS");
      const { ack_floor } = await consumer("ORDERS", "order-projection");
      return state.last_seq > before + 50 && state.last_seq - ack_floor.stream_seq < 30;
    });
  });

  it("has a consumer that drains in waves", async () => {
    const pending = async () => (await consumer("ORDERS", "erp-export")).num_pending;
    await until("the export to drain", async () => (await pending()) < 200, 25_000);
    await until("the export to fall behind again", async () => (await pending()) > 400, 25_000);
  }, 60_000);

  it("has a consumer that lost its workers", async () => {
    const first = await consumer("ORDERS", "fraud-scoring");
    expect(first).toMatchObject({ num_waiting: 0, num_ack_pending: 0 });
    await until("pending to grow", async () => {
      const { num_pending } = await consumer("ORDERS", "fraud-scoring");
      return num_pending > first.num_pending;
    });
  });

  it("has a consumer that is stuck on one message while others pass", async () => {
    const first = await until("the poison message to be redelivered", async () => {
      const info = await consumer("SHIPMENTS", "label-printer");
      return info.num_redelivered === 1 && info;
    });
    const poison = await bench.manager.streams.getMessage("SHIPMENTS", {
      seq: first.ack_floor.stream_seq + 1,
    });
    expect(poison?.json()).toMatchObject({ parcels: "2 boxes, see e-mail" });
    await until("others to be delivered behind it", async () => {
      const info = await consumer("SHIPMENTS", "label-printer");
      expect(info.ack_floor.stream_seq).toBe(first.ack_floor.stream_seq);
      return info.delivered.stream_seq > first.delivered.stream_seq + 5;
    });
  });

  it("has a consumer that is paused for weeks", async () => {
    const { paused, pause_remaining } = await consumer("ORDERS", "recommendations");
    expect(paused).toBe(true);
    expect(pause_remaining / 1e9 / 86_400).toBeGreaterThan(7);
  });

  it("has push consumers that are bound", async () => {
    expect(await consumer("SHIPMENTS", "tour-planning")).toMatchObject({ push_bound: true });
    expect(await consumer("AUDIT", "siem-forwarder")).toMatchObject({ push_bound: true });
  });

  it("has workers that hold every ack they may", async () => {
    await until("all acks of transfer-matching to be taken", async () => {
      const { num_ack_pending, config } = await consumer("PAYMENTS", "transfer-matching");
      return num_ack_pending === config.max_ack_pending;
    });
  });

  it("sends JSON with headers, binary readings and lines of text", async () => {
    const last = (name: string, subject: string) =>
      bench.manager.streams.getMessage(name, { last_by_subj: subject });
    const order = await last("ORDERS", "orders.eu.created");
    expect(order?.json()).toMatchObject({ event: "order.created" });
    expect(order?.header.get("traceparent")).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(order?.header.get("Content-Type")).toBe("application/json");
    const reading = await last("TELEMETRY", "telemetry.reno.power");
    expect(Buffer.from(reading?.data ?? []).toString("latin1", 0, 2)).toBe("FW");
    const line = await last("AUDIT", "audit.>");
    expect(line?.string()).toMatch(/ order=ORD-\d+ /);
  });

  it("edits its buckets, with history, and lets sessions come and go", async () => {
    const kvm = new Kvm(bench.connection);
    const config = await kvm.open("config");
    expect((await config.get("maintenance.window"))?.operation).toMatch(/PUT|DEL/);
    const { streamInfo } = await config.status();
    expect(streamInfo.config.max_msgs_per_subject).toBe(10);
    expect(streamInfo.state.messages).toBeGreaterThan(streamInfo.state.num_subjects ?? 0);
    expect((await (await kvm.open("flags")).status()).values).toBeGreaterThan(7);
    const sessions = await (await kvm.open("sessions")).status();
    expect(sessions.ttl).toBe(600_000);
    const before = sessions.streamInfo.state.last_seq;
    await until("somebody to enter the shop", async () => {
      return (await stream("KV_sessions")).state.last_seq > before;
    });
  });

  it("has keys to expire, a mirror, deleted keys, a picture, and some 20,000 keys", async () => {
    const last = (name: string, key: string) =>
      bench.manager.streams.getMessage(`KV_${name}`, { last_by_subj: key });
    const labels = await until("all labels to be printed", async () => {
      const { state } = await stream("KV_labels");
      return state.num_subjects === labelCount && state;
    });
    expect(labels.messages).toBeGreaterThan(19_000);
    expect((await last("holds", "$KV.holds.>"))?.header.get("Nats-TTL")).toMatch(/^\d+s$/);
    expect((await last("flags-apac", "$KV.flags.shop.reviews"))?.json()).toHaveProperty("enabled");
    expect((await last("flags", "$KV.flags.checkout.guest"))?.header.get("KV-Operation")).toBe(
      "DEL",
    );
    expect(await last("config", "$KV.config.erp.customers:import$v1")).not.toBeNull();
    const picture = await until("a picture", () =>
      last("catalogue", "$KV.catalogue.products/COF-YIR-250/card").then((found) => found ?? false),
    );
    expect(Buffer.from(picture.data).toString("latin1", 1, 4)).toBe("PNG");
    const ranking = await bench.manager.streams.info("KV_config", {
      subjects_filter: "$KV.config.search.ranking",
    });
    expect(ranking.state.subjects?.["$KV.config.search.ranking"]).toBe(10);
  });

  it("keeps pictures and papers that come out as they were put in, and seals the books", async () => {
    const areSealed = async () => (await stream("OBJ_books-2025")).config.sealed;
    await until("the books to be sealed, which comes last", areSealed, 20_000);
    for (const paper of papersOf(7)) {
      const chunks: Uint8Array[] = [];
      const onChunk = (chunk: Uint8Array) => void chunks.push(chunk.slice());
      const read = await getObject(bench.connection, paper.bucket, paper.name, { onChunk });
      expect(read).toMatchObject({ ok: true });
      expect(Buffer.concat(chunks).equals(paper.content()), paper.name).toBe(true);
    }
    const big = await getObjectInfo("documents", "exports/catalogue.ndjson");
    expect(big.chunks).toBeGreaterThan(40);
    expect(await getObjectInfo("documents", "exports/latest.ndjson")).toEqual(big);
    expect(await getObjectInfo("assets", "charts/parcels-by-day.png")).toEqual(
      await getObjectInfo("documents", "reports/parcels.png"),
    );
  });

  it("has a deleted object, chunks that no object names, and cameras that go on", async () => {
    const documents = await new Objm(bench.connection).open("documents");
    expect(await documents.info("price-list-summer.csv")).toMatchObject({ deleted: true });
    const { state } = await bench.manager.streams.info("OBJ_documents", { subjects_filter: ">" });
    const used = new Set((await documents.list()).map(({ nuid }) => nuid));
    const left = Object.keys(state.subjects ?? {}).filter((subject) => {
      return subject.startsWith("$O.documents.C.") && !used.has(subject.split(".")[3] ?? "");
    });
    expect(left).toHaveLength(1);
    const cameras = async () => (await stream("OBJ_dock-cameras")).state;
    const before = await cameras();
    await until("a picture in the place of another", async () => {
      const { last_seq, messages } = await cameras();
      return last_seq > before.last_seq && messages <= 12;
    });
  });

  it("runs three services, one of them twice, that answer and count", async () => {
    const pings = await askAll(bench.connection, "$SRV.PING");
    expect(pings.map(({ name }) => name).toSorted()).toEqual([
      "inventory",
      "inventory",
      "pricing",
      "shipping-quotes",
    ]);
    const info = await askAll(
      bench.connection,
      `$SRV.INFO.pricing.${pings.find(({ name }) => name === "pricing")?.id}`,
    );
    expect(info).toMatchObject([
      { type: "io.nats.micro.v1.info_response", endpoints: [{ subject: "pricing.quote" }] },
    ]);
    await until("requests and errors to be counted", async () => {
      const stats = await askAll(bench.connection, "$SRV.STATS.inventory");
      const endpoints = stats.flatMap(({ endpoints }) => endpoints as Record<string, number>[]);
      const sum = (field: string) =>
        endpoints.reduce((total, endpoint) => total + (endpoint[field] ?? 0), 0);
      return sum("num_requests") > 50 && sum("num_errors") > 0 && sum("processing_time") > 0;
    });
  });

  it("answers an unknown product with an error that micro clients know", async () => {
    const answer = await bench.connection.request("inventory.stock", `{"sku":"NO-SUCH"}`, {
      timeout: 1_000,
      headers: headers(),
    });
    expect(answer.headers?.get("Nats-Service-Error-Code")).toBe("404");
    expect(answer.headers?.get("Nats-Service-Error")).toBe("unknown SKU NO-SUCH");
  });

  it("survives a request that is no JSON", async () => {
    const answer = await bench.connection.request("pricing.quote", "not json", { timeout: 1_000 });
    expect(answer.headers?.get("Nats-Service-Error-Code")).toBe("400");
  });

  it("names its connections after its programs", async () => {
    const connz = await fetch(`http://127.0.0.1:${bench.server.ports.monitor}/connz`);
    const { connections } = (await connz.json()) as { connections: { name: string }[] };
    expect(connections.map(({ name }) => name)).toEqual(expect.arrayContaining([...programs]));
  });

  it("has nothing to report", () => {
    expect(bench.problems).toEqual([]);
  });
});

describe.each(["2.10", "2.9"] as const)("the demo on %s", (version) => {
  let bench: Bench | undefined;
  afterAll(() => endBench(bench));

  it("does without what the server lacks, and complains about nothing", async () => {
    bench = await startBench(version, 5);
    const { manager } = bench;
    const names = [];
    for await (const info of manager.consumers.list("ORDERS")) names.push(info.name);
    expect(names.toSorted()).toEqual(["erp-export", "fraud-scoring", "order-projection"]);
    const before = (await manager.streams.info("ORDERS")).state.last_seq;
    await until("orders to come in", async () => {
      return (await manager.streams.info("ORDERS")).state.last_seq > before + 20;
    });
    expect((await manager.streams.info("KV_holds")).config.max_age).toBe(120_000_000_000);
    const areSealed = async () => (await manager.streams.info("OBJ_books-2025")).config.sealed;
    await until("the books to be sealed, which comes last", areSealed, 20_000);
    expect(bench.problems).toEqual([]);
  });
});

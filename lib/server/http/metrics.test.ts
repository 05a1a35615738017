import { describe, expect, it } from "vitest";
import { labConsumer, labServer, labServers, labStream } from "@/lib/live/snapshot-lab";
import type { ConsumerRow, ConsumersDelta } from "@/lib/model/consumers";
import type { SnapshotDelta } from "@/lib/model/snapshot";
import { parseScrape } from "@/lib/testing/prometheus";
import { createMetrics, type MetricsOptions } from "./metrics";

const nowMs = 1_790_000_000_000;

type Known = {
  id: string;
  label?: string;
  figures?: Partial<SnapshotDelta>;
  consumers?: Partial<ConsumersDelta>;
};

function metricsOf(...known: Known[]) {
  const told = { revision: "a.1", answeredMs: nowMs, beatMs: 2_000, isWhole: true };
  const collectors = new Map(
    known.map(({ id, figures, consumers }) => [
      id,
      {
        read: () => ({ ...told, ...figures }),
        consumers: () => ({ ...told, asOfMs: nowMs, rows: [], gone: [], ...consumers }),
      },
    ]),
  );
  const listed = known.map(({ id, label = id }) => ({
    target: { id, label },
    status: { state: "connected" },
  }));
  const options = {
    version: "1.2.3",
    registry: { list: () => listed },
    collectors,
    gateway: { connectionCount: () => 3 },
    history: undefined,
  } as unknown as MetricsOptions;
  return createMetrics(options);
}

async function scrape(...known: Known[]) {
  const answer = await metricsOf(...known).request("/metrics");
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const { series, types } = parseScrape(await answer.text());
  const valueIn = (name: string, labels: Record<string, string> = {}) =>
    series.find(
      (one) =>
        one.name === name &&
        Object.entries(labels).every(([label, value]) => one.labels[label] === value),
    )?.value;
  return { series, types, valueIn };
}

const row = (name: string, changes: Partial<ConsumerRow> = {}) =>
  labConsumer("ORDERS", name, {
    ...{ pending: 12n, lagMessages: 12n, lagSeconds: 4.5, ackPending: 2, redelivered: 1 },
    ...{ delivered: { streamSequence: 90n, consumerSequence: 95n, lastActiveMs: nowMs - 1_500 } },
    ...changes,
  });

describe("GET /metrics", () => {
  it("tells each connection's consumers, streams and servers by the exporter's names, and the guides'", async () => {
    const { valueIn, types } = await scrape(
      {
        id: "local",
        label: "Local",
        figures: {
          servers: {
            ...{ asOfMs: nowMs },
            value: labServers(
              labServer("N1", { inMessages: 77n, connections: 5, cluster: "east" }),
              labServer("N2", { isAnswering: false }),
            ).value,
          },
          jetstream: {
            asOfMs: nowMs,
            value: {
              ...{ streams: 1, consumers: 1, memory: { usedBytes: 0n }, apiErrors: 0n },
              ...{ storage: { usedBytes: 2_048n, limitBytes: 4_096n }, apiRequests: 9n },
            },
          },
          streams: {
            ...{ asOfMs: nowMs, gone: [] },
            rows: [{ ...labStream("ORDERS", { lastSequence: 102n }), inRate: 1, trend: [] }],
          },
        },
        consumers: {
          tookMs: 250,
          rows: [row("billing", { cause: "nobody-pulls", waiting: 0 })],
        },
      },
      { id: "other", consumers: { rows: [row("billing", { pending: 1n })] } },
    );
    const billing = { connection: "local", stream_name: "ORDERS", consumer_name: "billing" };
    expect(valueIn("jetstream_consumer_num_pending", billing)).toBe(12);
    expect(valueIn("jetstream_consumer_num_pending", { ...billing, connection: "other" })).toBe(1);
    expect(valueIn("jetstream_consumer_pending", billing)).toBe(12);
    expect(valueIn("jetstream_consumer_delivered_consumer_seq", billing)).toBe(95);
    expect(valueIn("jetstream_consumer_last_delivery_seconds", billing)).toBe(1.5);
    expect(valueIn("natsight_consumer_lag_seconds", billing)).toBe(4.5);
    expect(valueIn("natsight_consumer_held", { ...billing, cause: "nobody-pulls" })).toBe(1);
    expect(valueIn("jetstream_stream_last_seq", { stream_name: "ORDERS" })).toBe(102);
    expect(valueIn("jetstream_stream_limit_bytes", { stream_name: "ORDERS" })).toBe(-1);
    expect(valueIn("gnatsd_varz_in_msgs", { server_id: "N1", cluster: "east" })).toBe(77);
    expect(types.get("gnatsd_varz_in_msgs")).toBe("counter");
    expect(valueIn("nats_connections", { server_id: "N1" })).toBe(5);
    expect(valueIn("jetstream_storage_used_bytes", { connection: "local" })).toBe(2_048);
    expect(valueIn("natsight_collector_sweep_seconds", { reads: "consumers" })).toBe(0.25);
    expect(valueIn("natsight_gateway_sockets")).toBe(3);
    expect(valueIn("natsight_build_info", { version: "1.2.3" })).toBe(1);
    expect(valueIn("natsight_connection_up", { connection: "local", name: "Local" })).toBe(1);
  });

  it("tells nothing that is not known: no old figure, no dead server, no unknown lag", async () => {
    const timeout = { kind: "timeout", what: "The figures" } as const;
    const { series, valueIn } = await scrape({
      id: "local",
      figures: {
        servers: {
          asOfMs: nowMs,
          value: labServers(labServer("N1", { isAnswering: false })).value,
        },
        jetstream: {},
        streams: {
          ...{ asOfMs: nowMs - 11_000, gone: [] },
          rows: [{ ...labStream("OLD"), inRate: 1, trend: [] }],
        },
      },
      consumers: {
        missing: ["AWAY"],
        rows: [row("known", { lagSeconds: null }), labConsumer("AWAY", "lost")],
      },
    });
    expect(valueIn("natsight_server_up", { server_id: "N1" })).toBe(0);
    const names = new Set(series.map(({ name }) => name));
    expect([...names].filter((name) => /^(gnatsd|nats_|jetstream_s)/.test(name))).toEqual([]);
    expect(names).not.toContain("natsight_consumer_lag_seconds");
    expect(series.some(({ labels }) => labels.stream_name === "AWAY")).toBe(false);
    expect(valueIn("jetstream_consumer_num_pending", { consumer_name: "known" })).toBe(12);
    const failed = await scrape({
      id: "local",
      consumers: { error: timeout, rows: [row("known")] },
    });
    expect(failed.valueIn("jetstream_consumer_num_pending")).toBeUndefined();
    expect(failed.valueIn("natsight_connection_up")).toBe(1);
  });

  it("keeps hostile names inside their labels (T34)", async () => {
    const name = 'a"} 1\n# TYPE x gauge\\\n\\n,b="c"{}\r\u2028Größe';
    const { series } = await scrape({
      id: 'i"d',
      label: name,
      figures: {
        streams: { asOfMs: nowMs, gone: [], rows: [{ ...labStream(name), inRate: 1, trend: [] }] },
      },
      consumers: { rows: [row(name), row(`${name}\\`)] },
    });
    const of = (label: string) => new Set(series.flatMap(({ labels }) => labels[label] ?? []));
    expect([...of("connection")]).toEqual(['i"d']);
    expect([...of("stream_name")]).toEqual([name, "ORDERS"]);
    expect([...of("consumer_name")]).toEqual([name, `${name}\\`]);
  });

  it("writes long numbers with every digit", async () => {
    const answer = await metricsOf({
      id: "local",
      consumers: { rows: [row("a", { pending: 18_446_744_073_709_551_615n })] },
    }).request("/metrics");
    expect(await answer.text()).toContain('consumer_name="a"} 18446744073709551615\n');
  });

  it("takes no parameters", async () => {
    expect((await metricsOf().request("/metrics?x=1")).status).toBe(400);
  });

  it("writes ten thousand consumers in 200 ms of processor time", async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) =>
      labConsumer(`STREAM_${at % 1_000}`, `consumer-${at}`, { pending: BigInt(at) }),
    );
    const api = metricsOf({ id: "local", consumers: { rows } });
    const spentMs: number[] = [];
    // The first rounds are those of a compiler that warms up.
    for (let round = 0; round < 10; round++) {
      const before = process.cpuUsage();
      const answer = await api.request("/metrics");
      const { user, system } = process.cpuUsage(before);
      spentMs.push((user + system) / 1_000);
      const text = await answer.text();
      expect(text.match(/^jetstream_consumer_num_pending\{/gm)).toHaveLength(10_000);
    }
    expect(Math.min(...spentMs)).toBeLessThan(200);
  });
});

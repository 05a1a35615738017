import { jetstreamManager } from "@nats-io/jetstream";
import { afterEach, describe, expect, it } from "vitest";
import type { ConsumersDelta } from "@/lib/model/consumers";
import { createRegistry } from "@/lib/server/connections/registry";
import type { Target } from "@/lib/server/connections/target";
import { createCollectorApi } from "@/lib/server/http/api-collector";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { type ServerOptions, startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createCollectors } from "./collectors";

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

/** A collector of a target, and the program's way to it. */
function collect(target: Target) {
  const registry = createRegistry([target]);
  const collectors = createCollectors(registry, "admin");
  cleanUp.push(async () => {
    await collectors.close();
    await registry.close();
  });
  const read = (since?: string): ConsumersDelta => {
    const collector = collectors.get("test");
    if (!collector) throw new Error("no collector");
    return collector.consumers(since);
  };
  const reads = (what: string, check: (now: ConsumersDelta) => unknown, withinMs = 10_000) =>
    until(
      what,
      () => {
        const now = read();
        return check(now) ? now : undefined;
      },
      withinMs,
    );
  return { api: createCollectorApi({ registry, collectors }), read, reads };
}

describe.each(["newest", "2.10", "2.9"] as const)("the consumers of a %s server", (version) => {
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
    const { api, read, reads } = collect(targetOf(server.url));
    const { rows, revision } = await reads("both", ({ rows }) => rows.length === 2);
    expect(rows.find(({ name }) => name === "billing")).toMatchObject({
      ...{ stream: "ORDERS", isPull: true, isDurable: true, filterSubjects: [], waiting: 0 },
      ...{ lagMessages: 6n, ackPending: 0, delivered: { streamSequence: 0n } },
    });
    expect(rows.find(({ name }) => name === "shipping")).toMatchObject({
      ...{ isPull: false, isBound: false, filterSubjects: ["orders.new"], maxAckPending: 7 },
      lagMessages: 5n,
    });
    expect((await (await api.request("/api/c/test/consumers")).json()) as object).toMatchObject({
      isWhole: true,
      by: "list",
      rows: [{ lagMessages: "6" }, { lagMessages: "5" }],
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
});

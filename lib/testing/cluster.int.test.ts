import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterEach, describe, expect, it } from "vitest";
import { processStart } from "@/lib/server/lock/process.mjs";
import { startCluster, type TestCluster } from "./cluster";
import { connectTo } from "./connect";
import { until } from "./until";

let cluster: TestCluster | undefined;
let nc: NatsConnection | undefined;

afterEach(async () => {
  await nc?.close();
  await cluster?.stop();
  nc = undefined;
  cluster = undefined;
});

describe.each(["newest", "2.10", "2.9"] as const)("a %s cluster", (version) => {
  it("keeps a replicated stream while one of three servers is dead", {
    timeout: 60_000,
  }, async () => {
    cluster = await startCluster({ version });
    const [first, second, third] = cluster.servers;
    if (!first || !second || !third) throw new Error("three servers were wanted");
    nc = await connectTo(first.url);
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"], num_replicas: 3 });
    await jetstream(nc).publish("orders.new", "one");
    await nc.close();

    const leader = await cluster.leader();
    const lost = cluster.servers.find((server) => server.name === leader) ?? first;
    const pid = lost.pid;
    await lost.kill();
    expect(processStart(pid)).toBeUndefined();
    const other = cluster.servers.find((server) => server !== lost) ?? second;
    expect(await cluster.leader()).not.toBe(leader);
    nc = await connectTo(other.url);
    const survivors = await jetstreamManager(nc);
    const stored = await until("the stream has a leader again", () =>
      survivors.streams.info("ORDERS").then(
        (info) => info.state.messages,
        () => undefined,
      ),
    );
    expect(stored).toBe(1);
    await lost.restart();
    await cluster.healthy();
  });
});

it("leaves no process behind", async () => {
  cluster = await startCluster();
  const pids = cluster.servers.map((server) => server.pid);
  await cluster.stop();
  expect(pids.map((pid) => processStart(pid))).toEqual([undefined, undefined, undefined]);
});

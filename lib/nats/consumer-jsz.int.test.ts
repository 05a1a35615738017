import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterEach, expect, it } from "vitest";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { accountsConfig } from "@/lib/testing/accounts";
import { startCluster } from "@/lib/testing/cluster";
import { connectTo } from "@/lib/testing/connect";
import { takeSome } from "@/lib/testing/consumer-work";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createBreath } from "./breath";
import { askForConsumers, consumersOf } from "./consumer-jsz";
import { listConsumers } from "./consumer-list";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const accounts = accountsConfig(
  {
    SYS: { users: [{ user: "sys", password: "sys" }] },
    APP: { users: [{ user: "app", password: "app" }] },
  },
  "SYS",
);

async function connectBoth(url: string) {
  const [app, system] = await Promise.all(
    ["app", "sys"].map((user) => connectTo(url, { auth: { kind: "user", user, password: user } })),
  );
  if (!app || !system) throw new Error("not connected");
  cleanUp.push(
    () => app.close(),
    () => system.close(),
  );
  return { app, system };
}

async function fill(app: NatsConnection, replicas: number) {
  const manager = await jetstreamManager(app);
  for (const [name, num_replicas] of [
    ["ONE", 1],
    ["ALL", replicas],
  ] as const) {
    await manager.streams.add({ name, subjects: [`${name}.*`], num_replicas });
    for (const filter_subject of ["a", "b"]) {
      const config = { durable_name: filter_subject, filter_subject: `${name}.${filter_subject}` };
      await manager.consumers.add(name, { ...config, ack_policy: "explicit" as const });
    }
    for (let n = 0; n < 6; n++) await app.request(`${name}.a`);
    await takeSome(app, name, "a", 2);
  }
}

/** What one server is told a moment after another differs in its time, and in who is how far behind. */
const comparable = (all: ConsumerSummary[]) =>
  all
    .map(({ atMs: _at, group, ...rest }) => ({ ...rest, leader: group?.leader }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));

async function compare(app: NatsConnection, system: NatsConnection, expected: number) {
  const told = await until("every server tells", async () => {
    const answer = await askForConsumers(system, "APP", {
      ...{ expected, nowMs: Date.now, breathe: createBreath() },
    });
    return answer.ok && answer.value.length === expected && answer.value;
  });
  for (const stream of ["ONE", "ALL"]) {
    const list = await listConsumers(app, stream);
    const found = consumersOf(stream, told);
    if (!list.ok || !found) throw new Error(`${stream} is not told`);
    expect(found).toMatchObject({ missing: [], isWhole: true });
    expect(comparable(found.consumers)).toEqual(comparable(list.value.consumers));
    expect(found.consumers.map(({ pending }) => pending)).toContain(4n);
  }
  expect(consumersOf("NONE", told)).toBeUndefined();
}

it.each(["newest", "2.10", "2.9"] as const)(
  "the system account of a %s server tells of consumers what a list tells",
  async (version) => {
    const server = await startServer({ version, config: accounts });
    cleanUp.push(() => server.stop());
    const { app, system } = await connectBoth(server.url);
    await fill(app, 1);
    await compare(app, system, 1);
  },
);

it("in a cluster only the leader's word counts", async () => {
  const cluster = await startCluster({ config: accounts });
  cleanUp.push(() => cluster.stop());
  const { app, system } = await connectBoth(cluster.servers[0]?.url ?? "");
  await fill(app, 3);
  await compare(app, system, 3);
});

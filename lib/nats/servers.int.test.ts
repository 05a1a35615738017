import type { NatsConnection } from "@nats-io/nats-core";
import { afterEach, expect, it } from "vitest";
import type { ServerList } from "@/lib/model/servers";
import { accountsConfig, type User } from "@/lib/testing/accounts";
import { startCluster } from "@/lib/testing/cluster";
import { connectTo } from "@/lib/testing/connect";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { onConnectionEvent } from "./connection-events";
import { askServers } from "./servers";
import { createSweep } from "./sweep";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const accounts = (permissions?: User["permissions"]) =>
  accountsConfig(
    {
      SYS: {
        users: [
          { user: "sys", password: "sys", ...(permissions ? { permissions } : {}) },
          { user: "root", password: "root" },
        ],
      },
      APP: { users: [{ user: "app", password: "app" }] },
    },
    "SYS",
  );

async function open(url: string, user: string): Promise<NatsConnection> {
  const nc = await connectTo(url, { auth: { kind: "user", user, password: user } });
  cleanUp.push(() => nc.close());
  return nc;
}

/** A sweep of the servers alone, on a clock that is put on by hand. */
function listing(app: NatsConnection, system: NatsConnection) {
  let passedMs = 0;
  const sweep = createSweep({
    nowMs: () => Date.now() + passedMs,
    sources: () => [{ by: "system-account", ask: (asked) => askServers(system, asked) }],
  });
  const list = async (): Promise<ServerList> => {
    let found: ServerList | undefined;
    await sweep.figures(app, {
      servers(reading) {
        found = reading.ok ? reading.value : undefined;
      },
      account: () => undefined,
      clients: () => undefined,
    });
    if (!found) throw new Error("no list");
    return found;
  };
  const pass = (ms: number) => {
    passedMs += ms;
  };
  return { list, pass };
}

const namesOf = ({ servers }: ServerList) => servers.map(({ name }) => name);

it("asks once for what is refused, while the rest goes on: each refusal is a line in the server's log", async () => {
  const server = await startServer({
    config: accounts({ publish: { deny: ["$SYS.REQ.SERVER.PING.JSZ"] } }),
  });
  cleanUp.push(() => server.stop());
  const app = await open(server.url, "app");
  const system = await open(server.url, "sys");
  let refusals = 0;
  onConnectionEvent(system, ({ type }) => {
    if (type === "refused") refusals++;
  });
  const { list } = listing(app, system);
  for (let beat = 0; beat < 5; beat++) expect((await list()).servers).toHaveLength(1);
  expect(refusals).toBe(1);
});

it("finds a server whose answer is long on its way, within ten seconds, and keeps it", async () => {
  const server = await startServer({
    ...{ name: "near-1", jetstream: false },
    config: `cluster { name: near, host: "127.0.0.1", port: -1 }\n${accounts().replaceAll("jetstream: enabled", "")}`,
  });
  cleanUp.push(() => server.stop());
  const app = await open(server.url, "app");
  const system = await open(server.url, "root");
  const far = await open(server.url, "root");
  const own = await system.request("$SYS.REQ.SERVER.PING.VARZ");
  const told = own
    .string()
    .replaceAll('"near-1"', '"far-1"')
    .replace(/"server_id":"[^"]*"/, '"server_id":"NFAR"');
  far.subscribe("$SYS.REQ.SERVER.PING.VARZ", {
    callback: (_error, message) => void setTimeout(() => message.respond(told), 350),
  });
  await far.flush();
  const { list, pass } = listing(app, system);
  expect(namesOf(await list())).toEqual(["near-1"]);
  pass(10_000);
  expect(namesOf(await list())).toEqual(["far-1", "near-1"]);
  expect((await list()).servers.every(({ isAnswering }) => isAnswering)).toBe(true);
});

it.each(["newest", "2.10", "2.9"] as const)(
  "forgets a %s server that was taken out of its cluster, and not one that is only away",
  async (version) => {
    const cluster = await startCluster({ version, config: accounts() });
    cleanUp.push(() => cluster.stop());
    const leader = await cluster.leader();
    const staying = cluster.servers.find(({ name }) => name === leader);
    const leaving = cluster.servers.find(({ name }) => name !== leader);
    const app = await open(staying?.url ?? "", "app");
    const system = await open(staying?.url ?? "", "root");
    const { list } = listing(app, system);
    await until("all are there", async () => namesOf(await list()).length === 3);
    await leaving?.kill();
    const away = await until("it is away", async () => {
      const now = await list();
      return now.servers.some(({ isAnswering }) => !isAnswering) && now;
    });
    expect(namesOf(away)).toContain(leaving?.name);
    await until("it is removed", async () => {
      const answer = await system.request(
        "$JS.API.SERVER.REMOVE",
        JSON.stringify({ peer: leaving?.name }),
      );
      return answer.json<{ success?: boolean }>().success === true;
    });
    const rest = await until("it is forgotten", async () => {
      const now = await list();
      return now.servers.length === 2 && now;
    });
    expect(namesOf(rest)).not.toContain(leaving?.name);
  },
  60_000,
);

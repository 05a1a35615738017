import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { AccountFigures, JetStreamFigures } from "@/lib/model/account";
import type { ClientList } from "@/lib/model/clients";
import type { ServerList } from "@/lib/model/servers";
import type { StreamSummary } from "@/lib/model/streams";
import { accountsConfig } from "@/lib/testing/accounts";
import { startCluster, type TestCluster } from "@/lib/testing/cluster";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { askServers } from "./servers";
import { createSweep, type Sweep, type SweepOptions } from "./sweep";

const accounts = accountsConfig(
  {
    SYS: { users: [{ user: "sys", password: "sys" }] },
    APP: { users: [{ user: "app", password: "app" }] },
  },
  "SYS",
);
const as = (user: string) => ({ auth: { kind: "user", user, password: user } }) as const;

type Read = {
  servers?: Reading<ServerList>;
  account?: Reading<AccountFigures>;
  jetstream?: Reading<JetStreamFigures>;
  clients?: Reading<ClientList>;
  streams?: Reading<StreamSummary[]>;
};

async function stored(sweep: Sweep, nc: NatsConnection): Promise<Read> {
  const read: Read = {};
  await sweep.stored(nc, {
    jetstream(reading) {
      read.jetstream = reading;
    },
    streams(reading) {
      read.streams = reading;
    },
  });
  return read;
}

async function figures(sweep: Sweep, nc: NatsConnection): Promise<Read> {
  const read: Read = {};
  await sweep.figures(nc, {
    servers(reading) {
      read.servers = reading;
    },
    account(reading) {
      read.account = reading;
    },
    clients(reading) {
      read.clients = reading;
    },
  });
  return read;
}

const nowMs = () => Date.now();
const overSystem = (system: NatsConnection): SweepOptions => ({
  nowMs,
  sources: () => [{ by: "system-account", ask: (asked) => askServers(system, asked) }],
});

function had<T>(reading: Reading<T> | undefined): T {
  if (!reading?.ok) throw new Error(`no value: ${JSON.stringify(reading)}`);
  return reading.value;
}

describe.each(["newest", "2.10", "2.9"] as const)("a sweep of a %s server", (version) => {
  let server: TestServer;
  let app: NatsConnection;
  let system: NatsConnection;
  beforeAll(async () => {
    server = await startServer({ version, name: "solo", config: accounts });
    app = await connectTo(server.url, as("app"));
    system = await connectTo(server.url, as("sys"));
  });
  afterAll(async () => {
    await Promise.all([app?.close(), system?.close()]);
    await server?.stop();
  });

  it("lists it by the system account, with its health and what it stores (R19)", async () => {
    const read = await figures(createSweep(overSystem(system)), app);
    const list = had(read.servers);
    expect(list).toMatchObject({
      by: "system-account",
      servers: [
        {
          ...{ name: "solo", version: server.version, isAnswering: true, routes: 0, leafNodes: 0 },
          health: { state: "ok" },
          jetstream: { streams: 0, consumers: 0, storage: { usedBytes: 0n } },
        },
      ],
    });
    expect(list.meta).toBeUndefined();
    const [one] = list.servers;
    expect(one?.jetstream?.storage.limitBytes).toBeGreaterThan(0n);
    expect(Math.abs(one?.clockOffsetMs ?? 1e9)).toBeLessThan(1_000);
  });

  it("counts the account's own clients and nobody else's", async () => {
    const read = await figures(createSweep({ nowMs }), app);
    expect(had(read.clients)).toEqual({ total: 1, slowest: [] });
    expect(had(read.account).connections).toBe(1);
  });

  it("says that nobody tells of the servers, and still brings the account (R20)", async () => {
    const read = await figures(createSweep({ nowMs }), app);
    expect(read.servers).toMatchObject({ ok: false, error: { kind: "no-responders" } });
    expect(read.account).toMatchObject({ ok: true });
  });

  it("does not ask again at the next beat who was refused", async () => {
    const sweep = createSweep({ nowMs });
    await figures(sweep, app);
    expect((await figures(sweep, app)).servers).toBeUndefined();
    sweep.startOver();
    expect((await figures(sweep, app)).servers).toBeDefined();
  });
});

describe("a sweep of a cluster", () => {
  let cluster: TestCluster;
  let app: NatsConnection;
  let system: NatsConnection;
  beforeAll(async () => {
    cluster = await startCluster({ config: accounts });
    const [first] = cluster.urls;
    app = await connectTo(first ?? "", as("app"));
    system = await connectTo(first ?? "", as("sys"));
    const manager = await jetstreamManager(app);
    for (let index = 0; index < 3; index++) {
      await manager.streams.add({ name: `S${index}`, subjects: [`s${index}`] });
    }
    await manager.streams.add({ name: "R3", subjects: ["r3"], num_replicas: 3 });
  });
  afterAll(async () => {
    await Promise.all([app?.close(), system?.close()]);
    await cluster?.stop();
  });

  it("lists all three with their meta leader; marks one that died, and takes it back (R19)", async () => {
    const sweep = createSweep(overSystem(system));
    const list = had((await figures(sweep, app)).servers);
    expect(list.servers.map(({ name }) => name)).toEqual(["lab-1", "lab-2", "lab-3"]);
    expect(list.meta).toMatchObject({ leader: await cluster.leader(), size: 3, offline: [] });

    const third = cluster.servers[2];
    await third?.kill();
    const after = had((await figures(sweep, app)).servers);
    expect(after.servers.map(({ isAnswering }) => isAnswering)).toEqual([true, true, false]);
    expect(after.servers[2]?.asOfMs).toBe(list.servers[2]?.asOfMs);
    expect(after.servers[0]?.asOfMs).toBeGreaterThan(list.servers[0]?.asOfMs ?? 0);

    await third?.restart();
    const back = await until("it answers again", async () => {
      const { servers } = had((await figures(sweep, app)).servers);
      return servers.every(({ isAnswering }) => isAnswering) && servers;
    });
    expect(back.map(({ name }) => name)).toEqual(["lab-1", "lab-2", "lab-3"]);
  });

  it("keeps a stream whose only server is gone, without its leader", async () => {
    const lonely = await until("S0 and who holds it", async () => {
      const { streams } = await stored(createSweep({ nowMs }), app);
      const found = streams?.ok && streams.value.find(({ name }) => name === "S0");
      return found && found.group?.leader !== undefined && found;
    });
    const holder = cluster.servers.find(({ name }) => name === lonely.group?.leader);
    const other = cluster.servers.find(({ name }) => name !== lonely.group?.leader);
    const nc = await connectTo(other?.url ?? "", as("app"));
    const sweep = createSweep({ nowMs });
    await until("all are known", async () => {
      const { streams } = await stored(sweep, nc);
      return streams?.ok && streams.value.length === 4;
    });
    await holder?.kill();
    const kept = await until(
      "it is missed",
      async () => {
        const { streams } = await stored(sweep, nc);
        const row = streams?.ok && streams.value.find(({ name }) => name === "S0");
        return row && row.group?.leader === undefined && row;
      },
      25_000,
    );
    expect(kept).toMatchObject({ name: "S0", subjects: lonely.subjects });
    await holder?.restart();
    await cluster.healthy();
    await nc.close();
  }, 60_000);

  it("calls it an election while nobody leads, and never says that JetStream is off (R03)", async () => {
    const sweep = createSweep(overSystem(system));
    await until("there is a leader", async () => (await stored(sweep, app)).jetstream?.ok);
    const rest = cluster.servers.slice(1);
    await Promise.all(rest.map((server) => server.kill()));
    const errors: AppError[] = [];
    const note = (reading: Reading<unknown> | undefined) => {
      if (reading && !reading.ok) errors.push(reading.error);
    };
    await until(
      "an election is named",
      async () => {
        const [read] = await Promise.all([stored(sweep, app), figures(sweep, app)]);
        note(read.jetstream);
        note(read.streams);
        return errors.filter(({ kind }) => kind === "electing").length >= 2;
      },
      45_000,
    );
    expect(new Set(errors.map(({ kind }) => kind))).toEqual(new Set(["electing"]));
    const read = await figures(sweep, app);
    expect(had(read.servers).meta).toMatchObject({ size: 3 });
    expect(had(read.servers).meta?.leader).toBeUndefined();
    await Promise.all(rest.map((server) => server.restart()));
    await until(
      "it has a leader again",
      async () => (await stored(sweep, app)).jetstream?.ok,
      20_000,
    );
  }, 90_000);
});

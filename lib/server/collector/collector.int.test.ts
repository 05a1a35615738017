import { jetstreamManager } from "@nats-io/jetstream";
import { afterEach, describe, expect, it } from "vitest";
import type { SystemEvent } from "@/lib/model/events";
import type { RoleName } from "@/lib/model/role";
import type { SnapshotDelta } from "@/lib/model/snapshot";
import { createRegistry } from "@/lib/server/connections/registry";
import type { Target } from "@/lib/server/connections/target";
import { watchConnection } from "@/lib/server/connections/watch";
import { embeddedConfig } from "@/lib/server/embedded/embedded-config";
import { createCollectorApi } from "@/lib/server/http/api-collector";
import { accountsConfig } from "@/lib/testing/accounts";
import { startCluster } from "@/lib/testing/cluster";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import { type ServerOptions, startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createCollector } from "./collector";
import { createCollectors } from "./collectors";

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
const as = (user: string, password = user) => ({ kind: "user", user, password }) as const;
const url = (server: TestServer) => server.url;

async function start(options: ServerOptions = {}) {
  const server = await startServer(options);
  cleanUp.push(() => server.stop());
  return server;
}

/** Collectors of some targets, and the program's way to them. */
function collect(targets: Target[], role: RoleName = "admin") {
  const registry = createRegistry(targets);
  const collectors = createCollectors(registry, role);
  cleanUp.push(async () => {
    await collectors.close();
    await registry.close();
  });
  const api = createCollectorApi({ registry, collectors });
  const read = (id = "test", since?: string): SnapshotDelta => {
    const collector = collectors.get(id);
    if (!collector) throw new Error(`no collector of ${id}`);
    return collector.read(since);
  };
  const reads = (what: string, check: (now: SnapshotDelta) => unknown, withinMs = 10_000) =>
    until(
      what,
      () => {
        const now = read();
        return check(now) ? now : undefined;
      },
      withinMs,
    );
  return { registry, collectors, api, read, reads };
}

function target(at: string | string[], more: Partial<Target> = {}): Target {
  return { ...targetOf(""), urls: [at].flat(), ...more };
}

const isThere = ({ servers, account, jetstream, clients, streams }: SnapshotDelta) =>
  [servers?.value, account?.value, jetstream?.value, clients?.value, streams?.asOfMs].every(
    (value) => value !== undefined,
  );
const kinds = ({ events = [] }: SnapshotDelta) => events.map(({ kind }) => kind);
const answering = ({ servers }: SnapshotDelta) =>
  Object.fromEntries((servers?.value?.servers ?? []).map((one) => [one.name, one.isAnswering]));

describe("a collector of a cluster", () => {
  it("marks a server that died within two beats, while the others' figures go on, and takes it back", async () => {
    const cluster = await startCluster({ config: accounts });
    cleanUp.push(() => cluster.stop());
    const [first, , third] = cluster.servers;
    const { reads } = collect([target(first?.url ?? "", { auth: as("app"), system: as("sys") })]);
    const before = await reads(
      "all three",
      (now) => isThere(now) && Object.keys(answering(now)).length === 3,
    );
    expect(before.servers?.value).toMatchObject({ by: "system-account", meta: { size: 3 } });
    expect(before.servers?.value?.meta?.leader).toBe(await cluster.leader());

    await third?.kill();
    const without = await reads("it is marked", (now) => answering(now)["lab-3"] === false, 5_000);
    expect(answering(without)).toEqual({ "lab-1": true, "lab-2": true, "lab-3": false });
    expect(without.servers?.error).toBeUndefined();
    await reads("the others go on", (now) => {
      const [one] = now.servers?.value?.servers ?? [];
      return (one?.asOfMs ?? 0) > (without.servers?.asOfMs ?? 0);
    });
    await reads("it is told", (now) => kinds(now).includes("server-gone"));
    await third?.restart();
    await reads("it is back", (now) => answering(now)["lab-3"] === true, 15_000);
    await reads("it is told", (now) => kinds(now).includes("server-back"));
  }, 60_000);

  it("tells of a server that is ended in good order, and of a leader who is new (R03)", async () => {
    const cluster = await startCluster({ config: accounts });
    cleanUp.push(() => cluster.stop());
    const leader = await cluster.leader();
    const other = cluster.servers.find(({ name }) => name !== leader);
    const { reads, read } = collect([
      target(other?.url ?? "", { auth: as("app"), system: as("sys") }),
    ]);
    await reads("everything", isThere);
    const said = new Set<string>();
    const note = ({ jetstream, streams }: SnapshotDelta) => {
      for (const error of [jetstream?.error, streams?.error]) if (error) said.add(error.kind);
    };
    await cluster.servers.find(({ name }) => name === leader)?.kill("SIGTERM");
    const now = await reads(
      "another leads",
      (delta) => {
        note(delta);
        return kinds(delta).includes("meta-leader");
      },
      20_000,
    );
    expect(now.servers?.value?.meta?.leader).not.toBe(leader);
    const shutdown = (read().events ?? []).find(({ kind }) => kind === "server-shutdown");
    expect(shutdown).toMatchObject({ server: leader } satisfies Partial<SystemEvent>);
    await reads(
      "JetStream is there",
      (delta) => {
        note(delta);
        return !delta.jetstream?.error && !delta.streams?.error;
      },
      15_000,
    );
    expect([...said].filter((kind) => kind !== "electing")).toEqual([]);
  }, 60_000);
});

describe.each(["newest", "2.10", "2.9"] as const)("a collector of a %s server", (version) => {
  it("reads it by its monitoring URL where nothing better is had (R19)", async () => {
    const server = await start({ version, name: "solo" });
    const monitoringUrl = `http://127.0.0.1:${server.ports.monitor}`;
    const { reads } = collect([target(url(server), { monitoringUrl })]);
    const { servers } = await reads("everything", isThere);
    expect(servers?.value).toMatchObject({
      by: "monitoring",
      servers: [
        { name: "solo", isAnswering: true, health: { state: "ok" }, jetstream: { streams: 0 } },
      ],
    });
  });
});

describe("a collector", () => {
  it("reads the embedded server by what its account imports", async () => {
    const server = await startServer();
    await server.stop();
    const own = await start({
      jetstream: false,
      config: (dir, ports) =>
        embeddedConfig({ name: "own", dir, ports }).replace(/^(host|port|http):.*$/gm, ""),
    });
    const { reads } = collect([target(url(own))]);
    const { servers } = await reads("everything", isThere);
    expect(servers?.value).toMatchObject({
      by: "import",
      servers: [{ name: "own", health: { state: "ok" }, jetstream: { streams: 0 } }],
    });
  });

  it("says of an account without a way to the servers that nobody tells, and reads the rest (R20)", async () => {
    const server = await start();
    const { reads } = collect([target(url(server))]);
    const now = await reads(
      "the rest",
      ({ account, streams }) => account?.value && streams?.asOfMs,
    );
    expect(now.servers).toMatchObject({ error: { kind: "no-responders" } });
    expect(now.servers?.value).toBeUndefined();
  });

  it("says that the system account's password is wrong, without it, and reads the rest (R20)", async () => {
    const server = await start({ config: accounts });
    const { reads } = collect([
      target(url(server), { auth: as("app"), system: as("sys", "wr0ng-s3cret") }),
    ]);
    const now = await reads(
      "it is refused",
      ({ servers, account }) => servers?.error?.kind === "console" && account?.value,
    );
    expect(now.servers?.error).toMatchObject({ title: expect.stringContaining("refused") });
    expect(now.account?.value?.connections).toBe(1);
    expect(
      JSON.stringify(now, (_key, part) => (typeof part === "bigint" ? 0 : part)),
    ).not.toContain("wr0ng");
  });

  it("goes on telling of the servers while the account's own connection is refused", async () => {
    const server = await start({ config: accounts, name: "solo" });
    const monitoringUrl = `http://127.0.0.1:${server.ports.monitor}`;
    const auth = as("app", "wrong");
    const { reads, read } = collect([
      target(url(server), { auth, system: as("sys") }),
      { ...target(url(server), { auth, monitoringUrl }), id: "monitored" },
    ]);
    const rated = ({ flow }: SnapshotDelta) =>
      flow?.values.inMessages.some((rate) => rate !== null);
    const now = await reads("a rate", (delta) => delta.servers?.value && rated(delta));
    expect(now.servers?.error).toBeUndefined();
    expect(now.flow?.of).toBe("servers");
    expect(now.account?.error?.kind).toBe("disconnected");
    await until("the other too", () => rated(read("monitored")));
    expect(read("monitored").servers).toMatchObject({ value: { by: "monitoring" } });
  });

  it("tells a role no more of the servers than it could ask for itself (T28)", async () => {
    const server = await start({
      jetstream: false,
      config: (dir, ports) =>
        embeddedConfig({ name: "own", dir, ports }).replace(/^(host|port|http):.*$/gm, ""),
    });
    const { reads } = collect([target(url(server))], "operator");
    const now = await reads("the rest", ({ account, servers }) => account?.value && servers);
    expect(now.servers?.value).toBeUndefined();
    expect(now.servers?.error).toMatchObject({
      kind: "permission",
      by: { who: "role", role: "operator", rolesThatMay: ["admin"] },
    });
    const monitoringUrl = `http://127.0.0.1:${server.ports.monitor}`;
    const known = collect([target(url(server), { monitoringUrl })], "observer");
    await known.reads("the console's own", ({ servers }) => servers?.value?.by === "monitoring");
  });

  it("lists a stream well before the next beat when an advisory tells of it", async () => {
    const server = await start();
    const { reads, read } = collect([target(url(server))]);
    await reads("the streams", ({ streams }) => streams?.asOfMs);
    const nc = await connectTo(url(server));
    cleanUp.push(() => nc.close());
    const manager = await jetstreamManager(nc);
    for (let n = 0; n < 4; n++) {
      const { revision } = read();
      await manager.streams.add({ name: `S${n}`, subjects: [`s${n}`] });
      await until(
        "it is listed",
        () => read("test", revision).streams?.rows.some(({ name }) => name === `S${n}`),
        1_200,
      );
    }
    await manager.streams.delete("S0");
    await reads("it is gone", ({ streams }) => streams?.rows.length === 3, 1_200);
    await reads("both are told", (now) => kinds(now).includes("stream-deleted"));
    await manager.consumers.add("S1", { name: "ui-looking", inactive_threshold: 5_000_000_000 });
    await manager.consumers.add("S1", { durable_name: "worker" });
    const now = await reads("its consumer is told", (delta) =>
      kinds(delta).includes("consumer-created"),
    );
    expect(now.events?.map(({ consumer }) => consumer)).not.toContain("ui-looking");
  });

  it("keeps what it knew while the server is away, with a gap, and is fresh within 3 s of its return (R01, R02)", async () => {
    const server = await start();
    const { reads, read } = collect([target(url(server))]);
    const before = await reads("a whole sweep", ({ flow }) => flow?.atMs.length);
    await server.kill();
    const away = await reads(
      "it is away",
      ({ account }) => account?.error?.kind === "disconnected",
    );
    expect(away.account?.value).toEqual(read().account?.value);
    expect(away.account?.asOfMs).toBeGreaterThanOrEqual(before.account?.asOfMs ?? 0);
    await server.restart();
    await reads("it is fresh", ({ account }) => account?.error === undefined, 3_000);
    await reads("it has a gap", ({ flow }) => {
      const points = flow?.values.connections ?? [];
      return points.includes(null) && points.at(-1) !== null;
    });
  });

  it("is not slowed by another target that does not answer (R06)", async () => {
    const healthy = await start();
    const frozen = await start();
    const proxy = await startFaultProxy({ port: frozen.ports.client });
    cleanUp.push(() => proxy.stop());
    const { reads, read } = collect([target(url(healthy)), { ...target(proxy.url), id: "slow" }]);
    await until("both", () => read("slow").account?.value && read().account?.value);
    proxy.set({ kind: "black hole" });
    for (let n = 0; n < 3; n++) {
      const from = read().account?.asOfMs ?? 0;
      await reads("the next beat", ({ account }) => (account?.asOfMs ?? 0) > from, 2_600);
    }
    expect(read().beatMs).toBe(2_000);
  });

  it("ends without leaving a connection or a timer behind", async () => {
    const server = await start({ config: accounts });
    const timers = () => process.getActiveResourcesInfo().filter((one) => one === "Timeout").length;
    const sockets = () => process.getActiveResourcesInfo().filter((one) => /TCP/.test(one)).length;
    const before = { timers: timers(), sockets: sockets() };
    const { collectors, registry, reads } = collect([
      target(url(server), { auth: as("app"), system: as("sys") }),
    ]);
    await reads("everything", isThere);
    await collectors.close();
    await registry.close();
    await until("no socket is left", () => sockets() <= before.sockets);
    await until("no timer is left", () => timers() <= before.timers + 1, 1_000);
    await until("nobody is connected", async () => {
      const varz = await fetch(`http://127.0.0.1:${server.ports.monitor}/varz`);
      return ((await varz.json()) as { connections: number }).connections === 0;
    });
    const { revision } = collectors.get("test")?.read() ?? { revision: "none" };
    expect(revision).toBe("none");
  });

  it("begins with a connection that is added, anew with one that is replaced, and ends with one that is removed", async () => {
    const server = await start();
    const { registry, collectors, reads } = collect([]);
    expect(collectors.get("test")).toBeUndefined();
    registry.put(target(url(server)));
    await reads("figures", ({ account }) => account?.value);
    const first = collectors.get("test");
    registry.put({ ...target(url(server)), label: "Renamed" });
    expect(collectors.get("test")).toBe(first);
    registry.put({ ...target(url(server)), readOnly: true });
    expect(collectors.get("test")).not.toBe(first);
    await reads("figures", ({ account }) => account?.value);
    registry.remove("test");
    expect(collectors.get("test")).toBeUndefined();
    registry.put({ ...target("wss://nats.example"), transport: "direct" });
    expect(collectors.get("test")).toBeUndefined();
  });
});

describe("GET /api/c/…", () => {
  it("gives everything once, then what has changed; long numbers as digits, packed for who takes it", async () => {
    const server = await start();
    const nc = await connectTo(url(server));
    cleanUp.push(() => nc.close());
    const manager = await jetstreamManager(nc);
    await manager.streams.add({
      name: "LONG",
      subjects: ["a".repeat(250)],
      description: "b".repeat(900),
    });
    const { api, reads } = collect([target(url(server))]);
    await reads(
      "everything",
      ({ account, streams }) => account?.value && streams?.rows.length === 1,
    );
    const whole = await api.request("/api/c/test/overview", {
      headers: { "Accept-Encoding": "br, gzip" },
    });
    expect(whole.headers.get("content-encoding")).toBe("gzip");
    const plain = await api.request("/api/c/test/overview");
    expect(plain.headers.get("content-encoding")).toBeNull();
    const body = (await plain.json()) as SnapshotDelta;
    expect(body).toMatchObject({
      isWhole: true,
      account: { value: { inMessages: expect.stringMatching(/^\d+$/) } },
    });
    const next = await api.request(`/api/c/test/overview?since=${body.revision}`);
    expect(await next.json()).toMatchObject({ isWhole: false });
    const streams = await api.request("/api/c/test/streams");
    expect(Object.keys((await streams.json()) as object).sort()).toEqual([
      "answeredMs",
      "beatMs",
      "isWhole",
      "revision",
      "streams",
    ]);
  });

  it("refuses what it does not know, and says why (T35)", async () => {
    const { api } = collect([
      { ...target("wss://nats.example"), id: "direct", transport: "direct" },
    ]);
    const status = async (path: string) => (await api.request(`/api/c/${path}`)).status;
    expect(await status("none/overview")).toBe(404);
    expect(await status("direct/overview")).toBe(409);
    expect(await status("direct/names")).toBe(409);
    expect(await status("none/overview?since=a&since=b")).toBe(400);
    expect(await status("none/overview?other=a")).toBe(400);
    expect(await status("none/names?since=a")).toBe(400);
    expect(await status("none/consumers?worst=200")).toBe(404);
    for (const query of ["worst=0", "worst=1001", "worst=x", "worst=1&worst=2", "worst=1&since=a"])
      expect(await status(`none/consumers?${query}`)).toBe(400);
  });

  it("answers at once for a server that is not there, with the reason", async () => {
    const { api } = collect([target("nats://127.0.0.1:1")]);
    const answer = await api.request("/api/c/test/overview");
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ account: { error: { kind: "disconnected" } } });
    expect((await api.request("/api/c/test/names")).status).toBe(503);
  });

  it("names what there is, asked once for all who ask (T53)", async () => {
    const server = await start();
    const nc = await connectTo(url(server));
    cleanUp.push(() => nc.close());
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "ORDERS", subjects: ["orders"] });
    await manager.streams.add({ name: "KV_prices", subjects: ["$KV.prices.>"] });
    await manager.streams.add({ name: "OBJ_files", subjects: ["$O.files.>"] });
    await manager.consumers.add("ORDERS", { durable_name: "billing" });
    const { api, reads } = collect([target(url(server))]);
    await reads("the streams", ({ streams }) => streams?.rows.length === 3);
    let asked = 0;
    nc.subscribe("$JS.API.CONSUMER.NAMES.>", { callback: () => void asked++ });
    await nc.flush();
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => (await api.request("/api/c/test/names")).json()),
    );
    expect(answers[0]).toEqual({
      streams: ["KV_prices", "OBJ_files", "ORDERS"],
      consumers: [{ stream: "ORDERS", name: "billing" }],
      buckets: ["prices"],
      stores: ["files"],
    });
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    await nc.flush();
    expect(asked).toBe(1);
  });

  it("asks for a stream's consumers again only where something has changed (T53)", async () => {
    const server = await start();
    const nc = await connectTo(url(server));
    cleanUp.push(() => nc.close());
    const manager = await jetstreamManager(nc);
    for (const name of ["A", "B", "C"]) {
      await manager.streams.add({ name, subjects: [name] });
      await manager.consumers.add(name, { durable_name: `old-${name}` });
    }
    let passedMs = 0;
    const watch = watchConnection(target(url(server)));
    cleanUp.push(() => watch.close());
    const collector = createCollector({
      ...{ target: target(url(server)), watch, role: "admin" },
      nowMs: () => Date.now() + passedMs,
    });
    cleanUp.push(() => collector.close());
    await until("the streams", () => {
      const { streams } = collector.read();
      return streams?.rows.length === 3 && streams.rows.every(({ consumers }) => consumers === 1);
    });
    const asked: string[] = [];
    nc.subscribe("$JS.API.CONSUMER.NAMES.*", {
      callback: (_error, { subject }) => void asked.push(subject.slice(-1)),
    });
    await nc.flush();
    const namesNow = async () => {
      passedMs += 11_000;
      const reading = await collector.names();
      // What was asked has been passed on to all before the server answers this.
      await nc.flush();
      return reading.ok ? reading.value.consumers.map(({ name }) => name) : [];
    };
    expect(await namesNow()).toEqual(["old-A", "old-B", "old-C"]);
    expect(await namesNow()).toEqual(["old-A", "old-B", "old-C"]);
    expect(asked.splice(0).sort()).toEqual(["A", "B", "C"]);
    // As many as before: only the advisories tell of it.
    await manager.consumers.add("B", { durable_name: "new-B" });
    await manager.consumers.delete("B", "old-B");
    await until("it is told", () => kinds(collector.read()).includes("consumer-deleted"));
    expect(await namesNow()).toEqual(["old-A", "new-B", "old-C"]);
    expect(asked.splice(0)).toEqual(["B"]);
    passedMs += 300_000;
    await namesNow();
    expect(asked.sort()).toEqual(["A", "B", "C"]);
  });

  it("asks NATS as much for fifty readers as for one (T53)", async () => {
    const server = await start();
    const monitoringUrl = `http://127.0.0.1:${server.ports.monitor}`;
    const { api, reads, read } = collect([target(url(server), { monitoringUrl })]);
    await reads("everything", isThere);
    await reads("the usual beat", ({ flow }) => (flow?.atMs.length ?? 0) > 7);
    const counters = async () => {
      const varz = await (await fetch(`${monitoringUrl}/varz`)).json();
      const { http_req_stats, jetstream } = varz as {
        http_req_stats: Record<string, number>;
        jetstream: { stats: { api: { total: number } } };
      };
      return { varz: http_req_stats["/varz"] ?? 0, api: jetstream.stats.api.total };
    };
    const grown = async (readers: number) => {
      const before = await counters();
      const from = read().account?.asOfMs ?? 0;
      let answers = 0;
      await until("two beats", async () => {
        const path = "/api/c/test/overview";
        const all = await Promise.all(Array.from({ length: readers }, () => api.request(path)));
        answers += all.length;
        return (read().account?.asOfMs ?? 0) >= from + 3_900;
      });
      const after = await counters();
      return { answers, varz: after.varz - before.varz, api: after.api - before.api };
    };
    const one = await grown(1);
    const fifty = await grown(50);
    expect(fifty.answers).toBeGreaterThan(500);
    expect(Math.abs(fifty.varz - one.varz)).toBeLessThanOrEqual(1);
    expect(Math.abs(fifty.api - one.api)).toBeLessThanOrEqual(2);
  });
});

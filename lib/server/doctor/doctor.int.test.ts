import { once } from "node:events";
import { createServer as createWebServer } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { testSteps } from "@/lib/model/connection-test";
import type { Target } from "@/lib/server/connections/target";
import { freePorts } from "@/lib/server/embedded/ports";
import { accountsConfig } from "@/lib/testing/accounts";
import { startCluster } from "@/lib/testing/cluster";
import { targetOf } from "@/lib/testing/connect";
import { adviceOf, diagnose, factOf } from "@/lib/testing/diagnose";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import { type ServerOptions, startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function start(options: ServerOptions = {}) {
  const server = await startServer(options);
  cleanUp.push(() => server.stop());
  return server;
}

const at = (...urls: string[]): Target => ({ ...targetOf(""), urls });
const monitoring = (port = 0) => `http://127.0.0.1:${port}`;

/** A program on a port of its own that answers each connection with a text. */
async function startFake(answer: string) {
  const sockets = new Set<Socket>();
  const got: string[] = [];
  const fake = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("data", (chunk) => got.push(chunk.toString("latin1")));
    socket.on("close", () => sockets.delete(socket));
    if (answer !== "") socket.write(answer);
  });
  await new Promise<void>((resolve) => fake.listen(0, "127.0.0.1", resolve));
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    fake.close();
  });
  const { port } = fake.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, port, got, open: () => sockets.size };
}

describe.each(["newest", "2.10", "2.9"] as const)("a connection to nats-server %s", (version) => {
  it("is told step by step, each row twice", async () => {
    const server = await start({ version, name: "lab-1" });
    const url = server.url.replace("127.0.0.1", "localhost");
    const target = { ...at(url), monitoringUrl: monitoring(server.ports.monitor) };
    const { ok, told, row, failed } = await diagnose(target);
    expect({ ok, failed }).toEqual({ ok: true, failed: [] });
    expect(new Set(told.map(({ step }) => step))).toEqual(new Set(testSteps));
    const running = told.filter(({ state }) => state === "running");
    const ended = told.filter(({ tookMs }) => tookMs !== undefined);
    expect(running.map(({ step }) => step)).toEqual(ended.map(({ step }) => step));
    expect(factOf(row("dns"), "IPv4")).toBe("127.0.0.1");
    expect(factOf(row("tcp"), "Address")).toBe(`127.0.0.1:${server.ports.client}`);
    expect(row("tls")).toMatchObject({
      state: "skipped",
      seen: expect.stringContaining("Not enc"),
    });
    expect(row("hello")?.seen).toContain(`lab-1: nats-server ${server.version}`);
    expect(row("account")?.seen).toContain("global account");
    expect(row("jetstream")).toMatchObject({ state: "ok", address: "" });
    expect(row("system")).toMatchObject({ state: "skipped" });
    expect(adviceOf(row("system"))).toContain("system_account: SYS");
    expect(row("monitoring")).toMatchObject({ state: "ok" });
    expect(row("monitoring")?.seen).toContain("lab-1");
  });

  it("over its WebSocket says so", async () => {
    const server = await start({ version, websocket: true });
    const { ok, row } = await diagnose(at(`ws://127.0.0.1:${server.ports.websocket}`));
    expect(ok).toBe(true);
    expect(factOf(row("hello"), "WebSocket")).toContain("101");
    expect(row("dns")?.state).toBe("skipped");
  });

  it("to a cluster names it, and takes any member's monitoring", async () => {
    const cluster = await startCluster({ version, size: 3, name: "lab" });
    cleanUp.push(() => cluster.stop());
    const [first, second] = cluster.servers;
    const target = {
      ...at(first?.url ?? ""),
      monitoringUrl: monitoring(second?.ports.monitor),
    };
    const { ok, row } = await diagnose(target);
    expect(ok).toBe(true);
    expect(factOf(row("hello"), "Cluster")).toBe("lab");
    expect(row("monitoring")?.seen).toContain("another server of the cluster");
  });
});

it.each([
  ["newest", "ok", ""],
  ["2.10", "attention", "2.14.0"],
  ["2.9", "attention", "2.14.0"],
] as const)(
  "nats-server %s is told to be safe, or what is (T27)",
  async (version, state, newer) => {
    const server = await start({ version });
    const { row } = await diagnose(at(server.url));
    expect(row("hello")?.state).toBe(state);
    expect(adviceOf(row("hello"))).toContain(newer);
  },
);

describe("an address that leads elsewhere", () => {
  it("is unknown to the DNS", async () => {
    const { ok, failed, row, rows } = await diagnose(at("nats://no.such.host.invalid"));
    expect({ ok, failed }).toEqual({ ok: false, failed: ["dns"] });
    expect(adviceOf(row("dns"))).toMatch(/spelling[\s\S]*getent hosts no\.such\.host\.invalid/);
    const later = rows.filter(({ state }) => state === "skipped").map(({ seen }) => seen);
    expect(later.slice(0, 4)).toEqual(Array(4).fill("Needs the address of the host first."));
    expect(later).toContain("Needs a login first.");
  });

  it("has nobody who listens, and says what another address of the same connection does", async () => {
    const server = await start();
    const { ok, failed, row } = await diagnose(at("nats://127.0.0.1:1", server.url));
    expect({ ok, failed }).toEqual({ ok: true, failed: ["tcp"] });
    expect(adviceOf(row("tcp", "nats://127.0.0.1:1"))).toContain("nats-server's own is 4222");
    expect(row("auth", server.url)?.state).toBe("ok");
  });

  it("is the monitoring port", async () => {
    const server = await start();
    const { failed, row } = await diagnose(at(`nats://127.0.0.1:${server.ports.monitor}`));
    expect(failed).toEqual(["hello"]);
    expect(adviceOf(row("hello"))).toMatch(/HTTP monitoring port[\s\S]*port: 4222\nhttp_port: /);
  });

  it("is the monitoring port, asked for a WebSocket", async () => {
    const server = await start();
    const { failed, row } = await diagnose(at(`ws://127.0.0.1:${server.ports.monitor}`));
    expect(failed).toEqual(["hello"]);
    expect(row("hello")?.seen).toContain("HTTP 200");
    expect(adviceOf(row("hello"))).toContain("HTTP monitoring port");
  });

  it("is the WebSocket port", async () => {
    const server = await start({ websocket: true });
    const { websocket } = server.ports;
    const { failed, row } = await diagnose(at(`nats://127.0.0.1:${websocket}`));
    expect(failed).toEqual(["hello"]);
    expect(row("hello")?.advice?.snippet?.text).toBe(`ws://127.0.0.1:${websocket}`);
    expect(row("hello")?.tookMs).toBeLessThan(2000);
  });

  it("is the client port, asked for a WebSocket, with TLS or without", async () => {
    const server = await start();
    const { client } = server.ports;
    const plain = await diagnose(at(`ws://127.0.0.1:${client}`));
    expect(plain.failed).toEqual(["hello"]);
    expect(plain.row("hello")?.advice?.snippet?.text).toBe(`nats://127.0.0.1:${client}`);
    const secure = await diagnose(at(`wss://127.0.0.1:${client}`));
    expect(secure.failed).toEqual(["tls"]);
    expect(secure.row("tls")?.advice?.snippet?.text).toBe(`tls://127.0.0.1:${client}`);
  });

  it("is a WebSocket without TLS, asked for one", async () => {
    const server = await start({ websocket: true });
    const { websocket } = server.ports;
    const { failed, row } = await diagnose(at(`wss://127.0.0.1:${websocket}`));
    expect(failed).toEqual(["tls"]);
    expect(row("tls")?.advice?.snippet?.text).toBe(`ws://127.0.0.1:${websocket}`);
  });

  it("is another program", async () => {
    const fake = await startFake("SSH-2.0-OpenSSH_9.9\r\n");
    const { failed, row } = await diagnose(at(`nats://${fake.address}`));
    expect(failed).toEqual(["hello"]);
    expect(factOf(row("hello"), "Received")).toBe("SSH-2.0-OpenSSH_9.9");
    expect(adviceOf(row("hello"))).toContain("Another program");
  });

  it("is a web server, asked for NATS or for a WebSocket", async () => {
    const web = createWebServer((_, answer) => void answer.writeHead(404).end()).listen(
      0,
      "127.0.0.1",
    );
    cleanUp.push(async () => void web.close());
    await once(web, "listening");
    const address = `127.0.0.1:${(web.address() as AddressInfo).port}`;
    const plain = await diagnose(at(`nats://${address}`));
    expect(plain.failed).toEqual(["hello"]);
    expect(plain.row("hello")?.seen).toMatch(/^Connected, but no NATS hello within [\d.]+ s\.$/);
    expect(adviceOf(plain.row("hello"))).toMatch(/A web server answers[\s\S]*client port, 4222/);
    const websocket = await diagnose(at(`ws://${address}/nats`));
    expect(websocket.failed).toEqual(["hello"]);
    expect(adviceOf(websocket.row("hello"))).toMatch(/no WebSocket at this path[\s\S]*Upgrade/);
  });

  it.each([
    ["route", (port: number) => `cluster { name: lab, listen: "127.0.0.1:${port}" }`],
    ["leaf node", (port: number) => `leafnodes { listen: "127.0.0.1:${port}" }`],
    ["gateway", (port: number) => `gateway { name: lab, listen: "127.0.0.1:${port}" }`],
  ])("is the %s port, where servers meet servers", async (name, toConfig) => {
    const [port = 0] = await freePorts(1);
    await start({ jetstream: false, config: toConfig(port) });
    const { failed, row } = await diagnose(at(`nats://127.0.0.1:${port}`));
    expect(failed).toEqual(["auth"]);
    expect(row("auth")?.seen).toMatch(/^The server refused the login/);
    expect(adviceOf(row("auth"))).toContain(`the server's ${name} port`);
  });

  it("takes the connection and says nothing, through a network that swallows all", async () => {
    const server = await start();
    const proxy = await startFaultProxy({ port: server.ports.client });
    cleanUp.push(() => proxy.stop());
    proxy.set({ kind: "black hole" });
    const { failed, row } = await diagnose(at(proxy.url));
    expect(failed).toEqual(["hello"]);
    expect(adviceOf(row("hello"))).toContain("begins with INFO");
    proxy.set({ kind: "reset" });
    const reset = await diagnose(at(proxy.url));
    expect(["tcp", "hello"]).toContain(reset.failed.join());
    expect(reset.text).toContain("without");
  });

  it("is of a metadata service, and came through the browser: nothing is sent (T20)", async () => {
    const target = { ...at("nats://169.254.169.254", "nats://2852039166:80"), isGuarded: true };
    const { failed, row } = await diagnose(target);
    expect(failed).toEqual(["dns", "dns"]);
    expect(adviceOf(row("dns"))).toContain("metadata service");
  });

  it("can't be read, and is not repeated", async () => {
    const { ok, failed, text } = await diagnose(
      at("http://ada:canary-word@h", "nats://x y canary-word"),
    );
    expect({ ok, failed }).toEqual({ ok: false, failed: ["dns", "dns"] });
    expect(text).not.toContain("canary-word");
  });
});

describe("the account", () => {
  const config = accountsConfig(
    {
      APP: {
        users: [
          { user: "app", password: "app-word" },
          {
            user: "limited",
            password: "limited-word",
            permissions: { publish: { allow: ["orders.>"] }, subscribe: { allow: ["_INBOX.>"] } },
          },
          {
            user: "inboxless",
            password: "inboxless-word",
            permissions: { subscribe: { allow: ["_INBOX_ada.>"] } },
          },
        ],
      },
      BARE: { users: [{ user: "bare", password: "bare-word" }], jetstream: false },
      SYS: { users: [{ user: "sys", password: "sys-word" }] },
    },
    "SYS",
  );
  const as = (user: string) => ({ kind: "user", user, password: `${user}-word` }) as const;

  it.each(["newest", "2.10"] as const)("of %s is told with what it may do", async (version) => {
    const server = await start({ version, config });
    const { row } = await diagnose({ ...at(server.url), auth: as("app") });
    expect(row("account")?.seen).toBe(
      "User app in account APP, may publish and subscribe to everything.",
    );
  });

  it("of 2.9 is told by its name only", async () => {
    const server = await start({ version: "2.9", config });
    const { row } = await diagnose({ ...at(server.url), auth: as("app") });
    expect(row("account")?.seen).toContain("User app in account APP, servers before 2.10");
  });

  it("is one that no_auth_user chose", async () => {
    const server = await start({ config: `${config}\nno_auth_user: app` });
    const { row } = await diagnose(at(server.url));
    expect(row("auth")?.seen).toContain("Let in without credentials");
    expect(row("account")?.seen).toContain("Taken for the user app (no_auth_user) in account APP");
  });

  it.each(["newest", "2.10", "2.9"] as const)(
    "has no JetStream on %s: the snippet names it",
    async (version) => {
      const server = await start({ version, config });
      const { ok, row } = await diagnose({ ...at(server.url), auth: as("bare") });
      expect(ok).toBe(true);
      expect(row("jetstream")).toMatchObject({ state: "attention" });
      expect(row("jetstream")?.advice?.snippet?.text).toContain("BARE {\n    jetstream: enabled");
    },
  );

  it("has none because the server has none", async () => {
    const server = await start({ jetstream: false });
    const { row } = await diagnose(at(server.url));
    expect(row("jetstream")?.seen).toBe("JetStream is off on this server.");
    expect(row("jetstream")?.advice?.snippet?.text).toContain("store_dir");
  });

  it.each(["newest", "2.10", "2.9"] as const)(
    "is the system account of %s, used as the main one",
    async (version) => {
      const server = await start({ version, config });
      const { row } = await diagnose({ ...at(server.url), auth: as("sys") });
      expect(row("account")).toMatchObject({ state: "attention" });
      expect(adviceOf(row("account"))).toMatch(/is the system account[\s\S]*"System account"/);
      expect(row("jetstream")?.seen).toBe("The system account has no JetStream.");
      expect(row("system")).toMatchObject({ state: "ok" });
    },
  );

  it.each(["newest", "2.10", "2.9"] as const)(
    "has a second credential of the system account of %s, or a wrong one",
    async (version) => {
      const server = await start({ version, config });
      const main = { ...at(server.url), auth: as("app") };
      const right = await diagnose({ ...main, system: as("sys") });
      expect(right.ok).toBe(true);
      expect(right.row("system")?.seen).toContain("SYS is the system account");
      const ordinary = await diagnose({ ...main, system: as("bare") });
      expect(ordinary).toMatchObject({ ok: false, failed: ["system"] });
      expect(adviceOf(ordinary.row("system"))).toContain('"BARE" is not the system account');
      const refused = await diagnose({
        ...main,
        system: { ...as("sys"), password: "canary-word" },
      });
      expect(refused).toMatchObject({ ok: false, failed: ["system"] });
      expect(refused.row("system")?.seen).toContain("The second credential: the server refused");
      expect(refused.text).not.toContain("canary-word");
    },
  );

  it("may not ask JetStream: the line that allows it", async () => {
    const server = await start({ config });
    const { ok, row } = await diagnose({ ...at(server.url), auth: as("limited") });
    expect(ok).toBe(true);
    expect(factOf(row("account"), "Account")).toBe("APP");
    expect(row("account")?.advice?.snippet?.text).toContain('allow: ["$SYS.REQ.USER.INFO"]');
    expect(row("jetstream")?.advice?.snippet?.text).toContain(
      'publish: { allow: ["$JS.API.INFO"] }',
    );
  });

  it("may not hear answers in the usual inbox, and does in its own", async () => {
    const server = await start({ config });
    const target = { ...at(server.url), auth: as("inboxless") };
    const usual = await diagnose(target);
    expect(adviceOf(usual.row("account"))).toMatch(/subscribe: \{ allow: \["_INBOX\.>"\][\s\S]*/);
    expect(adviceOf(usual.row("account"))).toContain("inbox prefix");
    const subjects = { ...target.subjects, inboxPrefix: "_INBOX_ada" };
    const own = await diagnose({ ...target, subjects });
    expect(own.row("account")?.seen).toContain("User inboxless in account APP");
    expect(own.row("jetstream")?.state).toBe("ok");
  });

  it("has a JetStream domain that does not exist, or does", async () => {
    const server = await start({ config: "jetstream { domain: hub }", jetstream: false });
    const target = at(server.url);
    const with_ = (apiPrefix: string) => ({
      ...target,
      subjects: { ...target.subjects, apiPrefix },
    });
    const wrong = await diagnose(with_("$JS.spoke.API"));
    expect(wrong.row("jetstream")?.state).toBe("attention");
    expect(wrong.row("jetstream")?.advice?.snippet?.text).toBe("$JS.hub.API");
    const right = await diagnose(with_("$JS.hub.API"));
    expect(factOf(right.row("jetstream"), "Domain")).toBe("hub");
  });
});

describe("the monitoring URL", () => {
  it("belongs to another server", async () => {
    const [one, other] = [await start(), await start({ name: "other" })];
    const target = { ...at(one.url), monitoringUrl: monitoring(other.ports.monitor) };
    const { ok, failed, row } = await diagnose(target);
    expect({ ok, failed }).toEqual({ ok: false, failed: ["monitoring"] });
    expect(row("monitoring")?.seen).toBe("Another server answers there: other.");
  });

  it.each([
    ["the client port", (ports: Ports) => monitoring(ports.client), "it is the client port"],
    [
      "TLS where there is none",
      (ports: Ports) => monitoring(ports.monitor).replace("http:", "https:"),
      "does not speak TLS",
    ],
    ["a page of it", (ports: Ports) => `${monitoring(ports.monitor)}/varz`, "such as /varz"],
    ["the WebSocket port", (ports: Ports) => monitoring(ports.websocket), "WebSocket port"],
    ["a port where nothing is", () => monitoring(1), "Nothing answers there"],
    ["a metadata service (T19)", () => "http://169.254.169.254", "does not dial"],
    ["no URL", () => "127.0.0.1:8222", "is not one"],
    ["a path that is not there", (ports: Ports) => `${monitoring(ports.monitor)}/mon`, "path"],
  ])("is %s", async (_name, toUrl, words) => {
    const server = await start({ websocket: true });
    const { failed, row } = await diagnose({
      ...at(server.url),
      monitoringUrl: toUrl(server.ports),
    });
    expect(failed).toEqual(["monitoring"]);
    expect(adviceOf(row("monitoring"))).toContain(words);
  });

  it.each([
    ["redirects", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n", "does not follow"],
    ["is a web page", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", "Another program"],
  ])("%s", async (_name, answer, words) => {
    const server = await start();
    const fake = await startFake(answer);
    const target = { ...at(server.url), monitoringUrl: `http://${fake.address}` };
    const { failed, row } = await diagnose(target);
    expect(failed).toEqual(["monitoring"]);
    expect(adviceOf(row("monitoring"))).toContain(words);
  });

  it("of a server whose clock is another says by how much", async () => {
    const server = await start();
    const now = new Date(Date.now() + 90_000).toISOString();
    const json = JSON.stringify({ server_id: "X", server_name: "skewed", version: "2.15.1", now });
    const fake = await startFake(
      `HTTP/1.1 200 OK\r\nContent-Length: ${json.length}\r\n\r\n${json}`,
    );
    const { row } = await diagnose({
      ...at("nats://127.0.0.1:1"),
      monitoringUrl: `http://${fake.address}`,
    });
    expect(server.pid).toBeGreaterThan(0);
    expect(row("monitoring")?.seen).toMatch(/Its clock is (89|90) s ahead of this machine's\./);
  });
});

describe("a test", () => {
  it("that is given up ends at once, tells no more, and leaves no socket", async () => {
    const fake = await startFake("");
    const controller = new AbortController();
    const startedMs = Date.now();
    const running = diagnose(at(`nats://${fake.address}`), controller.signal);
    await until("it is connected", () => fake.open() > 0);
    controller.abort();
    const { ok, rows } = await running;
    expect(ok).toBe(false);
    expect(rows.map(({ step }) => step)).toEqual(["dns", "tcp"]);
    expect(Date.now() - startedMs).toBeLessThan(1000);
    await until("no socket is left", () => fake.open() === 0);
  });

  it("leaves no connection behind when it ends by itself", async () => {
    const server = await start();
    await diagnose({ ...at(server.url), system: { kind: "user", user: "x", password: "y" } });
    await diagnose(at(server.url.replace("nats:", "tls:")));
    await until("the server has none", async () => {
      const answer = await fetch(`${monitoring(server.ports.monitor)}/connz`);
      return ((await answer.json()) as { num_connections: number }).num_connections === 0;
    });
  });

  it("of many silent addresses ends within thirty seconds, and tells each of them", async () => {
    const silent = await Promise.all(Array.from({ length: 12 }, () => startFake("")));
    const startedMs = Date.now();
    const { ok, failed } = await diagnose(at(...silent.map(({ address }) => `nats://${address}`)));
    expect(ok).toBe(false);
    expect(failed).toEqual(silent.map(() => "hello"));
    expect(Date.now() - startedMs).toBeLessThan(30_000);
    await until("no socket is left", () => silent.every(({ open }) => open() === 0));
  });

  it("sends nothing secret to whoever is not a NATS server", async () => {
    const fake = await startFake("HTTP/1.1 400 Bad Request\r\n\r\n");
    const auth = { kind: "user", user: "canary-user", password: "canary-word" } as const;
    await diagnose({ ...at(`nats://${fake.address}`, `ws://${fake.address}`), auth });
    expect(fake.got.join("")).not.toContain("canary");
  });
});

type Ports = TestServer["ports"];

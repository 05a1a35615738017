import { readdir, readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { ConnectionStatus } from "@/lib/model/connection";
import { usersConfig } from "@/lib/testing/accounts";
import { createAuthority } from "@/lib/testing/certificates";
import { startCluster } from "@/lib/testing/cluster";
import { targetOf } from "@/lib/testing/connect";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import { startServer } from "@/lib/testing/servers";
import { tlsConfig } from "@/lib/testing/tls-config";
import { until } from "@/lib/testing/until";
import { createRegistry } from "./registry";
import { summarise } from "./summary";
import { hiddenAuth, type Target } from "./target";
import { watchConnection } from "./watch";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function start(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer({ jetstream: false, ...options });
  cleanUp.push(() => server.stop());
  return server;
}

function watch(target: Target) {
  const heard: ConnectionStatus[] = [];
  const watched = watchConnection(target, { onChange: (status) => heard.push(status) });
  cleanUp.push(() => watched.close());
  const reaches = (state: string, withinMs?: number) =>
    until(
      `${state}, not ${JSON.stringify(watched.status())}`,
      () => {
        const status = watched.status();
        return status.state === state && status;
      },
      withinMs,
    );
  return { watched, heard, reaches };
}

describe.each(["newest", "2.10", "2.9"] as const)("on nats-server %s a watch", (version) => {
  it("connects and says to whom", async () => {
    const server = await start({ version, name: "n1", jetstream: true });
    const { watched, reaches } = watch(targetOf(server.url));
    expect(await reaches("connected")).toMatchObject({
      server: { name: "n1", version: server.version, jetstream: true },
    });
    await watched.nats()?.flush();
  });
});

describe("a watch", () => {
  it("waits for a server that is not there yet", async () => {
    const server = await start();
    await server.kill();
    const { watched, reaches } = watch(targetOf(server.url));
    expect(watched.status()).toEqual({ state: "connecting" });
    expect(await reaches("lost")).toMatchObject({ why: expect.stringContaining("refused") });
    expect(watched.nats()).toBeUndefined();
    await server.restart();
    await reaches("connected");
  });

  it("comes back with its subscriptions after the server was killed", async () => {
    const server = await start();
    const { watched, reaches } = watch(targetOf(server.url));
    await reaches("connected");
    const before = watched.nats();
    before?.subscribe("a", { callback: (_error, message) => void message.respond("b") });
    await server.kill();
    await reaches("lost", 1000);
    await server.restart();
    await reaches("connected", 3000);
    expect(watched.nats()).toBe(before);
    expect((await before?.request("a"))?.string()).toBe("b");
  });

  it("notices a server that has gone silent within ten seconds (R01)", async () => {
    const server = await start();
    const proxy = await startFaultProxy({ port: server.ports.client });
    cleanUp.push(() => proxy.stop());
    const { reaches } = watch(targetOf(proxy.url));
    await reaches("connected");
    proxy.set({ kind: "black hole" });
    expect(await reaches("lost", 10_500)).toMatchObject({ why: expect.stringMatching(/answer/) });
    proxy.set({ kind: "pass" });
    await reaches("connected");
  });

  it("is refused for a wrong password, and says so as long as it is", async () => {
    const config = (password: string) => usersConfig([{ user: "ada", password }]);
    const server = await start({ config: config("s3cret") });
    const { watched, heard, reaches } = watch(
      targetOf(server.url, { auth: { kind: "user", user: "ada", password: "wr0ng" } }),
    );
    expect(await reaches("refused")).toMatchObject({ why: "Authorization Violation" });
    // Not "lost" in between, however often it tries.
    await until("it has tried again", async () => {
      const connz = await fetch(
        `http://127.0.0.1:${server.ports.monitor}/connz?state=closed&limit=10`,
      );
      return ((await connz.json()) as { total: number }).total >= 3;
    });
    expect(new Set(heard.map(({ state }) => state))).toEqual(new Set(["refused"]));
    expect(JSON.stringify(watched.status())).not.toMatch(/wr0ng|ada|127\.0\.0\.1/);
  });

  it("is refused when a running server no longer knows the user, and gets in when it does again", async () => {
    const server = await start({ config: usersConfig([{ user: "ada", password: "a" }]) });
    const { watched, reaches } = watch(
      targetOf(server.url, { auth: { kind: "user", user: "ada", password: "a" } }),
    );
    await reaches("connected");
    const file = (await readdir(server.dir)).find((name) => name.endsWith(".conf"));
    const path = `${server.dir}/${file}`;
    await writeFile(path, (await readFile(path, "utf8")).replace('"a" }', '"b" }'));
    process.kill(server.pid, "SIGHUP");
    expect(await reaches("refused")).toBeDefined();
    expect(watched.nats()).toBeUndefined();
    await writeFile(path, (await readFile(path, "utf8")).replace('"b" }', '"a" }'));
    process.kill(server.pid, "SIGHUP");
    await reaches("connected");
  });

  it("is refused without the client certificate that the server wants", async () => {
    const authority = createAuthority();
    const server = await start({
      config: (dir) =>
        tlsConfig(dir, { certificate: authority.issue(), clientAuthority: authority.cert }),
    });
    const { reaches } = watch(
      targetOf(`tls://localhost:${server.ports.client}`, { tls: { ca: authority.cert } }),
    );
    expect(await reaches("refused")).toMatchObject({
      why: "the server asks for a client certificate",
    });
  });

  it("tries the next of its URLs", async () => {
    const server = await start();
    const { reaches } = watch({ ...targetOf(""), urls: ["nats://127.0.0.1:1", server.url] });
    await reaches("connected");
  });

  it("never goes to a server that it was not told of, though the cluster names it (T22)", async () => {
    const cluster = await startCluster();
    cleanUp.push(() => cluster.stop());
    const [first] = cluster.servers;
    const { watched, reaches } = watch(targetOf(first?.url ?? ""));
    await reaches("connected");
    await first?.kill();
    await reaches("lost");
    await until("it has looked for its own server", () => {
      const status = watched.status();
      return status.state === "lost" && status.why.includes("nothing listens");
    });
    expect(watched.nats()).toBeUndefined();
    await first?.restart();
    expect(await reaches("connected")).toMatchObject({ server: { name: "lab-1" } });
  });

  it("sends no credentials to an address that a server gossips (T22)", async () => {
    const trapped: Buffer[] = [];
    const sockets = new Set<Socket>();
    const listen = async (answer: (socket: Socket) => void) => {
      const fake = createServer((socket) => {
        sockets.add(socket.on("error", () => {}));
        answer(socket);
      });
      await new Promise<void>((resolve) => fake.listen(0, "127.0.0.1", resolve));
      cleanUp.push(() => {
        for (const socket of sockets) socket.destroy();
        fake.close();
      });
      return (fake.address() as AddressInfo).port;
    };
    const info = (urls: string[]) =>
      `INFO ${JSON.stringify({ server_id: "F", version: "2.15.1", max_payload: 1024, proto: 1, connect_urls: urls })}\r\n`;
    const trap = await listen((socket) => {
      trapped.push(Buffer.from("visited"));
      socket.write(info([]));
      socket.on("data", (chunk) => trapped.push(chunk));
    });
    let visits = 0;
    const liar = await listen((socket) => {
      visits += 1;
      socket.write(info([`127.0.0.1:${trap}`]));
      socket.on("data", () => socket.end("PONG\r\n"));
    });
    watch(
      targetOf(`nats://127.0.0.1:${liar}`, { auth: { kind: "user", user: "ada", password: "p" } }),
    );
    await until("the liar was asked again and again", () => visits >= 4);
    expect(trapped).toEqual([]);
  });

  it("is closed while nobody answers, at once", async () => {
    const proxy = await startFaultProxy({ port: 1 });
    cleanUp.push(() => proxy.stop());
    proxy.set({ kind: "black hole" });
    const { watched } = watch(targetOf(proxy.url));
    await until("it dials", () => proxy.connectionCount() > 0);
    const startedMs = Date.now();
    await watched.close();
    expect(Date.now() - startedMs).toBeLessThan(1000);
  });
});

describe("a registry", () => {
  it("lists its connections without anything secret, and closes them", async () => {
    const server = await start({ config: usersConfig([{ user: "ada", password: "s3cret" }]) });
    const auth = { kind: "user", user: "ada", password: "s3cret" } as const;
    const target = { ...targetOf(server.url, { auth }), id: "local", label: "Lab" };
    const registry = createRegistry([target]);
    cleanUp.push(() => registry.close());
    await until("connected", () => registry.list()[0]?.status.state === "connected");
    const listed = registry.list().map((one) => summarise(one, "admin", "local"));
    expect(listed).toMatchObject([{ id: "local", label: "Lab", isDefault: true }]);
    expect(JSON.stringify(listed)).not.toMatch(/s3cret|ada/);
    expect(registry.target("local")).toBe(target);
    expect(registry.get("local")?.nats()).toBeDefined();
    expect(registry.get("other") ?? registry.target("other")).toBeUndefined();
    await registry.close();
    await until("no connection is left", async () => {
      const varz = await fetch(`http://127.0.0.1:${server.ports.monitor}/varz`);
      return ((await varz.json()) as { connections: number }).connections === 0;
    });
  });

  it("keeps each connection in its place when it is edited, and says which one changed", async () => {
    const server = await start();
    const named = (id: string, source: Target["source"] = "saved") =>
      ({ ...targetOf(server.url), id, label: id, source }) satisfies Target;
    const registry = createRegistry([named("a"), named("b"), named("c", "config")]);
    cleanUp.push(() => registry.close());
    const changed: string[] = [];
    registry.onChanged((id) => changed.push(id));
    registry.put({ ...named("a"), label: "A" });
    registry.put(named("d"));
    registry.remove("b");
    registry.remove("never");
    expect(registry.list().map(({ target }) => target.label)).toEqual(["c", "A", "d"]);
    expect(changed).toEqual(["a", "b"]);
    await until("connected", () => registry.get("a")?.status().state === "connected");
  });

  it("stays on the way there when only a name, a colour or a mark changes", async () => {
    const server = await start();
    const auth = () => hiddenAuth({ kind: "token", token: "t" });
    const plain = { ...targetOf(server.url, { auth: auth() }), id: "a", label: "a" };
    const registry = createRegistry([plain]);
    cleanUp.push(() => registry.close());
    const told: string[] = [];
    registry.onChanged((id) => told.push(`changed ${id}`));
    registry.onListed((id) => told.push(`listed ${id}`));
    const watched = registry.get("a");
    registry.put({ ...plain, auth: auth(), label: "b", colour: "red", production: true });
    expect(registry.target("a")).toMatchObject({ label: "b", production: true });
    expect(registry.get("a")).toBe(watched);
    expect(told).toEqual(["changed a"]);
    registry.put({ ...plain, auth: hiddenAuth({ kind: "token", token: "u" }) });
    expect(registry.get("a")).not.toBe(watched);
    expect(told).toEqual(["changed a", "changed a", "listed a"]);
  });
});

describe("the way there and back", () => {
  it("is measured while connected, and is no news", async () => {
    const server = await start();
    const { watched, heard } = watch(targetOf(server.url));
    const measured = await until("an rtt", () => {
      const status = watched.status();
      return status.state === "connected" && status.rttMs;
    });
    expect(measured).toBeLessThan(1_000);
    expect(heard.map(({ state }) => state)).toEqual(["connected"]);
  });
});

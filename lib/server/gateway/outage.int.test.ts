import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { parseComeBackMs } from "@/lib/model/close-codes";
import { startCluster, type TestCluster } from "@/lib/testing/cluster";
import { targetOf } from "@/lib/testing/connect";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import {
  connectThrough,
  knockUntilOpen,
  openRaw,
  startGateway,
  type TestGateway,
} from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function start(limits: Parameters<typeof startGateway>[1] = {}) {
  const server: TestServer = await startServer({});
  cleanUp.push(() => server.stop());
  const lab: TestGateway = await startGateway({ local: targetOf(server.url) }, limits);
  cleanUp.push(() => lab.stop());
  return { server, lab, url: lab.url("local") };
}

/** A program that answers with these bytes, and remembers what it was sent. */
async function startFake(answer: (socket: Socket) => void) {
  const sent: Buffer[] = [];
  const sockets = new Set<Socket>();
  const fake: Server = createServer((socket) => {
    sockets.add(socket.on("data", (chunk) => sent.push(chunk)).on("error", () => {}));
    answer(socket);
  });
  await new Promise<void>((resolve) => fake.listen(0, "127.0.0.1", resolve));
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    fake.close();
  });
  const { port } = fake.address() as AddressInfo;
  return { url: `nats://127.0.0.1:${port}`, port, received: () => Buffer.concat(sent).toString() };
}

async function gatewayTo(url: string, limits: Parameters<typeof startGateway>[1] = {}) {
  const lab = await startGateway({ local: targetOf(url) }, limits);
  cleanUp.push(() => lab.stop());
  return lab.url("local");
}

const info = (fields: object = {}) =>
  `INFO ${JSON.stringify({ server_id: "F", version: "2.15.1", max_payload: 1048576, proto: 1, headers: true, ...fields })}\r\n`;

describe("a page whose server", () => {
  it("is down is told at once, and comes in when it is back", async () => {
    const { server, url } = await start();
    await server.kill();
    expect(await openRaw(url).closed).toEqual({
      code: 4503,
      reason: "The NATS server can't be reached: connection refused: nothing listens there",
    });
    await server.restart();
    const page = await knockUntilOpen(url);
    page.send("CONNECT {}\r\nPING\r\n");
    await page.received("PONG");
    page.socket.close();
  });

  it("is killed is told at once, and nats.js comes back by itself with its subscriptions", async () => {
    const { server, url } = await start();
    const raw = openRaw(url);
    const nats = await connectThrough(url, {
      reconnectTimeWait: 50,
      reconnectJitter: 0,
      maxReconnectAttempts: -1,
    });
    nats.subscribe("again", { callback: (_error, message) => void message.respond("yes") });
    await nats.flush();
    await server.kill();
    expect(await raw.closed).toMatchObject({ code: 4503 });
    await server.restart();
    const answer = await until("the subscription answers again", () =>
      nats.request("again", "", { timeout: 500 }).catch(() => undefined),
    );
    expect(answer.string()).toBe("yes");
    await nats.close();
  });

  it("does not answer is told within the dial's time", async () => {
    const { server } = await start();
    const proxy = await startFaultProxy({ port: server.ports.client });
    cleanUp.push(() => proxy.stop());
    proxy.set({ kind: "black hole" });
    const url = await gatewayTo(proxy.url, { dialMs: 300 });
    const { code, reason } = await openRaw(url).closed;
    expect(code).toBe(4503);
    expect(reason).toContain("within 0.3 s");
  });

  it("speaks HTTP is told what answered", async () => {
    const fake = await startFake((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const { code, reason } = await openRaw(await gatewayTo(fake.url)).closed;
    expect({ code, reason }).toMatchObject({ code: 4502 });
    expect(reason).toContain("HTTP/1.1 400");
  });
});

describe("a page that", () => {
  it("asks for a connection that does not exist is told so", async () => {
    const { lab } = await start();
    expect(await openRaw(lab.url("10.0.0.1:4222")).closed).toMatchObject({ code: 4404 });
    expect(lab.gateway.connectionCount()).toBe(0);
  });

  it.each([
    ["begins with another verb", (raw: ReturnType<typeof openRaw>) => raw.send("SUB a 1\r\n")],
    [
      "sends an endless line",
      (raw: ReturnType<typeof openRaw>) => raw.send("CONNECT ".padEnd(5000)),
    ],
    ["sends a text frame", (raw: ReturnType<typeof openRaw>) => raw.socket.send("CONNECT {}\r\n")],
  ])("%s is closed with 4002", async (_name, act) => {
    const { url } = await start();
    const raw = openRaw(url);
    await raw.received("\r\n");
    act(raw);
    expect(await raw.closed).toMatchObject({ code: 4002 });
  });

  it("says nothing is closed", async () => {
    const { url } = await start({ helloMs: 50, checkMs: 20 });
    expect(await openRaw(url).closed).toMatchObject({ code: 4002 });
  });

  it("sends a frame larger than the server's messages is closed with 1009 (T52)", async () => {
    const { url } = await start();
    const raw = openRaw(url);
    await raw.received("\r\n");
    raw.socket.send(Buffer.alloc(1024 * 1024 + 65 * 1024));
    expect(await raw.closed).toMatchObject({ code: 1009 });
  });

  it("sends a message in endless pieces is closed with 1008 (T52)", async () => {
    const { url } = await start();
    const raw = openRaw(url);
    await raw.received("\r\n");
    for (let count = 0; count < 17_000; count++) raw.socket.send("x", { fin: false, binary: true });
    expect(await raw.closed).toMatchObject({ code: 1008 });
  });

  it("does not answer pings is let go", async () => {
    const { url, lab } = await start({ pingMs: 50, checkMs: 20 });
    const raw = openRaw(url);
    await raw.received("\r\n");
    raw.send("CONNECT {}\r\nPING\r\n");
    await raw.received("PONG");
    raw.socket.pause();
    await until("the socket is let go", () => lab.gateway.connectionCount() === 0);
    raw.socket.terminate();
  });

  it("leaves right after a publish has published, to a server that was busy too", async () => {
    const { server, url } = await start();
    const listener = openRaw(await gatewayTo(server.url));
    await listener.received("\r\n");
    listener.send("CONNECT {}\r\nSUB last 1\r\nPING\r\n");
    await listener.received("PONG");
    const raw = openRaw(url);
    await raw.received("\r\n");
    raw.send("CONNECT {}\r\n");
    await server.freeze();
    // More than kernels take at once: what is left has to be waited for.
    const size = 1024 * 1024 - 1024;
    for (let count = 0; count < 8; count++) raw.send(`PUB a ${size}\r\n${"x".repeat(size)}\r\n`);
    raw.send("PUB last 4\r\nword\r\n");
    raw.socket.close();
    await server.thaw();
    await listener.received("word");
    listener.socket.close();
  });

  it("is one too many is told so, others stay", async () => {
    const { url, lab } = await start({ socketsOfAddress: 2 });
    const first = openRaw(url);
    const second = openRaw(url);
    await first.received("\r\n");
    await second.received("\r\n");
    expect(await openRaw(url).closed).toMatchObject({ code: 4029 });
    expect(first.socket.readyState).toBe(first.socket.OPEN);
    second.socket.close();
    await until("the second is counted out", () => lab.gateway.connectionCount() === 1);
    await openRaw(url).received("\r\n");
  });
});

describe("the gateway", () => {
  it("tells every page when to come back as it restarts, each another moment, and leaves no connection behind [R15]", async () => {
    const { server, lab, url } = await start();
    const pages = Array.from({ length: 24 }, () => openRaw(url));
    for (const page of pages) await page.received("\r\n");
    const stoppedMs = Date.now();
    await lab.gateway.close();
    expect(Date.now() - stoppedMs).toBeLessThan(1_000);
    const told = await Promise.all(pages.map(({ closed }) => closed));
    expect(told.map(({ code }) => code)).toEqual(pages.map(() => 1012));
    expect(told[0]?.reason).toMatch(/^The console restarts; come back in \d\.\d s\.$/);
    const delays = told.map(({ reason }) => parseComeBackMs(reason) ?? -1);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(2_000);
    expect(new Set(delays).size).toBeGreaterThan(6);
    expect(lab.gateway.connectionCount()).toBe(0);
    await until("the server counts none", async () => {
      const varz = await fetch(`http://127.0.0.1:${server.ports.monitor}/varz`);
      return ((await varz.json()) as { connections: number }).connections === 0;
    });
  });

  it("tells no page of a cluster's other servers, at first or later (T22)", async () => {
    const cluster: TestCluster = await startCluster();
    cleanUp.push(() => cluster.stop());
    const [first, second] = cluster.servers;
    const raw = openRaw(await gatewayTo(cluster.urls[0] ?? ""));
    await raw.received("\r\n");
    raw.send("CONNECT {}\r\nPING\r\n");
    await raw.received("PONG");
    const infos = () => raw.text().match(/INFO /g)?.length ?? 0;
    const before = infos();
    await second?.kill();
    await until("the server tells of the change", () => infos() > before);
    await second?.restart();
    await until("and of the next", () => infos() > before + 1);
    expect(raw.text()).not.toMatch(/urls|127\.0\.0\.1|client_ip/);
    expect(raw.text()).toContain(`"server_name":"lab-1"`);
    expect(first?.version).toBeDefined();
    raw.socket.close();
  });

  it("follows no address that a server gossips, and sends it no credentials (T22)", async () => {
    const trap = await startFake(() => {});
    const liar = await startFake((socket) => {
      const gossip = { connect_urls: [`127.0.0.1:${trap.port}`] };
      socket.write(info(gossip));
      socket.once("data", () => socket.end(info(gossip)));
    });
    const raw = openRaw(await gatewayTo(liar.url));
    await raw.received("\r\n");
    raw.send("CONNECT {}\r\nPING\r\n");
    expect(await raw.closed).toMatchObject({ code: 4503 });
    expect(raw.text()).not.toContain("connect_urls");
    expect(trap.received()).toBe("");
  });

  it("does not pass on what a server sends that is not NATS", async () => {
    const fake = await startFake((socket) => {
      socket.write(info());
      socket.once("data", () => socket.write('PONG\r\ninfo {"connect_urls":["evil:1"]}\r\n'));
    });
    const raw = openRaw(await gatewayTo(fake.url));
    await raw.received("\r\n");
    raw.send("CONNECT {}\r\nPING\r\n");
    expect(await raw.closed).toMatchObject({ code: 4502 });
    expect(raw.text()).not.toContain("evil");
  });
});

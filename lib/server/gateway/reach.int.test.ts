import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createSelfSigned } from "@/lib/testing/certificates";
import { targetOf } from "@/lib/testing/connect";
import { knockUntilOpen, openRaw, startGateway } from "@/lib/testing/gateway";
import { startServer } from "@/lib/testing/servers";
import { tlsConfig } from "@/lib/testing/tls-config";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const hello = { server_id: "F", version: "2.15.1", max_payload: 1048576, headers: true };
const many = { sockets: 2_000, socketsOfAddress: 2_000 };

/** A server that can be up, refuse everybody, or take everybody and say nothing; counts who came. */
async function startListener(first: "up" | "down" | "silent") {
  let mood = first;
  let count = 0;
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    count++;
    sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
    socket.resume();
    if (mood === "down") socket.destroy();
    if (mood === "up") socket.write(`INFO ${JSON.stringify(hello)}\r\n`);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    listener.close();
  });
  const { port } = listener.address() as AddressInfo;
  return {
    url: `nats://127.0.0.1:${port}`,
    count: () => count,
    become: (next: typeof mood) => {
      mood = next;
    },
  };
}

async function startLab(url: string, limits: Parameters<typeof startGateway>[1] = {}) {
  const lab = await startGateway({ local: targetOf(url) }, { ...many, ...limits });
  cleanUp.push(() => lab.stop());
  return lab;
}

/** So many browsers that ask in one moment, and the codes that they are closed with. */
async function knock(url: string, times: number): Promise<Map<number, number>> {
  const pages = await Promise.all(Array.from({ length: times }, () => openRaw(url).closed));
  const codes = new Map<number, number>();
  for (const { code } of pages) codes.set(code, (codes.get(code) ?? 0) + 1);
  return codes;
}

describe("T50 while a server is down", () => {
  it("a thousand browsers cost it no more connections than one probe every half second", async () => {
    const listener = await startListener("down");
    const lab = await startLab(listener.url);
    const startedMs = Date.now();
    for (let round = 0; round < 10; round++) {
      expect(await knock(lab.url("local"), 100)).toEqual(new Map([[4503, 100]]));
    }
    const probes = Math.ceil((Date.now() - startedMs) / 500);
    expect(listener.count()).toBeLessThanOrEqual(1 + probes);
  });

  it("even those who ask before anybody knows are one dial", async () => {
    const listener = await startListener("down");
    const lab = await startLab(listener.url, { probeMs: 60_000 });
    expect(await knock(lab.url("local"), 300)).toEqual(new Map([[4503, 300]]));
    expect(listener.count()).toBe(1);
  });

  it("a silent one, too, is asked by one for all, and they are told when the dial's time is over", async () => {
    const listener = await startListener("silent");
    const lab = await startLab(listener.url, { dialMs: 300, probeMs: 60_000 });
    expect(await knock(lab.url("local"), 200)).toEqual(new Map([[4503, 200]]));
    expect(listener.count()).toBe(1);
  });

  it("a browser is told at once what is known, and let in within a second of the server's return", async () => {
    const server = await startServer();
    cleanUp.push(() => server.stop());
    const lab = await startLab(server.url);
    await server.kill();
    await openRaw(lab.url("local")).closed;
    const askedMs = Date.now();
    expect(await openRaw(lab.url("local")).closed).toEqual({
      code: 4503,
      reason: "The NATS server can't be reached: connection refused: nothing listens there",
    });
    expect(Date.now() - askedMs).toBeLessThan(100);
    await server.restart();
    const backMs = Date.now();
    const page = await knockUntilOpen(lab.url("local"));
    expect(Date.now() - backMs).toBeLessThan(1_000);
    page.socket.terminate();
  });

  it("five hundred browsers that were waiting all come in", async () => {
    const server = await startServer({ jetstream: false });
    cleanUp.push(() => server.stop());
    const lab = await startLab(server.url, { dialsAtOnce: 8 });
    const pages = Array.from({ length: 500 }, () => openRaw(lab.url("local")));
    for (const page of pages) await page.received("INFO");
    for (const page of pages) page.socket.terminate();
  });

  it("nobody is probed for when nobody asks any more", async () => {
    const listener = await startListener("down");
    const lab = await startLab(listener.url, { probeMs: 20, probeIdleMs: 200 });
    await knock(lab.url("local"), 1);
    await until("it is probed", () => listener.count() > 4);
    let before = -1;
    await until("the probe has ended", async () => {
      const same = before === listener.count();
      before = listener.count();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return same;
    });
    await knock(lab.url("local"), 1);
    expect(listener.count()).toBeGreaterThan(before);
  });

  it("the probe of a console that ends, ends", async () => {
    const listener = await startListener("down");
    const lab = await startLab(listener.url, { probeMs: 20 });
    await knock(lab.url("local"), 1);
    await lab.gateway.close();
    const before = listener.count();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(listener.count()).toBeLessThanOrEqual(before);
  });

  it("a browser that goes while it waits leaves the others their turn", async () => {
    const listener = await startListener("silent");
    const lab = await startLab(listener.url, { dialMs: 2_000 });
    const first = openRaw(lab.url("local"));
    await until("the first is dialled for", () => listener.count() === 1);
    const second = openRaw(lab.url("local"));
    await until("the second waits", () => lab.gateway.connectionCount() === 2);
    listener.become("up");
    first.socket.terminate();
    await second.received("INFO");
    second.socket.terminate();
  });

  it("a refusal of TLS is remembered with its own cause, and probed more seldom", async () => {
    const certificate = createSelfSigned();
    const server = await startServer({ config: (dir) => tlsConfig(dir, { certificate }) });
    cleanUp.push(() => server.stop());
    const lab = await startLab(server.url.replace("nats", "tls"), { probeMs: 1 });
    const told = await openRaw(lab.url("local")).closed;
    expect(told).toMatchObject({ code: 4401, reason: expect.stringContaining("signed by itself") });
    const connections = await totalOf(server.ports.monitor ?? 0);
    expect(await openRaw(lab.url("local")).closed).toEqual(told);
    expect(await totalOf(server.ports.monitor ?? 0)).toBe(connections);
  });
});

async function totalOf(port: number): Promise<number> {
  const varz = await fetch(`http://127.0.0.1:${port}/varz`);
  return ((await varz.json()) as { total_connections: number }).total_connections;
}

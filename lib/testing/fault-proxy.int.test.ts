import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FaultProxy, startFaultProxy } from "./fault-proxy";
import { until } from "./until";

// The other side is an echo, so that what is late, lost or cut shows byte by byte.
let echo: Server;
let proxy: FaultProxy;
let accepted: Socket[] = [];
const clients: Socket[] = [];

beforeEach(async () => {
  accepted = [];
  echo = createServer((socket) => {
    accepted.push(socket);
    socket.on("error", () => {}).pipe(socket);
  });
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  const address = echo.address();
  proxy = await startFaultProxy({ port: typeof address === "object" ? (address?.port ?? 0) : 0 });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.stop();
  for (const socket of accepted) socket.destroy();
  echo.close();
});

type Client = { socket: Socket; received: () => string; closed: () => string | undefined };

function open(): Client {
  const socket = connect({ port: proxy.port, host: proxy.host });
  clients.push(socket);
  let text = "";
  let closed: string | undefined;
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    closed = error.code ?? "error";
  });
  socket.on("close", () => {
    closed ??= "closed";
  });
  return { socket, received: () => text, closed: () => closed };
}

async function roundTripMs(client: Client, text: string): Promise<number> {
  const beganMs = performance.now();
  const before = client.received().length;
  client.socket.write(text);
  await until(`${text} comes back`, () => client.received().length >= before + text.length);
  return performance.now() - beganMs;
}

describe("the fault proxy", () => {
  it("passes bytes on unchanged and in order", async () => {
    const client = open();
    const text = Array.from({ length: 50_000 }, (_, index) => `${index},`).join("");
    await roundTripMs(client, text);
    expect(client.received()).toBe(text);
  });

  it("holds everything back in a black hole, and lets it through afterwards", async () => {
    const client = open();
    await roundTripMs(client, "before");
    proxy.set({ kind: "black hole" });
    client.socket.write("-lost?");
    const late = open();
    late.socket.write("late");
    await once(late.socket, "connect");
    // A round trip takes about a millisecond: had it come through, it would be there.
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(client.received()).toBe("before");
    expect(late.received()).toBe("");
    expect(client.closed()).toBeUndefined();
    proxy.set({ kind: "pass" });
    await until("what was held back arrives", () => client.received() === "before-lost?");
    await until("the late one too", () => late.received() === "late");
  });

  it("tells the server nothing of a client that left through a black hole", async () => {
    const client = open();
    await roundTripMs(client, "x");
    const ended = once(accepted[0] as Socket, "close").then(() => "ended");
    proxy.set({ kind: "black hole" });
    client.socket.destroy();
    const pause = new Promise((resolve) => setTimeout(() => resolve("still open"), 60));
    expect(await Promise.race([ended, pause])).toBe("still open");
    proxy.set({ kind: "pass" });
    expect(await ended).toBe("ended");
  });

  it("leaves the client alone when half open, and resets it when the network is back", async () => {
    const client = open();
    await roundTripMs(client, "x");
    proxy.set({ kind: "half open" });
    await until("the server's side is gone", () => accepted[0]?.closed);
    client.socket.write("anybody?");
    expect(client.closed()).toBeUndefined();
    proxy.set({ kind: "pass" });
    await until("the client is reset", () => client.closed() === "ECONNRESET");
  });

  it("resets open connections and new ones", async () => {
    const client = open();
    await roundTripMs(client, "x");
    proxy.set({ kind: "reset" });
    await until("the open one is reset", () => client.closed() === "ECONNRESET");
    const second = open();
    await until("the new one too", () => second.closed() === "ECONNRESET");
    proxy.set({ kind: "pass" });
    expect(await roundTripMs(open(), "x")).toBeLessThan(1_000);
  });

  it("delays each way without slowing the flow", async () => {
    const client = open();
    await roundTripMs(client, "x");
    proxy.set({ kind: "latency", delayMs: 50 });
    const shortMs = await roundTripMs(client, "y");
    expect(shortMs).toBeGreaterThan(95);
    // Two hundred writes share the delay: one after the other they would take ten seconds.
    const beganMs = performance.now();
    for (let index = 0; index < 200; index++) client.socket.write("z".repeat(1_000));
    await until("all are back", () => client.received().length === 200_002);
    expect(performance.now() - beganMs).toBeLessThan(2_000);
  });

  it("carries no more than the bandwidth", async () => {
    const client = open();
    await roundTripMs(client, "x");
    proxy.set({ kind: "bandwidth", bytesPerSec: 100_000 });
    expect(await roundTripMs(client, "y".repeat(30_000))).toBeGreaterThan(280);
    proxy.set({ kind: "pass" });
    expect(await roundTripMs(client, "y".repeat(30_000))).toBeLessThan(280);
  });

  it("forgets connections that have ended", async () => {
    const client = open();
    await roundTripMs(client, "x");
    expect(proxy.connectionCount()).toBe(1);
    client.socket.end();
    await until("none is left", () => proxy.connectionCount() === 0);
  });

  it("tells the client when the server ends the connection", async () => {
    const client = open();
    await roundTripMs(client, "x");
    accepted[0]?.end("bye");
    await until("it is closed", () => client.closed() === "closed");
    expect(client.received()).toBe("xbye");
  });
});

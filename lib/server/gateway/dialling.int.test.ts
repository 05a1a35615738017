import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createAuthority } from "@/lib/testing/certificates";
import { targetOf } from "@/lib/testing/connect";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import { connectThrough, openRaw, startGateway } from "@/lib/testing/gateway";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function gatewayTo(target: ReturnType<typeof targetOf>): Promise<string> {
  const lab = await startGateway({ local: target });
  cleanUp.push(() => lab.stop());
  return lab.url("local");
}

/** A program that takes connections and does nothing but this with them. */
async function startFake(act: (socket: Socket) => void = () => {}) {
  const sockets = new Set<Socket>();
  const fake = createServer((socket) => {
    sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
    // Unread, it would never see that the other side has closed.
    socket.resume();
    act(socket);
  });
  await new Promise<void>((resolve) => fake.listen(0, "127.0.0.1", resolve));
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    fake.close();
  });
  const { port } = fake.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, openCount: () => sockets.size };
}

it("a page that gives up after 3 s comes in though the first address is silent, and at once the next time", async () => {
  const server = await startServer({ jetstream: false });
  cleanUp.push(() => server.stop());
  const proxy = await startFaultProxy({ port: server.ports.client });
  cleanUp.push(() => proxy.stop());
  proxy.set({ kind: "black hole" });
  const url = await gatewayTo({ ...targetOf(""), urls: [proxy.url, server.url] });
  const first = await connectThrough(url, { timeout: 3000 });
  await first.close();
  const startedMs = Date.now();
  const second = await connectThrough(url, { timeout: 3000 });
  expect(Date.now() - startedMs).toBeLessThan(250);
  await second.close();
});

it("a page that leaves takes the dial for it along", async () => {
  const fake = await startFake();
  const raw = openRaw(await gatewayTo(targetOf(`nats://${fake.address}`)));
  await until("it is dialled", () => fake.openCount() === 1);
  raw.socket.terminate();
  await until("the dial is given up", () => fake.openCount() === 0, 500);
});

it("a page tries again after a server that resets the connection during the TLS handshake", async () => {
  const fake = await startFake((socket) => {
    const hello = { server_id: "F", version: "2.15.1", max_payload: 1024, tls_required: true };
    socket.write(`INFO ${JSON.stringify(hello)}\r\n`);
    socket.once("data", () => socket.resetAndDestroy());
  });
  const tls = { ca: createAuthority().cert };
  const { code, reason } = await openRaw(
    await gatewayTo(targetOf(`tls://${fake.address}`, { tls })),
  ).closed;
  expect({ code, reason }).toEqual({
    code: 4503,
    reason: expect.stringContaining("closed the connection during the TLS handshake"),
  });
});

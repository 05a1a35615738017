import { type AddressInfo, createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { getJetStream } from "@/lib/nats/account";
import type { Auth } from "@/lib/server/connections/target";
import { usersConfig } from "@/lib/testing/accounts";
import { targetOf } from "@/lib/testing/connect";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { connectNats } from "./connect";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function start() {
  const server = await startServer({ jetstream: false });
  cleanUp.push(() => server.stop());
  return server;
}

describe("the server's own connection", () => {
  it("tries again soon after a loss, then ever more slowly, and never later than 3 s", async () => {
    const server = await start();
    const failedMs: number[] = [];
    const nats = await connectNats(targetOf(server.url), {
      name: "test",
      onDialError: () => failedMs.push(Date.now()),
    });
    cleanUp.push(() => nats.close());
    await server.kill();
    await until("it has tried six times", () => failedMs.length >= 6, 9000);
    const gapsMs = failedMs.slice(1).map((ms, index) => ms - (failedMs[index] ?? 0));
    expect(gapsMs[0]).toBeGreaterThan(125);
    expect(gapsMs[0]).toBeLessThan(375);
    for (const [index, gapMs] of gapsMs.slice(0, 3).entries()) {
      expect(gapMs).toBeGreaterThan(0.75 * 250 * 2 ** index);
      expect(gapMs).toBeLessThan(1.5 * 250 * 2 ** index);
    }
    expect(Math.max(...gapsMs)).toBeLessThan(3000);
  });

  it("follows a server that comes back on another port", async () => {
    const [first, second] = [await start(), await start()];
    let current = first;
    const target = {
      ...targetOf(""),
      get urls() {
        return [current.url];
      },
    };
    const nats = await connectNats(target, { name: "test" });
    cleanUp.push(() => nats.close());
    current = second;
    await first.kill();
    await until("it is on the second", () => nats.info?.port === second.ports.client);
    await nats.flush();
  });

  it("asks under the names that the connection has for inboxes and the API", async () => {
    const permissions = { subscribe: { allow: ["_INBOX_ada.>"] } };
    const server = await startServer({
      config: (dir) =>
        `jetstream { domain: hub, store_dir: "${dir}/js" }\n${usersConfig([{ user: "ada", password: "a", permissions }])}`,
      jetstream: false,
    });
    cleanUp.push(() => server.stop());
    const subjects = { apiPrefix: "$JS.hub.API", inboxPrefix: "_INBOX_ada" };
    const auth: Auth = { kind: "user", user: "ada", password: "a" };
    const target = { ...targetOf(server.url, { auth }), subjects };
    const connection = await connectNats(target, { name: "names" });
    cleanUp.push(() => connection.close());
    expect(await getJetStream(connection)).toMatchObject({ ok: true, value: { domain: "hub" } });
  });

  it("goes on to the next address when a server turns it away", async () => {
    const server = await start();
    const bouncer = createServer((socket) => {
      const info = { server_id: "B", version: "2.15.1", max_payload: 1024, proto: 1 };
      socket.on("error", () => {}).write(`INFO ${JSON.stringify(info)}\r\n`);
      socket.once("data", () => socket.end("-ERR 'Authorization Violation'\r\n"));
    });
    await new Promise<void>((resolve) => bouncer.listen(0, "127.0.0.1", resolve));
    cleanUp.push(() => bouncer.close());
    const { port } = bouncer.address() as AddressInfo;
    const target = { ...targetOf(""), urls: [`nats://127.0.0.1:${port}`, server.url] };
    const nats = await until("it is in", () =>
      connectNats(target, { name: "test" }).catch(() => undefined),
    );
    cleanUp.push(() => nats.close());
    expect(nats.info?.port).toBe(server.ports.client);
  });
});

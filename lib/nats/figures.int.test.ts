import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { getAccount, getJetStream } from "./account";
import { identify } from "./identify";
import { getServer } from "./server";
import { listStreams } from "./streams";

const importing = `
accounts {
  SYS { users: [ { user: sys, password: sys } ], exports: [ { service: "$SYS.REQ.SERVER.PING.*", response_type: stream } ] }
  APP {
    jetstream: enabled
    users: [ { user: app, password: app } ]
    imports: [ { service: { account: SYS, subject: "$SYS.REQ.SERVER.PING.*" } } ]
  }
  PLAIN { users: [
    { user: plain, password: plain, permissions: { publish: { deny: ["$JS.API.>"] } } }
  ] }
}
system_account: SYS
`;

describe.each(["newest", "2.10", "2.9"] as const)("the figures of a %s server", (version) => {
  let server: TestServer;
  let nc: NatsConnection;
  let plain: NatsConnection;

  beforeAll(async () => {
    server = await startServer({ version, config: importing });
    nc = await connectTo(server.url, { auth: { kind: "user", user: "app", password: "app" } });
    plain = await connectTo(server.url, {
      auth: { kind: "user", user: "plain", password: "plain" },
    });
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"], max_bytes: 1_000_000 });
    await manager.streams.add({ name: "EMPTY", subjects: ["nothing"] });
    for (let n = 0; n < 5; n++) await nc.request(`orders.eu.${n}`, "0123456789");
  });

  afterAll(async () => {
    await Promise.all([nc?.close(), plain?.close()]);
    await server?.stop();
  });

  it("says who it is", () => {
    const identity = identify(nc);
    expect(identity.version).toBe(server.version);
    expect(identity.jetstream).toBe(true);
  });

  it("lists every stream with its counts and the age of its last message", async () => {
    const streams = await listStreams(nc);
    expect(streams).toMatchObject({
      ok: true,
      value: [
        { name: "EMPTY", messages: 0n, lastSequence: 0n },
        {
          name: "ORDERS",
          messages: 5n,
          lastSequence: 5n,
          subjects: ["orders.>"],
          retention: "limits",
        },
      ],
    });
    const [empty, orders] = streams.ok ? streams.value : [];
    expect(empty?.lastMessageMs).toBeUndefined();
    expect(Math.abs((orders?.lastMessageMs ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it("tells the server's counters to an account that imports them", async () => {
    const figures = await getServer(nc);
    expect(figures).toMatchObject({ ok: true, value: { version: server.version } });
    const before = figures.ok ? figures.value.inMessages : 0n;
    for (let n = 0; n < 10; n++) nc.publish("elsewhere", "x");
    await nc.flush();
    const after = await getServer(nc);
    expect(after.ok && after.value.inMessages - before >= 10n).toBe(true);
  });

  it("says that nobody answers, and where, to an account that does not import them", async () => {
    expect(await getServer(plain)).toEqual({
      ok: false,
      error: {
        kind: "no-responders",
        what: "The server's figures",
        subject: "$SYS.REQ.SERVER.PING.VARZ",
      },
    });
  });

  it("tells any account its own flow", async () => {
    const account = await getAccount(nc);
    expect(account).toMatchObject({
      ok: true,
      value: { name: "APP", servers: [identify(nc).id], connections: 1 },
    });
    expect(account.ok && account.value.inMessages >= 5n).toBe(true);
  });

  it("tells the use of JetStream", async () => {
    const use = await getJetStream(nc);
    expect(use).toMatchObject({ ok: true, value: { streams: 2, consumers: 0 } });
    expect(use.ok && use.value.storage.usedBytes > 0n).toBe(true);
  });

  it("names the subject that was refused where a permission is missing", async () => {
    expect(await getJetStream(plain)).toMatchObject({
      ok: false,
      error: {
        kind: "permission",
        operation: "publish",
        subject: "$JS.API.INFO",
        by: { who: "server" },
      },
    });
  });
});

describe("many streams", () => {
  it("come whole although the server sends them in pages of 256", async () => {
    const server = await startServer();
    const nc = await connectTo(server.url);
    try {
      const manager = await jetstreamManager(nc);
      const names = Array.from({ length: 300 }, (_, n) => `S${String(n).padStart(3, "0")}`);
      await Promise.all(names.map((name) => manager.streams.add({ name, storage: "memory" })));
      const streams = await listStreams(nc);
      expect(streams.ok && streams.value.map(({ name }) => name).sort()).toEqual(names);
    } finally {
      await nc.close();
      await server.stop();
    }
  });
});

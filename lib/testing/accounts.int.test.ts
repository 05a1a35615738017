import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterEach, describe, expect, it } from "vitest";
import { accountsConfig, usersConfig } from "./accounts";
import { connectTo } from "./connect";
import { createOperator } from "./operator";
import { startServer, type TestServer } from "./servers";

let server: TestServer | undefined;
const open: NatsConnection[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((nc) => nc.close()));
  await server?.stop();
  server = undefined;
});

async function connectAs(user: string, password: string): Promise<NatsConnection> {
  const nc = await connectTo(server?.url ?? "", { auth: { kind: "user", user, password } });
  open.push(nc);
  return nc;
}

async function connectWith(creds: string): Promise<NatsConnection> {
  const nc = await connectTo(server?.url ?? "", { auth: { kind: "creds", creds } });
  open.push(nc);
  return nc;
}

describe.each(["newest", "2.10", "2.9"] as const)("on a %s server", (version) => {
  it("a user may do what its permissions say", async () => {
    const permissions = {
      publish: { allow: ["orders.>", "_INBOX.>"], deny: ["orders.secret"] },
      subscribe: { allow: ["_INBOX.>", "orders.>"] },
    };
    const users = [{ user: "ann", password: "a b'c\"", permissions }];
    server = await startServer({ version, config: usersConfig(users) });
    const nc = await connectAs("ann", "a b'c\"");
    nc.subscribe("orders.echo", {
      callback: (_error, message) => {
        message.respond("yes");
      },
    });
    expect((await nc.request("orders.echo")).string()).toBe("yes");
    await expect(nc.request("orders.secret")).rejects.toThrow(/permission/i);
    await expect(connectAs("ann", "wrong")).rejects.toThrow(/auth/i);
  });

  it("accounts see nothing of each other, and the system account sees the servers", async () => {
    const config = accountsConfig(
      {
        SYS: { users: [{ user: "system", password: "s" }] },
        APP: { users: [{ user: "app", password: "a" }] },
        OTHER: { users: [{ user: "other", password: "o" }], jetstream: false },
      },
      "SYS",
    );
    server = await startServer({ version, config });
    const app = await connectAs("app", "a");
    await (await jetstreamManager(app)).streams.add({ name: "ORDERS", subjects: ["orders"] });
    const other = await connectAs("other", "o");
    await expect(other.request("orders", "x")).rejects.toThrow(/no responders/);
    const system = await connectAs("system", "s");
    const varz = await system.request("$SYS.REQ.SERVER.PING.VARZ");
    expect(varz.json()).toMatchObject({ data: { version: server.version } });
    await expect(app.request("$SYS.REQ.SERVER.PING.VARZ")).rejects.toThrow(/no responders/);
  });

  it("an operator's users log in with their creds", async () => {
    const operator = await createOperator();
    server = await startServer({ version, config: operator.config });
    const app = await connectWith(await operator.accounts.APP.createCreds("ann"));
    const manager = await jetstreamManager(app);
    await manager.streams.add({ name: "ORDERS", subjects: ["orders"] });
    expect((await manager.streams.info("ORDERS")).config.name).toBe("ORDERS");

    const system = await connectWith(await operator.accounts.SYS.createCreds("root"));
    const varz = await system.request("$SYS.REQ.SERVER.PING.VARZ");
    expect(varz.json()).toMatchObject({ data: { system_account: operator.accounts.SYS.id } });

    const limited = await operator.accounts.APP.createCreds("bob", {
      pub: { allow: ["_INBOX.>"] },
    });
    await expect((await connectWith(limited)).request("orders")).rejects.toThrow(/permission/i);
    const stranger = await createOperator();
    const foreign = await stranger.accounts.APP.createCreds("eve");
    await expect(connectWith(foreign)).rejects.toThrow(/auth/i);
  });
});

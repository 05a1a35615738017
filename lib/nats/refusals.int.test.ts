import { jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/nats-core";
import { Objm } from "@nats-io/obj";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AppError } from "@/lib/errors/app-error";
import { type User, usersConfig } from "@/lib/testing/accounts";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { connectThrough, startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { getAccount, getJetStream } from "./account";
import { onConnectionEvent } from "./connection-events";
import { watchKeys } from "./kv";
import { getObject } from "./objects";
import { giveScope } from "./scope";
import { listStreams } from "./streams";
import { toPermissionError } from "./to-app-error";

const next = "$JS.API.CONSUMER.MSG.NEXT.>";
const inboxPrefix = "_INBOX_me";
const users: User[] = [
  { user: "owner", password: "pw" },
  {
    user: "no-next",
    password: "pw",
    permissions: { publish: { deny: [next, "$JS.API.DIRECT.GET.>"] } },
  },
  {
    user: "own-inbox",
    password: "pw",
    permissions: { subscribe: { allow: [`${inboxPrefix}.>`] } },
  },
];
const as = (user: string) => ({ auth: { kind: "user", user, password: "pw" } }) as const;

describe.each(["newest", "2.10", "2.9"] as const)("what a %s server refuses", (version) => {
  let server: TestServer;
  let gateway: TestGateway;
  const open: NatsConnection[] = [];

  beforeAll(async () => {
    server = await startServer({ version, config: usersConfig(users) });
    const target = targetOf(server.url, as("own-inbox"));
    const named = { ...target, subjects: { apiPrefix: "$JS.API", inboxPrefix } };
    gateway = await startGateway({ named, plain: targetOf(server.url, as("owner")) }, {}, "reader");
    const owner = await connectTo(server.url, as("owner"));
    open.push(owner);
    await (await new Kvm(owner).create("b")).put("k", "v");
    await (await new Objm(owner).create("files")).putBlob({ name: "x" }, new Uint8Array(300_000));
  });

  afterAll(async () => {
    await Promise.all(open.map((nc) => nc.close()));
    await gateway?.stop();
    await server?.stop();
  });

  it("while keys are watched ends the watch, and names the subject", async () => {
    const nc = await connectTo(server.url, as("no-next"));
    open.push(nc);
    const watch = await watchKeys(nc, "b", { onEntry: () => undefined });
    expect(watch.ok && (await watch.value.ended)).toMatchObject({
      kind: "permission",
      operation: "publish",
      subject: expect.stringMatching(/^\$JS\.API\.CONSUMER\.MSG\.NEXT\.KV_b\.ui-/),
      by: { who: "server" },
    });
    const [owner] = open;
    const manager = owner && (await jetstreamManager(owner));
    expect(await manager?.consumers.list("KV_b").next()).toEqual([]);
  });

  it("while an object is read ends the reading, at once", async () => {
    const nc = await connectTo(server.url, as("no-next"));
    open.push(nc);
    const sinceMs = performance.now();
    expect(await getObject(nc, "files", "x", { onChunk: () => undefined })).toMatchObject({
      ok: false,
      error: {
        kind: "permission",
        subject: expect.stringContaining("$JS.API.DIRECT.GET.OBJ_files"),
      },
    });
    expect(performance.now() - sinceMs).toBeLessThan(1_000);
  });

  it("of inboxes does not matter where the connection has the prefix that it asks for", async () => {
    const nc = await connectThrough(gateway.url("named"), { inboxPrefix });
    open.push(nc);
    giveScope(nc, { apiPrefix: "$JS.API", inboxPrefix });
    expect(await listStreams(nc)).toMatchObject({ ok: true, value: [{}, {}] });
    expect(await getJetStream(nc)).toMatchObject({ ok: true });
    expect(await getAccount(nc)).toMatchObject({ ok: true });
    const keys: string[] = [];
    const initial = new Promise<void>((settle) => {
      void watchKeys(nc, "b", { onEntry: ({ key }) => void keys.push(key), onInitial: settle });
    });
    await initial;
    expect(keys).toEqual(["k"]);
    let length = 0;
    const onChunk = (chunk: Uint8Array) => {
      length += chunk.length;
    };
    expect((await getObject(nc, "files", "x", { onChunk })).ok).toBe(true);
    expect(length).toBe(300_000);
  });

  it("of inboxes is said, with all of them in the line, where it has another", async () => {
    const nc = await connectTo(server.url, as("own-inbox"));
    open.push(nc);
    expect(await listStreams(nc)).toMatchObject({
      ok: false,
      error: { kind: "permission", operation: "subscription", by: { who: "server" } },
    });
  });

  it("or the gateway, of what nobody waits for, is heard with the reason", async () => {
    const nc = await connectThrough(gateway.url("plain"));
    open.push(nc);
    const heard = new Promise<AppError>((settle) => {
      onConnectionEvent(nc, (event) => {
        if (event.type === "refused") settle(toPermissionError(nc, "A try", event.error));
      });
    });
    nc.publish("$JS.API.STREAM.INFO.KV_b", "", { reply: "pay.charge" });
    expect(await heard).toMatchObject({
      kind: "permission",
      operation: "publish",
      subject: "pay.charge",
      by: { who: "gateway" },
    });
  });
});

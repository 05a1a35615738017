import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutgoingMessage, PublishTally } from "@/lib/model/publish";
import { grantOf } from "@/lib/roles/grant";
import { accountsConfig } from "@/lib/testing/accounts";
import { connectTo } from "@/lib/testing/connect";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { publish, publishToStream } from "./publish";
import { publishMany } from "./publish-many";
import { request } from "./request-reply";
import { respond } from "./respond";
import { giveScope } from "./scope";

const never = new AbortController().signal;
const ignore = () => undefined;
const bytes = (text: string) => new TextEncoder().encode(text);
const message = (subject: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  ...{ subject, headers: [], payload: bytes("hello") },
  ...more,
});
const header = (name: string, value: string) => ({ headers: [{ name, value }] });

describe.each(["newest", "2.10", "2.9"] as const)("what is sent to a %s server", (version) => {
  let server: TestServer;
  let nc: NatsConnection;
  let other: NatsConnection;

  beforeAll(async () => {
    server = await startServer({
      version,
      config: `max_payload: 64KB\n${accountsConfig({
        SHOP: {
          jetstream: true,
          users: [
            { user: "clerk", password: "pw", permissions: { publish: { deny: ["safe.>"] } } },
            { user: "other", password: "pw" },
          ],
        },
      })}`,
    });
    const auth = (user: string) => ({ kind: "user", user, password: "pw" }) as const;
    nc = await connectTo(server.url, { auth: auth("clerk") });
    other = await connectTo(server.url, { auth: auth("other") });
    const manager = await jetstreamManager(other);
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
  });
  afterAll(async () => {
    await Promise.all([nc?.close(), other?.close()]);
    await server?.stop();
  });

  it("to an inbox is told whether anybody listens there, also when they have just gone", async () => {
    const heard = other.subscribe("_INBOX.waits.*", { max: 1 });
    await other.flush();
    expect(await publish(nc, message("_INBOX.waits.1"))).toMatchObject({ isListenedTo: true });
    for await (const { data } of heard) expect([...data]).toEqual([...bytes("hello")]);
    await other.flush();
    expect(await publish(nc, message("_INBOX.waits.1"))).toEqual({ state: "unheard" });
    expect(await publish(nc, message("plain.nobody"))).not.toHaveProperty("isListenedTo");
  });

  it("arrives byte for byte, with its headers as they were written", async () => {
    const heard = other.subscribe("plain", { max: 1 });
    await other.flush();
    const payload = new Uint8Array([0, 255, 13, 10, 0xc3, 0x28]);
    const headers = [
      { name: "x-Own", value: "ä" },
      { name: "x-Own", value: "second" },
      { name: "traceparent", value: "00-1" },
    ];
    const outcome = await publish(nc, { subject: "plain", reply: "back", headers, payload });
    expect(outcome).toMatchObject({ state: "taken" });
    for await (const got of heard) {
      expect([...got.data]).toEqual([...payload]);
      expect(got.reply).toBe("back");
      expect(got.headers?.values("x-Own")).toEqual(["ä", "second"]);
      expect(got.headers?.keys()).toEqual(["x-Own", "traceparent"]);
    }
  });

  it("is refused by the server or the role with the line that would allow it, and too large before it goes", async () => {
    const refused = { state: "refused", error: { kind: "permission", by: { who: "server" } } };
    expect(await publish(nc, message("safe.one"))).toMatchObject(refused);
    expect(await publishToStream(nc, message("safe.one"))).toMatchObject(refused);
    const names = { apiPrefix: "$JS.API", inboxPrefix: "_INBOX" };
    const access = {
      role: "reader",
      readOnly: false,
      tailSubjects: [],
      publishSubjects: [],
    } as const;
    giveScope(nc, { ...names, grant: grantOf({ ...names, ...access }) });
    expect(await publish(nc, message("plain"))).toMatchObject({
      state: "refused",
      error: { kind: "permission", by: { who: "role", role: "reader" } },
    });
    giveScope(nc, names);
    const large = message("plain", { payload: new Uint8Array(64 * 1024), ...header("A", "b") });
    const sizeBytes = 64 * 1024 + "NATS/1.0\r\nA: b\r\n\r\n".length;
    expect(await publish(nc, large)).toEqual({ state: "too-large", sizeBytes, maxBytes: 65_536 });
  });

  it("is stored once, however often it is sent with one Nats-Msg-Id", async () => {
    const once = message("orders.id", header("Nats-Msg-Id", "one"));
    const first = await publishToStream(nc, once);
    expect(first).toMatchObject({ state: "stored", stream: "ORDERS", isDuplicate: false });
    expect(await publishToStream(nc, once)).toMatchObject({
      ...{ state: "stored", stream: "ORDERS", isDuplicate: true },
      sequence: "sequence" in first ? first.sequence : undefined,
    });
  });

  it("is rejected by a stream that has gone on, or is another one; and no stream is said as such", async () => {
    const rejected = (name: string, value: string) =>
      publishToStream(nc, message("orders.x", header(name, value)));
    expect(await rejected("Nats-Expected-Last-Sequence", "9999")).toMatchObject({ code: 10071 });
    expect(await rejected("Nats-Expected-Stream", "OTHER")).toMatchObject({ code: 10060 });
    expect(await rejected("Nats-Expected-Last-Subject-Sequence", "9")).toMatchObject({
      code: 10071,
    });
    expect(await publishToStream(nc, message("nobody"))).toEqual({ state: "no-stream" });
  });

  it("R05: is not sent again when the connection goes after it; sent by hand, it is stored once", async () => {
    const proxy = await startFaultProxy({ port: Number(new URL(server.url).port) });
    const auth = { kind: "user", user: "clerk", password: "pw" } as const;
    const shaky = await connectTo(proxy.url, { auth });
    const once = message("orders.lost", header("Nats-Msg-Id", "lost"));
    const manager = await jetstreamManager(other);
    const stored = async () =>
      Object.values(
        (await manager.streams.info("ORDERS", { subjects_filter: "orders.lost" })).state.subjects ??
          {},
      )[0] ?? 0;
    proxy.set({ kind: "latency", delayMs: 1_000 });
    const outcome = publishToStream(shaky, once, 30_000);
    await until("it is stored", async () => (await stored()) === 1);
    await proxy.stop();
    expect(await outcome).toEqual({ state: "unknown", why: "lost" });
    expect(await publishToStream(nc, once)).toMatchObject({ isDuplicate: true });
    expect(await stored()).toBe(1);
    await shaky.close();
  });

  it("many go out at their rate until they are stopped, each counted, failures by reason", async () => {
    const manager = await jetstreamManager(other);
    const before = (await manager.streams.info("ORDERS")).state.messages;
    const stop = new AbortController();
    const template = { subject: "orders.{{n}}", headers: [], payload: "{{uuid}}" };
    const sinceMs = performance.now();
    const run = { template, awaitsAck: true, count: 10_000, ratePerSec: 200 };
    const hear = ({ taken }: PublishTally) => taken >= 50 && stop.abort();
    const tally = await publishMany(nc, run, hear, stop.signal);
    expect(performance.now() - sinceMs).toBeGreaterThan(200);
    expect(tally.sent).toBeLessThan(200);
    expect(tally.taken).toBe(tally.sent);
    const { messages } = (await manager.streams.info("ORDERS")).state;
    expect(messages - before).toBe(tally.sent);
    const fast = { template: { ...template, subject: "safe.{{n}}" }, awaitsAck: false, count: 30 };
    const none = await publishMany(nc, fast, ignore, never);
    expect(none).toMatchObject({ sent: 30, taken: 0, failures: [{ count: 30 }] });
  });

  it("a request hears its first answer, or many until they are all there, each with its latency", async () => {
    for (const _ of [1, 2, 3]) {
      other.subscribe("ask", { callback: (_error, asked) => void asked.respond("here") });
    }
    await other.flush();
    const heard: number[] = [];
    const hear = ({ afterMs }: { afterMs: number }) => void heard.push(afterMs);
    const ask = (plan: { most?: number; silenceMs?: number; timeoutMs: number }) =>
      request(nc, { message: message("ask"), ...plan }, hear, never);
    expect(await ask({ most: 1, timeoutMs: 2_000 })).toMatchObject({
      value: { why: "count", answers: 1 },
    });
    expect(await ask({ silenceMs: 150, timeoutMs: 5_000 })).toMatchObject({
      value: { why: "silence", answers: 3 },
    });
    expect(await ask({ timeoutMs: 200 })).toMatchObject({ value: { why: "time", answers: 3 } });
    expect(heard.filter((afterMs) => afterMs >= 0 && afterMs < 2_000)).toHaveLength(7);
    const nobody = request(nc, { message: message("nobody"), timeoutMs: 5_000 }, hear, never);
    expect(await nobody).toMatchObject({ value: { why: "no-responders", answers: 0 } });
    expect(
      await request(nc, { message: message("safe.ask"), timeoutMs: 5_000 }, hear, never),
    ).toMatchObject({ error: { kind: "permission", subject: "safe.ask" } });
  });

  it("a service's error is told as one", async () => {
    const { headers } = await import("@nats-io/nats-core");
    const failed = headers();
    failed.set("Nats-Service-Error-Code", "404");
    failed.set("Nats-Service-Error", "no such order");
    other.subscribe("service", {
      callback: (_error, asked) => void asked.respond("", { headers: failed }),
    });
    await other.flush();
    const heard: unknown[] = [];
    const plan = { message: message("service"), most: 1, timeoutMs: 2_000 };
    await request(nc, plan, (answer) => void heard.push(answer.serviceError), never);
    expect(heard).toEqual([{ code: "404", description: "no such order" }]);
  });

  it("a responder answers until it is stopped, counting, and shares its queue group", async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const responder = { subject: "echo", queue: "q", headers: [], payload: "no {{n}}" };
    const running = respond(nc, responder, ({ received }) => void told.push(received), stop.signal);
    await until("it listens", () => told.length > 0);
    await nc.flush();
    expect((await other.request("echo", "a")).string()).toBe("no 1");
    expect((await other.request("echo", "b")).string()).toBe("no 2");
    other.publish("echo", "c");
    await other.flush();
    await nc.flush();
    stop.abort();
    const ended = await running;
    expect(ended).toMatchObject({ value: { received: 3, answered: 2, unasked: 1, failed: 0 } });
    const shared = respond(nc, responder, ignore, AbortSignal.timeout(500));
    await nc.flush();
    let elsewhere = 0;
    const count = () => void elsewhere++;
    const member = other.subscribe("echo", { queue: "q", callback: count });
    for (let n = 0; n < 40; n++) other.publish("echo", "d");
    const reading = await shared;
    member.unsubscribe();
    expect(reading).toMatchObject({ ok: true, value: { received: 40 - elsewhere } });
    expect(elsewhere).toBeGreaterThan(0);
    await nc.flush();
    await expect(other.request("echo")).rejects.toThrow(/no responders/i);
  });
});

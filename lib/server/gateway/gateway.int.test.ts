import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { targetOf } from "@/lib/testing/connect";
import { connectThrough, openRaw, startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";

describe.each(["newest", "2.10", "2.9"] as const)("a page on nats-server %s", (version) => {
  let server: TestServer;
  let lab: TestGateway;
  let nats: NatsConnection;

  beforeAll(async () => {
    server = await startServer({ version, websocket: true });
    lab = await startGateway({
      tcp: targetOf(server.url),
      ws: targetOf(`ws://127.0.0.1:${server.ports.websocket}`),
    });
    nats = await connectThrough(lab.url("tcp"));
  });
  afterAll(async () => {
    await nats?.close();
    await lab?.stop();
    await server?.stop();
  });

  it("asks and is answered", async () => {
    nats.subscribe("echo", { callback: (_error, message) => void message.respond(message.data) });
    const answer = await nats.request("echo", "hello", { timeout: 2000 });
    expect(answer.string()).toBe("hello");
  });

  it("publishes into a stream and reads it back", async () => {
    const manager = await jetstreamManager(nats);
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
    const ack = await jetstream(nats).publish("orders.new", "one");
    expect(ack.seq).toBe(1);
    const stored = await manager.streams.getMessage("ORDERS", { seq: 1 });
    expect(stored?.string()).toBe("one");
  });

  it.each(["tcp", "ws"])("carries a payload of a mebibyte, every byte, over %s", async (way) => {
    const own = await connectThrough(lab.url(way));
    const payload = new Uint8Array(1024 * 1024).map((_, index) => (index * 31) & 255);
    own.subscribe("big", { callback: (_error, message) => void message.respond(message.data) });
    const answer = await own.request("big", payload, { timeout: 5000 });
    expect(Buffer.compare(answer.data, payload)).toBe(0);
    await own.close();
  });

  it("carries subjects and headers of any script", async () => {
    const seen = new Promise<string[]>((resolve) => {
      nats.subscribe("bestellung.größe.靴", {
        max: 1,
        callback: (_error, message) =>
          resolve([message.subject, message.headers?.get("Size") ?? "", message.string()]),
      });
    });
    const sent = headers();
    sent.set("Size", "42 ½");
    nats.publish("bestellung.größe.靴", "✓", { headers: sent });
    expect(await seen).toEqual(["bestellung.größe.靴", "42 ½", "✓"]);
  });

  it("is told when nobody answers", async () => {
    await expect(nats.request("nobody", "", { timeout: 2000 })).rejects.toThrow("no responders");
  });

  it("is seen by the server as natsight and its user, not by the name it gave itself", async () => {
    const own = await connectThrough(lab.url("tcp"), { name: "evil" });
    const response = await fetch(`http://127.0.0.1:${server.ports.monitor}/connz`);
    const { connections } = (await response.json()) as {
      connections: { name: string; lang: string }[];
    };
    expect(connections.map(({ name }) => name)).toContain("natsight/local");
    expect(connections.map(({ name }) => name)).not.toContain("evil");
    await own.close();
  });

  it("hears nothing of addresses in the INFO", async () => {
    const raw = openRaw(lab.url("tcp"));
    await raw.received("\r\n");
    const info = JSON.parse(raw.text().slice(5)) as Record<string, unknown>;
    expect(info).toMatchObject({ version: server.version, headers: true, jetstream: true });
    const shown =
      /^(server_id|server_name|version|go|proto|headers|max_payload|jetstream|client_id|api_lvl)$/;
    expect(Object.keys(info).filter((name) => !shown.test(name))).toEqual([]);
    raw.socket.close();
    await raw.closed;
  });
});

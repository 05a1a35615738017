import { afterEach, beforeEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { startCluster } from "@/lib/testing/cluster";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { openTestLink, type TestLink, wayTo } from "./link-lab";
import type { Way } from "./way";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const links: TestLink[] = [];
function open(findWay: (anew: boolean) => Way | Promise<Way>): TestLink {
  const opened = openTestLink(findWay, until);
  links.push(opened);
  return opened;
}
afterEach(async () => {
  for (const link of links.splice(0)) await link.stop();
});

describe("a tab's link", () => {
  let server: TestServer;
  let gateway: TestGateway;
  const way = () => wayTo(gateway.url("local"));

  beforeEach(async () => {
    server = await startServer();
    gateway = await startGateway({ local: targetOf(server.url), other: targetOf(server.url) });
  });

  afterEach(async () => {
    await gateway.stop();
    await server.stop();
  });

  it("says which server it is connected to, having asked once where to go", async () => {
    const { link, heard, askedCount } = open(way);
    await link.nats();
    expect(heard.map(({ state }) => state)).toEqual(["connecting", "connected"]);
    expect(heard.at(-1)).toMatchObject({ server: { version: server.version } });
    expect(askedCount()).toBe(1);
  });

  it("sends many large messages at once, and stays", async () => {
    const { link, heard } = open(way);
    const nc = await link.nats();
    const taker = await connectTo(server.url);
    const taken = taker.subscribe("large", { max: 4 });
    await taker.flush();
    const large = new Uint8Array(1_000_000).fill(7);
    for (let count = 0; count < 4; count++) nc.publish("large", large);
    const lengths: number[] = [];
    for await (const { data } of taken) lengths.push(data.length);
    expect(lengths).toEqual([1_000_000, 1_000_000, 1_000_000, 1_000_000]);
    expect(new Set(heard.map(({ state }) => state))).toEqual(new Set(["connecting", "connected"]));
    await taker.close();
  });

  it("[R01] says why it is lost, and is back within three seconds of the server", async () => {
    const { link, heard, becomes } = open(way);
    const nc = await link.nats();
    nc.subscribe("again", { callback: (_error, message) => void message.respond("yes") });
    const sinceMs = performance.now();
    await server.kill("SIGKILL");
    await becomes("reconnecting");
    expect(performance.now() - sinceMs).toBeLessThan(1_000);
    await until(
      "the reason of this outage",
      () => heard.some((status) => "why" in status && /refused/.test(status.why ?? "")),
      5_000,
    );
    // Several attempts fail, and the one that comes in is said once.
    await until("it has tried again and again", () => heard.length > 6, 5_000);
    await server.restart();
    const backMs = performance.now();
    await becomes("connected", 5_000);
    expect(performance.now() - backMs).toBeLessThan(3_000);
    const other = await connectTo(server.url);
    expect((await other.request("again")).string()).toBe("yes");
    await other.close();
    expect(heard.at(-1)).not.toHaveProperty("movedFrom");
    const comings = heard.flatMap((status) => (status.state === "connected" ? status.sinceMs : []));
    expect(new Set(comings).size).toBe(2);
  });

  it("[R01] says within ten seconds that a server has frozen", async () => {
    const { link, becomes } = open(way);
    await link.nats();
    const sinceMs = performance.now();
    await server.freeze();
    await becomes("reconnecting", 12_000);
    expect(performance.now() - sinceMs).toBeLessThan(10_000);
    server.thaw();
    await becomes("connected", 5_000);
  });

  it("does not explain a second outage with the reason of the first", async () => {
    const { link, heard, becomes } = open(way);
    await link.nats();
    await server.kill("SIGKILL");
    await until(
      "the first reason",
      () => heard.some((status) => "why" in status && /reach/.test(status.why ?? "")),
      5_000,
    );
    await server.restart();
    await becomes("connected", 5_000);
    const before = heard.length;
    await gateway.gateway.close();
    await becomes("reconnecting");
    expect(heard.slice(before).map((status) => "why" in status && status.why)).toContain(
      "The console restarts.",
    );
  });

  it("opens a changed connection anew at once, under its new names", async () => {
    const second = await startServer({ name: "second" });
    let inboxPrefix = "_INBOX";
    const { link, becomes } = open(() => ({
      kind: "gateway",
      address: gateway.url("local"),
      scope: { apiPrefix: "$JS.API", inboxPrefix },
    }));
    const first = await link.nats();
    inboxPrefix = "_CORNER.OF.MINE";
    gateway.change("local", targetOf(second.url));
    const changedMs = performance.now();
    await until("another connection", async () => (await link.nats()) !== first);
    expect(performance.now() - changedMs).toBeLessThan(500);
    await becomes("connected");
    const nc = await link.nats();
    expect(nc.info?.server_name).toBe("second");
    const other = await connectTo(second.url);
    other.subscribe("q", { callback: (_error, message) => void message.respond(message.reply) });
    await other.flush();
    expect((await nc.request("q")).string()).toMatch(/^_CORNER\.OF\.MINE\./);
    await other.close();
    expect(first.isClosed()).toBe(true);
    await second.stop();
  });

  it("says that its connection was deleted, and until the list is there that it is lost", async () => {
    let answer: (found: Way) => void = () => undefined;
    const late = new Promise<Way>((settle) => {
      answer = settle;
    });
    const { link, becomes } = open((anew) => (anew ? late : way()));
    await link.nats();
    gateway.change("local");
    await becomes("reconnecting", 1_000);
    answer({ kind: "unknown" });
    await becomes("unknown", 1_000);
  });

  it("says how far its server is", async () => {
    const { link, heard } = open(way);
    await link.nats();
    await until(
      "a round trip",
      () => heard.find((status) => status.state === "connected" && (status.rttMs ?? -1) >= 0),
      2_000,
    );
  });

  it("finds a connection that is added where there was none", async () => {
    let found: Way = { kind: "unknown" };
    const { link, becomes } = open(() => found);
    await becomes("unknown");
    found = way();
    link.setVisible(false);
    link.setVisible(true);
    await becomes("connected", 1_000);
  });

  it("asks on while the console itself is away", async () => {
    let found: Way = { kind: "away", why: "The console does not answer." };
    const { becomes, askedCount } = open(() => found);
    await becomes("reconnecting");
    await until("it has asked again", () => askedCount() > 2, 3_000);
    found = way();
    await becomes("connected", 3_000);
  });
});

describe("with a cluster, a tab's link", () => {
  it("says where it is now, and where it was before", async () => {
    const cluster = await startCluster();
    const gateway = await startGateway({ local: { ...targetOf(""), urls: cluster.urls } });
    const { link, heard, becomes } = open(() => wayTo(gateway.url("local")));
    await link.nats();
    expect(heard.at(-1)).toMatchObject({ server: { name: "lab-1" } });
    const killedMs = Date.now();
    await cluster.servers[0]?.kill();
    // It may be there again before anybody has looked.
    await until("it has lost the first", () => heard.some(({ state }) => state === "reconnecting"));
    const moved = await becomes("connected", 3_000);
    expect(Date.now() - killedMs).toBeLessThan(1_500);
    expect(moved).toMatchObject({ server: { name: "lab-2" }, movedFrom: { name: "lab-1" } });
    expect(moved.movedFrom?.lostMs).toBeGreaterThanOrEqual(killedMs);
    await gateway.stop();
    await cluster.stop();
  });
});

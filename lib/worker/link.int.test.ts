import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
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
    expect(heard.filter(({ state }) => state === "connected")).toHaveLength(2);
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

  it("says that its connection was deleted", async () => {
    let found: Way = way();
    const { link, becomes } = open(() => found);
    await link.nats();
    found = { kind: "unknown" };
    gateway.change("local");
    await becomes("unknown");
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
    await becomes("reconnecting");
    const moved = await becomes("connected", 3_000);
    expect(Date.now() - killedMs).toBeLessThan(1_500);
    expect(moved).toMatchObject({ server: { name: "lab-2" }, movedFrom: { name: "lab-1" } });
    expect(moved.movedFrom?.lostMs).toBeGreaterThanOrEqual(killedMs);
    await gateway.stop();
    await cluster.stop();
  });
});

describe("a tab's link to a gateway that shuts the door", () => {
  let http: Server;
  let doors: WebSocketServer;
  let close: { code: number; reason: string };
  let tries: number[] = [];
  let name = "";

  beforeAll(async () => {
    http = createServer();
    doors = new WebSocketServer({ server: http });
    doors.on("connection", (socket, request) => {
      // A link that never came in knocks on: those of earlier tests are not counted.
      if (request.url === `/gateway/${name}`) tries.push(performance.now());
      socket.close(close.code, close.reason);
    });
    await new Promise<void>((settle) => http.listen(0, "127.0.0.1", settle));
  });

  afterAll(() => {
    doors.close();
    http.close();
  });

  beforeEach(() => {
    name = randomUUID();
    tries = [];
  });

  const way = () => wayTo(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/gateway/${name}`);
  const passes = (ms: number) => new Promise((settle) => setTimeout(settle, ms));

  it("T50 tries again after a quarter of a second, then more seldom, never slower than planned", async () => {
    close = { code: 4503, reason: "The NATS server can't be reached." };
    const { now, heard } = open(way);
    await until("five tries", () => tries.length >= 5, 12_000);
    const gaps = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(gaps[0]).toBeGreaterThan(100);
    expect(gaps[0]).toBeLessThan(700);
    expect(Math.max(...gaps)).toBeLessThan(1_500 * 1.5 + 400);
    expect(now()).toBe("reconnecting");
    expect(heard.at(-1)).toMatchObject({ nextTryMs: expect.any(Number) });
  });

  it("T50 does not knock while nobody sees the tab, and does at once when somebody does", async () => {
    close = { code: 4503, reason: "down" };
    const { link } = open(way);
    await until("the first try", () => tries.length === 1);
    link.setVisible(false);
    await passes(1_500);
    expect(tries.length).toBeLessThanOrEqual(2);
    const before = tries.length;
    link.setVisible(true);
    await until("it knocks", () => tries.length > before, 500);
  });

  it("R15 comes back when a console that restarts has said", async () => {
    close = { code: 1012, reason: "The console restarts; come back in 1.2 s." };
    const { becomes } = open(way);
    expect(await becomes("reconnecting")).toMatchObject({ why: "The console restarts." });
    await until("it comes back", () => tries.length === 2, 3_000);
    const [first = 0, second = 0] = tries;
    expect(second - first).toBeGreaterThan(1_150);
    expect(second - first).toBeLessThan(1_700);
  });

  it.each([
    [4401, "The NATS server refused the credentials."],
    [4003, "The page went on asking for what its role may not do."],
  ])(
    "says after %i in the gateway's words what was refused, and does not knock at once again",
    async (code, reason) => {
      close = { code, reason };
      const { becomes } = open(way);
      const { why, nextTryMs = 0 } = await becomes("refused");
      expect(why).toBe(reason);
      expect(nextTryMs - Date.now()).toBeGreaterThan(13_000);
      await passes(1_500);
      expect(tries).toHaveLength(1);
    },
  );

  it("asks the list when it is told that there is no such connection", async () => {
    close = { code: 4404, reason: "There is no such connection." };
    const { link, askedCount } = open((anew) => (anew ? { kind: "unknown" } : way()));
    expect(await link.settled()).toEqual({ state: "unknown" });
    expect(askedCount()).toBe(2);
  });

  it("is not thrown back by a late answer to where it goes", async () => {
    close = { code: 4503, reason: "down" };
    let answer: (found: Way) => void = () => undefined;
    const late = new Promise<Way>((settle) => {
      answer = settle;
    });
    const { now, becomes } = open(() => late);
    await passes(100);
    expect(now()).toBe("connecting");
    answer(way());
    await becomes("reconnecting");
  });
});

describe("a tab's link whose inbox is refused", () => {
  it("asks under another one instead of failing every request", async () => {
    const subs: string[] = [];
    const http = createServer();
    const doors = new WebSocketServer({ server: http });
    // It takes no inbox but the second, as a gateway where another socket still holds the first.
    const answer = (line: string): string => {
      const [verb, subject = "", third = ""] = line.split(" ");
      if (verb === "PING") return "PONG\r\n";
      if (verb === "SUB" && subs.push(subject) === 1) {
        return `-ERR 'Permissions Violation for Subscription to "${subject}"'\r\n`;
      }
      return verb === "PUB" && subs.length > 1 ? `MSG ${third} ${subs.length} 2\r\nok\r\n` : "";
    };
    doors.on("connection", (socket) => {
      const send = (text: string) => socket.send(Buffer.from(text));
      const hello = {
        server_id: "F",
        version: "2.15.1",
        proto: 1,
        max_payload: 1048576,
        headers: true,
      };
      send(`INFO ${JSON.stringify(hello)}\r\n`);
      socket.on("message", (data) => {
        const answers = data.toString().split("\r\n").map(answer).join("");
        if (answers !== "") send(answers);
      });
    });
    await new Promise<void>((settle) => http.listen(0, "127.0.0.1", settle));
    const { link } = open(() => wayTo(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`));
    const nc = await link.nats();
    await expect(nc.request("a", "", { timeout: 1_000 })).rejects.toThrow(/permission/i);
    expect((await nc.request("a", "", { timeout: 1_000 })).string()).toBe("ok");
    expect(new Set(subs).size).toBe(2);
    doors.close();
    http.close();
  });
});

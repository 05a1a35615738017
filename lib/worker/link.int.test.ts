import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import type { LinkStatus } from "@/lib/model/link";
import { targetOf } from "@/lib/testing/connect";
import { startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { type Link, openLink } from "./link";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const here = () => Promise.resolve(true);
const links: Link[] = [];

function open(url: string, exists: () => Promise<boolean> = here) {
  const link = openLink(url, exists);
  const heard: LinkStatus[] = [];
  link.watch((status) => heard.push(status));
  links.push(link);
  return { link, heard, now: () => heard.at(-1)?.state };
}

afterEach(async () => {
  for (const link of links.splice(0)) {
    const nc = await Promise.race([link.nats(), Promise.resolve(undefined)]);
    await nc?.close();
  }
});

describe("a tab's link", () => {
  let server: TestServer;
  let gateway: TestGateway;

  beforeAll(async () => {
    server = await startServer();
    gateway = await startGateway({ local: targetOf(server.url) });
  });

  afterAll(async () => {
    await gateway.stop();
    await server.stop();
  });

  it("says which server it is connected to", async () => {
    const { link, heard } = open(gateway.url("local"));
    await link.nats();
    expect(heard.map(({ state }) => state)).toEqual(["connecting", "connected"]);
    expect(heard.at(-1)).toMatchObject({ server: { version: server.version } });
  });

  it("[R01] says why it is lost, and is back within three seconds of the server", async () => {
    const { link, heard, now } = open(gateway.url("local"));
    await link.nats();
    const sinceMs = performance.now();
    await server.kill("SIGKILL");
    await until("it says so", () => now() === "reconnecting");
    expect(performance.now() - sinceMs).toBeLessThan(1_000);
    await until(
      "the reason of this outage",
      () => heard.some((status) => "why" in status && /reach|refused/.test(status.why)),
      5_000,
    );
    await server.restart();
    const backMs = performance.now();
    await until("it is back", () => now() === "connected", 5_000);
    expect(performance.now() - backMs).toBeLessThan(3_000);
  });

  it("does not explain a second outage with the reason of the first", async () => {
    const { link, heard, now } = open(gateway.url("local"));
    await link.nats();
    await server.kill("SIGKILL");
    await until(
      "the first reason",
      () => heard.some((s) => "why" in s && /reach/.test(s.why)),
      5_000,
    );
    await server.restart();
    await until("it is back", () => now() === "connected", 5_000);
    const before = heard.length;
    await gateway.gateway.close(1012, "The console restarts.");
    await until("it is lost again", () => now() === "reconnecting");
    expect(heard.slice(before).map((status) => "why" in status && status.why)).toContain(
      "The console restarts.",
    );
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
      // A link that never came in cannot be closed: those of earlier tests knock on.
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

  const url = () => `ws://127.0.0.1:${(http.address() as AddressInfo).port}/gateway/${name}`;

  it("tries again after a quarter of a second, then more seldom, never slower than planned", async () => {
    close = { code: 4503, reason: "The NATS server can't be reached." };
    const { now } = open(url());
    await until("five tries", () => tries.length >= 5, 10_000);
    const gaps = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(gaps[0]).toBeGreaterThan(100);
    expect(gaps[0]).toBeLessThan(700);
    expect(Math.max(...gaps)).toBeLessThan(1_500 * 1.5 + 400);
    expect(now()).toBe("reconnecting");
  });

  it("says in the gateway's words what was refused, and does not knock at once again", async () => {
    close = { code: 4401, reason: "The NATS server refused the credentials." };
    const { heard, now } = open(url());
    await until("it is refused", () => now() === "refused");
    expect(heard.at(-1)).toMatchObject({ why: "The NATS server refused the credentials." });
    await new Promise((settle) => setTimeout(settle, 1_500));
    expect(tries).toHaveLength(1);
  });

  it("says that there is no such connection, and asks for that only once", async () => {
    close = { code: 4404, reason: "" };
    let asked = 0;
    const { link } = open(url(), () => {
      asked++;
      return Promise.resolve(false);
    });
    expect(await link.settled()).toEqual({ state: "unknown" });
    expect(asked).toBe(1);
  });

  it("is not thrown back by a late answer to whether it exists", async () => {
    close = { code: 4503, reason: "down" };
    let answer: (known: boolean) => void = () => undefined;
    const late = new Promise<boolean>((settle) => {
      answer = settle;
    });
    const { now } = open(url(), () => late);
    await until("a second try", () => tries.length >= 2, 5_000);
    expect(now()).toBe("connecting");
    answer(true);
    await until("it is said", () => now() === "reconnecting");
  });
});

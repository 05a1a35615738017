import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTransportFactory, type Transport } from "@nats-io/nats-core/internal";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { until } from "@/lib/testing/until";
import { openTestLink, type TestLink, wayTo } from "./link-lab";
import type { Way } from "./way";

/** When a link knocked, by its own clock: how long a door takes to open is the machine's affair. */
let tries: number[] = [];
let name = "";

// The link takes the platform's WebSocket, which Node 20 has not.
class Knocking extends WebSocket {
  constructor(address: string) {
    super(address);
    // A link that never came in knocks on: those of earlier tests are not counted.
    if (address.endsWith(`/gateway/${name}`)) tries.push(performance.now());
  }
}
Object.assign(globalThis, { WebSocket: Knocking });

const links: TestLink[] = [];
function open(findWay: (anew: boolean) => Way | Promise<Way>): TestLink {
  const opened = openTestLink(findWay, until);
  links.push(opened);
  return opened;
}
afterEach(async () => {
  for (const link of links.splice(0)) await link.stop();
});

describe("a tab's link to a gateway that shuts the door", () => {
  let http: Server;
  let doors: WebSocketServer;
  let close: { code: number; reason: string };

  beforeAll(async () => {
    http = createServer();
    doors = new WebSocketServer({ server: http });
    doors.on("connection", (socket) => socket.close(close.code, close.reason));
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

describe("a tab's link that can't even open a socket", () => {
  it("rests between two dials, and leaves the thread to others", async () => {
    let dials = 0;
    const { now } = open(() => wayTo("ws://127.0.0.1:9/"));
    await until("the first dial has failed", () => now() === "reconnecting");
    // nats.js has one way to open a transport for all clients of a thread: whoever comes last has set it.
    setTransportFactory({
      factory: () => {
        dials++;
        return brokenTransport();
      },
    });
    await until("it dials by that", () => dials > 0, 5_000);
    const before = dials;
    await new Promise((settle) => setTimeout(settle, 500));
    expect(dials - before).toBeGreaterThan(0);
    // The links of earlier tests knock on as well.
    expect(dials - before).toBeLessThan(100);
  });
});

function brokenTransport(): Transport {
  const closed = Promise.resolve();
  return {
    ...{ lang: "none", version: "0", isClosed: true },
    connect: () => Promise.reject(new Error("no socket")),
    async *[Symbol.asyncIterator]() {},
    isEncrypted: () => false,
    send: () => undefined,
    close: () => closed,
    disconnect: () => undefined,
    closed: () => closed,
    discard: () => undefined,
  };
}

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

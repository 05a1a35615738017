import { afterEach, describe, expect, it } from "vitest";
import type { RoleName } from "@/lib/model/role";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { connectThrough, openRaw, startGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const numberIn = (data: Uint8Array) => Number(new TextDecoder().decode(data));
const mebibyte = 1024 * 1024;

async function start(limits: Parameters<typeof startGateway>[1] = {}, role: RoleName = "admin") {
  const server = await startServer({ jetstream: false });
  cleanUp.push(() => server.stop());
  const lab = await startGateway({ local: targetOf(server.url) }, limits, role);
  cleanUp.push(() => lab.stop());
  const owner = await connectTo(server.url);
  cleanUp.push(() => owner.close());
  const open = async () => {
    const raw = openRaw(lab.url("local"));
    cleanUp.push(() => raw.socket.terminate());
    await raw.received("\r\n");
    raw.send('CONNECT {"headers":true,"no_responders":true}\r\nPING\r\n');
    await raw.received("PONG");
    return raw;
  };
  const rtt = async () => {
    const neighbour = await connectThrough(lab.url("local"));
    const ms = await neighbour.rtt();
    await neighbour.close();
    return ms;
  };
  return { server, lab, owner, open, rtt };
}

describe("T51 a page that sends too many frames", () => {
  it("is heard more slowly; all of it arrives in order, and others notice nothing", async () => {
    const { lab, owner, open } = await start({ framesPerSecond: 4000, framesAtOnce: 1000 });
    const seen: number[] = [];
    owner.subscribe("flood", { callback: (_error, { data }) => void seen.push(numberIn(data)) });
    await owner.flush();
    const neighbour = await connectThrough(lab.url("local"));
    cleanUp.push(() => neighbour.close());
    const raw = await open();
    const startedMs = performance.now();
    for (let batch = 0; batch < 60; batch++) {
      const numbers = Array.from({ length: 100 }, (_, at) => String(batch * 100 + at).padEnd(128));
      raw.send(numbers.map((text) => `PUB flood 128\r\n${text}\r\n`).join(""));
    }
    await neighbour.rtt();
    expect(seen.length).toBeLessThan(6000);
    await until("all of it has come", () => seen.length === 6000);
    expect(performance.now() - startedMs).toBeGreaterThan(1000);
    expect(seen).toEqual(seen.map((_, at) => at));
  });

  it("is let go when its role allows nothing of them, with 4003", async () => {
    const { lab, open, rtt } = await start({}, "reader");
    const raw = await open();
    raw.send("PUB secret 0\r\n\r\n".repeat(200));
    expect(await raw.closed).toMatchObject({ code: 4003 });
    expect(raw.text().match(/Permissions Violation/g)?.length).toBe(51);
    expect(await rtt()).toBeTypeOf("number");
    const told = () => lab.logged.filter((line) => line.includes("refused"));
    const first = "warn gateway local: refused to reader: a publication to secret";
    expect(told()).toEqual([first]);
    await lab.gateway.close();
    expect(told()).toEqual([
      first,
      "warn gateway local: refused 50 frames, the last one to reader: a publication to secret",
    ]);
  });
});

describe("T51 a page that subscribes", () => {
  it("to more than 1,024 subjects is told so, and keeps those that it has", async () => {
    const { owner, open } = await start();
    const raw = await open();
    raw.send(Array.from({ length: 1025 }, (_, sid) => `SUB many.${sid} ${sid}\r\n`).join(""));
    await raw.received("-ERR 'Maximum Subscriptions Exceeded: 1024 on one connection'");
    raw.send("PING\r\n");
    await until("it is done", () => raw.text().split("PONG").length === 3);
    owner.publish("many.1023", "the last one");
    owner.publish("many.1024", "one too many");
    owner.publish("many.0", "the first one");
    await raw.received("the first one");
    expect(raw.text()).toContain("the last one");
    expect(raw.text()).not.toContain("one too many");
  });

  it("anew for each request may ask as often as it likes", async () => {
    const { lab, owner, server } = await start({ subscriptions: 20 });
    owner.subscribe("echo", { callback: (_error, message) => void message.respond(message.data) });
    await owner.flush();
    const nats = await connectThrough(lab.url("local"));
    cleanUp.push(() => nats.close());
    const before = await subscriptionsOf(server);
    const held = nats.subscribe("held");
    for (let count = 0; count < 100; count++) {
      const answer = await nats.request("echo", String(count), { noMux: true, timeout: 2000 });
      expect(answer.string()).toBe(String(count));
      await nats.request("nobody", "", { noMux: true, timeout: 2000 }).catch(() => {});
    }
    expect(held.isClosed()).toBe(false);
    // The server's own "no responders" does not end a subscription there: the gateway does.
    await nats.flush();
    expect((await subscriptionsOf(server)) - before).toBe(1);
  });
});

async function subscriptionsOf({ ports }: TestServer): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${ports.monitor}/subsz`);
  const { num_subscriptions: count } = (await response.json()) as { num_subscriptions: number };
  return count;
}

describe("T52 messages that never become whole", () => {
  it("are bounded for all sockets together: the one with the most is cut off", async () => {
    const { open, lab } = await start({ halfReceivedBytes: mebibyte });
    const small = await open();
    const big = await open();
    small.socket.send(Buffer.alloc(300_000), { fin: false, binary: true });
    big.socket.send(Buffer.alloc(500_000), { fin: false, binary: true });
    big.socket.send(Buffer.alloc(400_000), { fin: false, binary: true });
    await big.closed;
    expect(lab.logged.join("\n")).toContain("1009: Too much of messages that are not whole");
    expect(lab.gateway.connectionCount()).toBe(1);
    small.socket.send(Buffer.from(""), { fin: true, binary: true });
    expect(await small.closed).toMatchObject({ code: 4002 });
  });

  it("cost little in a million pieces of one byte", async () => {
    const { open, rtt } = await start();
    const before = process.memoryUsage().rss;
    const raw = await open();
    let most = 0;
    for (let batch = 0; batch < 1000 && raw.socket.readyState === raw.socket.OPEN; batch++) {
      for (let count = 0; count < 1000; count++) raw.socket.send("x", { fin: false, binary: true });
      await new Promise((resolve) => setImmediate(resolve));
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    expect(await raw.closed).toMatchObject({ code: 1008 });
    expect(most).toBeLessThan(150 * mebibyte);
    expect(await rtt()).toBeTypeOf("number");
  });

  it("are closed with 1009 as soon as they are too long: 65 KiB over a limit of 64 KiB", async () => {
    const { open } = await start({ payloadBytes: 64 * 1024, frameOverheadBytes: 0 });
    const whole = await open();
    whole.socket.send(Buffer.alloc(65 * 1024));
    expect(await whole.closed).toMatchObject({ code: 1009 });
    const pieces = await open();
    pieces.socket.send(Buffer.alloc(33 * 1024), { fin: false, binary: true });
    pieces.socket.send(Buffer.alloc(32 * 1024), { fin: false, binary: true });
    expect(await pieces.closed).toMatchObject({ code: 1009 });
  });
});

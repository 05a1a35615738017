import { afterEach, expect, it } from "vitest";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { openRaw, startGateway } from "@/lib/testing/gateway";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const mebibyte = 1024 * 1024;

async function startFlood(limits: Parameters<typeof startGateway>[1]) {
  const server = await startServer({ jetstream: false });
  cleanUp.push(() => server.stop());
  const lab = await startGateway({ local: targetOf(server.url) }, limits);
  cleanUp.push(() => lab.stop());
  const publisher = await connectTo(server.url);
  cleanUp.push(() => publisher.close());
  const raw = openRaw(lab.url("local"));
  cleanUp.push(() => raw.socket.terminate());
  await raw.received("\r\n");
  raw.send("CONNECT {}\r\nSUB flood 1\r\nPING\r\n");
  await raw.received("PONG");
  return { server, lab, publisher, raw };
}

it("keeps its memory flat under a page that stopped reading, and lets it go (T48, T49)", async () => {
  const { lab, publisher, raw } = await startFlood({ stalledMs: 1500, checkMs: 100 });
  raw.socket.pause();
  const payload = Buffer.alloc(64 * 1024, "x");
  const before = process.memoryUsage().rss;
  let sent = 0;
  let most = 0;
  await until(
    "the page is let go",
    async () => {
      for (let count = 0; count < 32; count++) publisher.publish("flood", payload);
      sent += 32 * payload.length;
      await publisher.flush();
      most = Math.max(most, process.memoryUsage().rss - before);
      return lab.gateway.connectionCount() === 0;
    },
    15_000,
  );
  expect(sent).toBeGreaterThan(50 * mebibyte);
  expect(most).toBeLessThan(100 * mebibyte);
  expect(lab.logged.join("\n")).toContain("4008");
});

it("loses nothing when a page falls behind and catches up", async () => {
  const { publisher, raw } = await startFlood({
    pauseAboveBytes: 64 * 1024,
    resumeBelowBytes: 16 * 1024,
  });
  raw.socket.pause();
  const count = 400;
  const payload = "x".repeat(32 * 1024);
  for (let index = 0; index < count; index++) publisher.publish("flood", `${index} ${payload}`);
  await publisher.flush();
  raw.socket.resume();
  raw.send("PING\r\n");
  await raw.received(`\r\n${count - 1} `);
  const numbers = [...raw.text().matchAll(/\r\n(\d+) x/g)].map(([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: count }, (_, index) => index));
});

it("sends many small messages in few frames", async () => {
  const { publisher, raw } = await startFlood({});
  const before = raw.frameCount();
  const count = 20_000;
  for (let index = 0; index < count; index++) publisher.publish("flood", "0123456789abcdef");
  publisher.publish("flood", "the last one");
  await publisher.flush();
  await raw.received("the last one");
  expect(raw.frameCount() - before).toBeLessThan(count / 20);
});

it("waits for a server that takes nothing, and then lets the page go", async () => {
  const { server, raw, lab } = await startFlood({ stalledMs: 1000, checkMs: 100 });
  await server.freeze();
  const payload = `PUB sink ${mebibyte - 1024}\r\n${"x".repeat(mebibyte - 1024)}\r\n`;
  for (let count = 0; count < 64; count++) raw.send(payload);
  const before = process.memoryUsage().rss;
  let unsent = 0;
  await until(
    "the page is let go",
    () => {
      // Closing, it is read to its end again.
      if (lab.logged.length === 0) unsent = raw.socket.bufferedAmount;
      return lab.gateway.connectionCount() === 0;
    },
    15_000,
  );
  // The page still held most of it: the gateway took only what it may keep.
  expect(unsent).toBeGreaterThan(32 * mebibyte);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * mebibyte);
  expect(lab.logged.join("\n")).toContain("it takes no more data");
  await server.thaw();
});

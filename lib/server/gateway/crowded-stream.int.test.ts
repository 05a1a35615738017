import { jetstreamManager } from "@nats-io/jetstream";
import { afterEach, describe, expect, it } from "vitest";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { openRaw, startGateway } from "@/lib/testing/gateway";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const nameOf = (at: number) => `ui-${String(at).padStart(22, "0")}`;
const creation = (at: number) => {
  const name = nameOf(at);
  const config = { name, inactive_threshold: 300_000_000_000 };
  const body = JSON.stringify({ stream_name: "S", config });
  return `PUB $JS.API.CONSUMER.CREATE.S.${name} ${body.length}\r\n${body}\r\n`;
};
const frames = (count: number, frameOf: (at: number) => string, from = 0) =>
  Array.from({ length: count }, (_, at) => frameOf(from + at)).join("");

async function start(version: "newest" | "2.10" | "2.9") {
  const server = await startServer({ version });
  cleanUp.push(() => server.stop());
  const lab = await startGateway(
    { local: targetOf(server.url) },
    { refusedPerSecond: 1e6 },
    "reader",
  );
  cleanUp.push(() => lab.stop());
  const owner = await connectTo(server.url);
  cleanUp.push(() => owner.close());
  const manager = await jetstreamManager(owner);
  await manager.streams.add({ name: "S", subjects: ["orders.>"] });
  const count = async () => (await manager.streams.info("S")).state.consumer_count;
  const open = async () => {
    const raw = openRaw(lab.url("local"));
    cleanUp.push(() => raw.socket.terminate());
    await raw.received("\r\n");
    raw.send('CONNECT {"headers":true}\r\nPING\r\n');
    await raw.received("PONG");
    /** Sends it, and waits until the server has seen all of it. */
    const run = async (text: string) => {
      const pongs = () => raw.text().split("PONG").length;
      const before = pongs();
      raw.send(`${text}PING\r\n`);
      await until("the server has seen all of it", () => pongs() > before);
    };
    return { ...raw, run };
  };
  return { manager, count, open };
}

describe.each(["newest", "2.10", "2.9"] as const)("T29 T53 on nats-server %s", (version) => {
  it("a reader's consumers leave room for those of a stream's owners", async () => {
    const { manager, count, open } = await start(version);
    const [first] = await Promise.all([open()]);
    await first.run(frames(1500, creation));
    await manager.consumers.add("S", { durable_name: "worker", ack_policy: "explicit" });
    expect(await count()).toBe(33);
    expect(first.text()).toContain(
      `-ERR 'Permissions Violation for Publish to "$JS.API.CONSUMER.CREATE.S.${nameOf(32)}": 32 consumers for looking on one socket'`,
    );
    for (let at = 1; at < 8; at++) {
      const next = await open();
      await next.run(frames(100, creation, at * 100));
    }
    expect(await count()).toBe(201);
  });

  it("what a reader has made goes with it, and what it deletes makes room", async () => {
    const { count, open } = await start(version);
    const deletion = (at: number) => `PUB $JS.API.CONSUMER.DELETE.S.${nameOf(at)} 0\r\n\r\n`;
    const withBody = (at: number) => `PUB $JS.API.CONSUMER.DELETE.S.${nameOf(at)} 1\r\nx\r\n`;
    const raw = await open();
    await raw.run(frames(40, creation) + frames(32, withBody));
    expect(await count()).toBe(32);
    await raw.run(frames(10, deletion));
    expect(await count()).toBe(22);
    raw.socket.close(1000);
    await until("they are gone", async () => (await count()) === 0);
  });
});

import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { afterEach, describe, expect, it } from "vitest";
import { accountsConfig } from "@/lib/testing/accounts";
import { connectTo } from "@/lib/testing/connect";
import { collectConsumers } from "@/lib/testing/consumer-collector";
import { startServer } from "@/lib/testing/servers";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const sys = { kind: "user", user: "sys", password: "sys" } as const;
const app = { kind: "user", user: "app", password: "app" } as const;
const config = accountsConfig({ SYS: { users: [sys] }, APP: { users: [app] } }, "SYS");

/** So many streams of ten consumers each, half of which are behind. */
async function startFilled(streams: number) {
  const server = await startServer({ config });
  cleanUp.push(() => server.stop());
  const nc = await connectTo(server.url, { auth: app });
  cleanUp.push(() => nc.close());
  const manager = await jetstreamManager(nc);
  for (let stream = 0; stream < streams; stream++) {
    await addStream(manager, `S${stream}`);
    await nc.request(`S${stream}.a`);
  }
  return server;
}

async function addStream(manager: JetStreamManager, name: string) {
  const storage = "memory" as const;
  await manager.streams.add({ name, storage, subjects: [`${name}.>`], allow_direct: true });
  const made = Array.from({ length: 10 }, (_, n) => {
    const filter = n % 2 === 0 ? {} : { filter_subject: `${name}.a` };
    const config = { durable_name: `c${n}`, ack_policy: "explicit" as const, ...filter };
    return manager.consumers.add(name, config);
  });
  await Promise.all(made);
}

/** What a while costs, as a part of a core, and the longest that nobody else had a turn. */
async function measure(what: string) {
  const [before, beganMs] = [process.cpuUsage(), performance.now()];
  await pause(20_000);
  const { user, system } = process.cpuUsage(before);
  const part = (user + system) / 1_000 / (performance.now() - beganMs);
  // What watches the delay takes a part of a core itself.
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await pause(30_000);
  delay.disable();
  const longestMs = delay.max / 1e6;
  process.stdout.write(
    `${what}: ${(part * 100).toFixed(1)} % of a core, longest block ${longestMs.toFixed(0)} ms\n`,
  );
  return { part, longestMs };
}

// In the long run alone (vitest.config.ts): beside other tests the figures are the other tests'.
describe("a thousand consumers", () => {
  it("cost the collector at most a twentieth of a core", async () => {
    const server = await startFilled(100);
    const { reads } = collectConsumers(cleanUp, server.url, { auth: app });
    await reads("all of them", ({ rows, by }) => rows.length === 1_000 && by, 20_000);
    // The first look-ups and the quick first readings are over.
    await pause(10_000);
    const { part, longestMs } = await measure("1,000 consumers");
    expect(part).toBeLessThan(0.05);
    expect(longestMs).toBeLessThan(100);
  });
});

describe("ten thousand consumers", () => {
  it.each(["list", "system-account"])("told by %s leave others their turn", async (source) => {
    const server = await startFilled(1_000);
    const more = source === "list" ? { auth: app } : { auth: app, system: sys };
    const { reads } = collectConsumers(cleanUp, server.url, more);
    await reads("all of them", ({ rows, by }) => rows.length === 10_000 && by === source, 60_000);
    await pause(20_000);
    const { longestMs } = await measure(`10,000 consumers by ${source}`);
    expect(longestMs).toBeLessThan(100);
  });
});

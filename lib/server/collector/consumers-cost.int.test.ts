import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { jetstreamManager } from "@nats-io/jetstream";
import { afterEach, describe, expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { collectConsumers } from "@/lib/testing/consumer-collector";
import { startServer } from "@/lib/testing/servers";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

// In the long run alone (vitest.config.ts): beside other tests the figures are the other tests'.
describe("a thousand consumers", () => {
  it("cost the collector at most a twentieth of a core", async () => {
    const server = await startServer();
    cleanUp.push(() => server.stop());
    const nc = await connectTo(server.url);
    cleanUp.push(() => nc.close());
    const manager = await jetstreamManager(nc);
    for (let stream = 0; stream < 100; stream++) {
      const name = `S${stream}`;
      await manager.streams.add({ name, subjects: [`${name}.>`], allow_direct: true });
      for (let n = 0; n < 10; n++) {
        const filter = n % 2 === 0 ? {} : { filter_subject: `${name}.a` };
        const config = { durable_name: `c${n}`, ack_policy: "explicit" as const, ...filter };
        await manager.consumers.add(name, config);
      }
      await nc.request(`${name}.a`);
    }
    const { reads } = collectConsumers(cleanUp, server.url);
    await reads("all of them", ({ rows, by }) => rows.length === 1_000 && by, 20_000);
    // The first look-ups and the quick first readings are over.
    await pause(10_000);
    const [before, beganMs] = [process.cpuUsage(), performance.now()];
    await pause(20_000);
    const { user, system } = process.cpuUsage(before);
    const part = (user + system) / 1_000 / (performance.now() - beganMs);
    // What watches the delay takes a part of a core itself.
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await pause(10_000);
    const longestMs = delay.max / 1e6;
    process.stdout.write(
      `1,000 consumers: ${(part * 100).toFixed(1)} % of a core, longest block ${longestMs.toFixed(0)} ms\n`,
    );
    expect(part).toBeLessThan(0.05);
    expect(longestMs).toBeLessThan(100);
  });
});

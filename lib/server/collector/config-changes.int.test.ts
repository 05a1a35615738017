import { jetstreamManager } from "@nats-io/jetstream";
import { afterEach, expect, it } from "vitest";
import { createRegistry } from "@/lib/server/connections/registry";
import { createThreadOpener, makeFolder, openHistory } from "@/lib/server/history/history-lab";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createCollectors } from "./collectors";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const second = 1_000_000_000;

it.each(["newest", "2.9"] as const)(
  "what was changed of a consumer and of its stream is told once each, with what it was, and kept (%s)",
  async (version) => {
    const server = await startServer({ version });
    cleanUp.push(() => server.stop());
    const nc = await connectTo(server.url);
    cleanUp.push(() => nc.close());
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "S", subjects: ["s.>"] });
    const config = { durable_name: "w", ack_policy: "explicit" as const };
    const { created } = await manager.consumers.add("S", { ...config, ack_wait: 30 * second });
    const { folder, remove } = makeFolder();
    cleanUp.push(remove);
    const history = openHistory(folder, createThreadOpener());
    cleanUp.push(() => history.close());
    const registry = createRegistry([targetOf(server.url)]);
    cleanUp.push(() => registry.close());
    const collectors = createCollectors(registry, "admin", history);
    cleanUp.push(() => collectors.close());
    const collector = collectors.get("test");
    const isRead = () => collector?.consumers().rows.some(({ name }) => name === "w");
    await until("it is read", () => (isRead() ? true : undefined));

    await manager.consumers.update("S", "w", { ack_wait: 90 * second, max_deliver: 5 });
    await manager.streams.update("S", { max_age: 3_600 * second });
    const told = async () => {
      const [fromMs, toMs] = [Date.parse(created) - 1_000, Date.now() + 60_000];
      const answer = await history.read("test", {
        ...{ series: ["pending"], stream: "S", consumer: "w", fromMs, toMs, points: 10 },
      });
      return answer.ok ? answer.value.events.filter(({ kind }) => kind.endsWith("-updated")) : [];
    };
    await until("both are told", async () => ((await told()).length > 1 ? true : undefined));
    // Made again under its name it is not another configuration of the same.
    await manager.consumers.delete("S", "w");
    await manager.consumers.add("S", { ...config, max_ack_pending: 7 });
    const isAnother = () => collector?.consumers().rows.some((row) => row.maxAckPending === 7);
    await until("it is another one", () => (isAnother() ? true : undefined));
    await manager.consumers.update("S", "w", { max_ack_pending: 9 });
    const events = await until("what was changed of that one is told", async () => {
      const now = await told();
      return now.some(({ change }) => change?.endsWith("9")) ? now : undefined;
    });
    expect(events.map(({ kind, change }) => `${kind}: ${change}`).toSorted()).toEqual([
      "consumer-updated: ack wait: 30 s → 1 min 30 s, max deliver: no limit → 5",
      "consumer-updated: max ack pending: 7 → 9",
      "stream-updated: max age: no limit → 1 h",
    ]);
  },
);

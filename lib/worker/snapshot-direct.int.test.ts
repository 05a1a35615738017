import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { applyConsumers, noConsumers } from "@/lib/live/apply-consumers";
import { applySnapshot } from "@/lib/live/apply-snapshot";
import type { Snapshot } from "@/lib/model/snapshot";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { readNames } from "./names-direct";
import { createDirectSnapshot } from "./snapshot-direct";

let server: TestServer;
let nc: NatsConnection;
beforeAll(async () => {
  server = await startServer();
  nc = await connectTo(server.url);
  await (await jetstreamManager(nc)).streams.add({ name: "ORDERS", subjects: ["orders.>"] });
});
afterAll(async () => {
  await nc?.close();
  await server?.stop();
});

/** Looks as a page does, and keeps what it has seen. */
function look(direct: ReturnType<typeof createDirectSnapshot>) {
  let seen: Snapshot | undefined;
  return async (): Promise<Snapshot> => {
    const reading = await direct.read(nc, seen?.revision);
    if (!reading.ok) throw new Error(JSON.stringify(reading.error));
    seen = applySnapshot(seen, reading.value);
    return seen;
  };
}

/** What comes of asking again and again. */
async function sees<T>(what: string, read: () => Promise<Snapshot>, find: (seen: Snapshot) => T) {
  let seen = await read();
  return until(
    what,
    () => {
      void read().then((next) => {
        seen = next;
      });
      return find(seen) || undefined;
    },
    15_000,
  );
}

it("a tab without a collector reads the same by itself: streams with their rate, figures, events", async () => {
  const read = look(createDirectSnapshot());
  const first = await read();
  expect(first.account.value?.connections).toBe(1);
  expect(first.servers).toMatchObject({ error: { kind: "no-responders" } });
  expect(first.flow.of).toBe("account");
  await sees("the stream", read, ({ streams }) =>
    streams.value?.some(({ name }) => name === "ORDERS"),
  );
  const js = jetstream(nc);
  await Promise.all(Array.from({ length: 100 }, () => js.publish("orders.new")));
  await sees("its rate", read, ({ streams }) => (streams.value?.[0]?.inRate ?? 0) > 0);
  await sees("the account's rate", read, ({ flow }) =>
    flow.values.inMessages.some((rate) => (rate ?? 0) > 0),
  );
  await (await jetstreamManager(nc)).streams.add({ name: "LATER", subjects: ["later"] });
  await sees("the event", read, ({ events }) =>
    events.some(({ kind, stream }) => kind === "stream-created" && stream === "LATER"),
  );
});

it("[L8] asks NATS nothing any more once nobody looks, and leaves a gap", async () => {
  const direct = createDirectSnapshot(100);
  const read = look(direct);
  await read();
  expect(direct.isRunning()).toBe(true);
  await until("it has stopped", () => !direct.isRunning() || undefined, 5_000);
  await read();
  await sees("a gap in the account's connections", read, ({ flow }) =>
    flow.values.connections.includes(null),
  );
});

it("knows consumers by their names without a console to ask", async () => {
  const manager = await jetstreamManager(nc);
  const names = ["a", "b", "c", "d", "e", "f"];
  for (const name of names) {
    await manager.streams.add({ name: `S-${name}`, subjects: [`s.${name}`] });
    await manager.consumers.add(`S-${name}`, { durable_name: `c-${name}` });
  }
  const read = await readNames(nc);
  expect(read.ok && read.value.streams).toContain("S-f");
  expect(read.ok && read.value.consumers.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual(
    names.map((name) => ({ stream: `S-${name}`, name: `c-${name}` })),
  );
});

it("a tab without a collector reads the consumers too, with how long what waits has waited, and says who told", async () => {
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: "BEHIND", subjects: ["behind"] });
  await manager.consumers.add("BEHIND", { durable_name: "slow", ack_policy: "explicit" });
  for (let n = 0; n < 3; n++) await jetstream(nc).publish("behind");
  const direct = createDirectSnapshot();
  let known = noConsumers;
  await until(
    "its age",
    async () => {
      const reading = await direct.readConsumers(nc, known.revision);
      if (reading.ok) known = applyConsumers(known, reading.value);
      return (known.rows?.find(({ name }) => name === "slow")?.lagSeconds ?? 0) > 0.5;
    },
    15_000,
  );
  expect(known).toMatchObject({ by: "tab", missing: [], error: undefined });
  expect(known.rows?.find(({ name }) => name === "slow")).toMatchObject({
    ...{ stream: "BEHIND", lagMessages: 3n, isLagAtLeast: false },
  });
  const { consumers } = await look(direct)();
  expect(consumers.value?.worst[0]).toMatchObject({ stream: "BEHIND", name: "slow" });
});

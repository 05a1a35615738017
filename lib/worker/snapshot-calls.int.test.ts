import { jetstreamManager } from "@nats-io/jetstream";
import { afterEach, expect, it } from "vitest";
import WebSocket from "ws";
import { applySnapshot } from "@/lib/live/apply-snapshot";
import type { Snapshot } from "@/lib/model/snapshot";
import { accountsConfig } from "@/lib/testing/accounts";
import { type ServerOptions, startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createDirects } from "./directs";
import { openTestLink, wayTo } from "./link-lab";
import { createSnapshotCalls } from "./snapshot-calls";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function start(options: ServerOptions = {}) {
  const server = await startServer({ ...options, websocket: true });
  cleanUp.push(() => server.stop());
  return `ws://127.0.0.1:${server.ports.websocket}`;
}

/** A tab's direct connection whose address a test can change, with what its page sees. */
function openTab(first: string) {
  let address = first;
  let seen: Snapshot | undefined;
  const way = () => wayTo(address, "direct");
  const tab = openTestLink(way, until);
  cleanUp.push(() => tab.stop());
  const linkOf = () => tab.link;
  const calls = createSnapshotCalls({
    origin: () => "http://console",
    findWay: () => Promise.resolve(way()),
    linkOf,
    direct: createDirects(linkOf),
  });
  const look = async () => {
    const reading = await calls.getSnapshot("own", seen?.revision);
    if (!reading.ok) throw new Error(JSON.stringify(reading.error));
    seen = applySnapshot(seen, reading.value);
    return seen;
  };
  const moveTo = (next: string) => {
    address = next;
  };
  return { ...tab, look, moveTo };
}

it("shows the next who signs in nothing of what the one before saw", async () => {
  const users = (user: string) => ({ users: [{ user, password: user }] });
  const config = accountsConfig({ RED: users("ada"), BLUE: users("bob") });
  const { link, becomes, look } = openTab(await start({ config }));
  const signIn = async (user: string) => {
    await becomes("credentials");
    link.signIn({ kind: "user", user, password: user });
    await becomes("connected");
  };
  await signIn("ada");
  await look();
  const manager = await jetstreamManager(await link.nats());
  await manager.streams.add({ name: "SECRET", subjects: ["secret"] });
  await until("its event", async () => (await look()).events.length === 1);
  link.signOut();
  await signIn("bob");
  const after = await look();
  expect(after.events).toEqual([]);
  expect(after.streams.value ?? []).toEqual([]);
});

it("begins anew where a connection has another address", async () => {
  const { link, becomes, look, moveTo } = openTab(await start());
  const second = await start();
  await becomes("credentials");
  link.signIn({ kind: "none" });
  await becomes("connected");
  await look();
  const manager = await jetstreamManager(await link.nats());
  await manager.streams.add({ name: "OLD", subjects: ["old"] });
  await until("its event", async () => (await look()).events.length === 1);
  moveTo(second);
  expect((await look()).events).toEqual([]);
});

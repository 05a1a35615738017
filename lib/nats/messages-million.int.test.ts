import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { MessagePage, PageQuery } from "@/lib/model/message-page";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { readMessages } from "./messages";
import { parseTimeNs } from "./stored-message";

const million = 1_000_000;
const rareEvery = 10_000;

let server: TestServer;
let nc: NatsConnection;

beforeAll(async () => {
  server = await startServer();
  nc = await connectTo(server.url);
  const { streams } = await jetstreamManager(nc);
  await streams.add({ name: "BIG", subjects: ["b.>"], storage: "memory", allow_direct: true });
  await fillStream(nc, million, (n) => ({
    subject: n % rareEvery === 0 ? "b.rare" : `b.k${n % 10}`,
    payload: String(n),
  }));
}, 60_000);
afterAll(async () => {
  await nc?.close();
  await server?.stop();
});

/** A page, and how many requests it took. */
async function read(query: Partial<PageQuery>): Promise<[MessagePage, number]> {
  const before = nc.stats().outMsgs;
  const start = { from: "newest" } as const;
  const page = await readMessages(nc, "BIG", { start, filter: ">", count: 100, ...query });
  if (!page.ok) throw new Error(JSON.stringify(page.error));
  return [page.value, nc.stats().outMsgs - before];
}

const sequences = ({ rows }: MessagePage) => rows.map(({ sequence }) => Number(sequence));
const upTo = (last: number, count = 100) =>
  Array.from({ length: count }, (_, index) => last - count + 1 + index);

it("a place in a million messages takes two requests, each page on from there one", async () => {
  const [newest, cost] = await read({});
  expect(sequences(newest)).toEqual(upTo(million));
  expect(cost).toBe(2);
  const { older = 0n, extent } = newest;
  const [next, nextCost] = await read({ start: { from: "before", sequence: older }, extent });
  expect(sequences(next)).toEqual(upTo(million - 100));
  expect(nextCost).toBe(1);
  const [middle, middleCost] = await read({ start: { from: "before", sequence: 500_000n } });
  expect(sequences(middle)).toEqual(upTo(500_000));
  expect(middleCost).toBe(2);

  const { streams } = await jetstreamManager(nc);
  const stored = await streams.getMessage("BIG", { seq: 250_000 });
  const timeNs = parseTimeNs(stored?.timestamp ?? "") ?? 0n;
  const [since, sinceCost] = await read({ start: { from: "time", timeNs } });
  expect(sinceCost).toBe(2);
  expect(since.rows[0]?.timeNs).toBeGreaterThanOrEqual(timeNs);
  const [before] = await read({ start: { from: "before", sequence: since.older ?? 0n }, extent });
  expect(before.rows.at(-1)?.timeNs).toBeLessThan(timeNs);
});

it("one subject in ten thousand takes two requests, in both directions", async () => {
  const hundred = Array.from({ length: 100 }, (_, n) => (n + 1) * rareEvery);
  const [newest, cost] = await read({ filter: "b.rare" });
  expect([sequences(newest), cost]).toEqual([hundred, 2]);
  const [first, firstCost] = await read({ filter: "b.rare", start: { from: "first" }, count: 10 });
  expect([sequences(first), firstCost]).toEqual([hundred.slice(0, 10), 2]);
});

it("what a page knew a moment ago spares a round trip of a filter, too", async () => {
  const [{ extent: hint }] = await read({});
  const hundred = Array.from({ length: 100 }, (_, n) => (n + 1) * rareEvery);
  const [rare, cost] = await read({ hint, filter: "b.rare" });
  expect([sequences(rare), cost]).toEqual([hundred, 2]);
  expect(rare).toMatchObject({ newer: BigInt(million) + 1n, waiting: 0n });
  expect(rare).not.toHaveProperty("older");
  const start = { from: "before", sequence: 505_000n } as const;
  const [half] = await read({ hint, filter: "b.rare", start });
  expect(sequences(half)).toEqual(hundred.slice(0, 50));
  expect(half).toMatchObject({ newer: 500_001n, waiting: 50n });

  const [tenth, tenthCost] = await read({ hint, filter: "b.k3" });
  expect(sequences(tenth).slice(-100)).toEqual(
    Array.from({ length: 100 }, (_, n) => million - 7 - (99 - n) * 10),
  );
  expect(tenthCost).toBe(3);
  const [wild] = await read({ hint, filter: "*.rare", start });
  expect(sequences(wild)).toEqual(hundred.slice(0, 50));
  const from = { from: "after", sequence: 500_001n } as const;
  const [on, onCost] = await read({ hint, filter: "b.rare", start: from, count: 10 });
  expect([sequences(on), onCost]).toEqual([hundred.slice(50, 60), 2]);
  expect(on.extent.matches).toBe(100n);
});

it("what a page knew a moment ago spares a request, and what came since is there all the same", async () => {
  const [{ extent: now }] = await read({});
  const old = { ...now, last: now.last - 60n, messages: now.messages - 60n };
  for (const hint of [now, old]) {
    const [page, cost] = await read({ hint });
    expect([sequences(page), cost]).toEqual([upTo(million), 1]);
    expect(page).toMatchObject({ newer: BigInt(million) + 1n, waiting: 0n });
  }
  const [at, cost] = await read({ hint: now, start: { from: "before", sequence: 300_000n } });
  expect([sequences(at), cost]).toEqual([upTo(300_000), 1]);
  const [first, firstCost] = await read({ hint: now, start: { from: "first" } });
  expect([sequences(first), firstCost]).toEqual([upTo(100), 1]);

  const wrong = { ...now, last: now.last * 3n, messages: now.messages * 3n };
  const longAgo = { ...now, last: 5_000n, messages: 5_000n };
  const forbidden = { ...now, allowDirect: false };
  for (const hint of [wrong, longAgo, forbidden]) {
    expect(sequences((await read({ hint }))[0])).toEqual(upTo(million));
  }
});

it("a gap of a million deleted messages is walked over in few requests, both ways", async () => {
  const { streams } = await jetstreamManager(nc);
  await fillStream(nc, 150, () => ({ subject: "b.end" }));
  for (let kind = 0; kind < 10; kind++) await streams.purge("BIG", { filter: `b.k${kind}` });
  const rare = Array.from({ length: 100 }, (_, n) => (n + 1) * rareEvery);
  const [newest, cost] = await read({});
  // Where most sequences are empty, a window may hold more than was asked for.
  expect(sequences(newest).slice(-100)).toEqual(upTo(million + 150));
  expect(cost).toBeLessThanOrEqual(6);
  const { older = 0n, extent } = newest;
  const [next, nextCost] = await read({ start: { from: "before", sequence: older }, extent });
  const both = [...sequences(next), ...sequences(newest)];
  expect(both).toEqual([...rare, ...upTo(million + 150, 150)].slice(-both.length));
  expect(both.length).toBeGreaterThanOrEqual(200);
  expect(nextCost).toBeLessThanOrEqual(8);

  await streams.purge("BIG", { filter: "b.rare", keep: 2 });
  const [first, firstCost] = await read({ start: { from: "first" } });
  expect(sequences(first)).toEqual([...rare.slice(-2), ...upTo(million + 98, 98)]);
  expect(firstCost).toBeLessThanOrEqual(3);
});

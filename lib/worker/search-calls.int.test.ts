import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import WebSocket from "ws";
import type { SearchExpression, SearchFrame, SearchOrder } from "@/lib/model/search";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";
import { fillStream } from "@/lib/testing/fill";
import { startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createBulkLinks } from "./bulk-links";
import { openLink } from "./link";
import { wayTo } from "./link-lab";
import { createSearchCalls } from "./search-calls";
import { createNodeThreads } from "./thread-lab";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const openThread = createNodeThreads("expression");
const many = 60_000;

let server: TestServer;
let proxy: FaultProxy;
let gateway: TestGateway;
let nc: NatsConnection;

beforeAll(async () => {
  server = await startServer();
  proxy = await startFaultProxy({ port: Number(new URL(server.url).port) });
  gateway = await startGateway({ local: targetOf(proxy.url) });
  nc = await connectTo(server.url);
  const { streams } = await jetstreamManager(nc);
  await streams.add({ name: "MANY", subjects: ["m.>"], allow_direct: true });
  await streams.add({ name: "TRAP", subjects: ["trap"], allow_direct: true });
  const body = "x".repeat(400);
  await fillStream(nc, many, (n) => ({
    subject: "m.a",
    payload: n % 10_000 === 0 ? `{"n": ${n}, "word": "needle-${n}"}` : body,
  }));
  const trap = `${"a".repeat(40)}!`;
  await fillStream(nc, 2_000, (n) => ({ subject: "trap", payload: n === 21 ? trap : "b" }));
});
afterAll(async () => {
  await nc?.close();
  await gateway?.stop();
  await proxy?.stop();
  await server?.stop();
});

/** A search as the worker does it; what it told, and how it ends. */
function search(order: Partial<SearchOrder> = {}, mostBytesUnasked?: number) {
  const bulk = createBulkLinks(() =>
    openLink({ findWay: async () => wayTo(gateway.url("local")) }),
  );
  const calls = createSearchCalls(bulk, openThread, mostBytesUnasked);
  const frames: SearchFrame[] = [];
  const whole: SearchOrder = {
    ...{ stream: "MANY", filter: ">", expression: by("text", "needle"), isOldestFirst: false },
    ...{ start: { from: "newest" }, at: undefined, isCostAccepted: true, mostRows: 5_000 },
    ...order,
  };
  const end = calls.openSearch("one", "local", whole, (frame) => void frames.push(frame));
  const sequences = () => frames.flatMap(({ rows }) => rows.map(({ sequence }) => sequence));
  return { calls, end, frames, last: () => frames.at(-1), sequences };
}

function by(kind: SearchExpression["by"], text: string): SearchExpression {
  return { by: kind, text, isCaseExact: true };
}

const all = [60_000n, 50_000n, 40_000n, 30_000n, 20_000n, 10_000n];

it("tells hits as they are found, keeps so many and counts the others", async () => {
  const run = search({ mostRows: 4 });
  expect(await run.end).toEqual({ ok: true, value: null });
  expect(run.sequences()).toEqual(all.slice(0, 4));
  expect(run.last()).toMatchObject({
    state: { state: "done" },
    progress: { hits: 6, messages: many, leftMessages: 0 },
  });
  expect(run.frames.findIndex(({ rows }) => rows.length > 0)).toBeLessThan(run.frames.length - 1);
});

it("stops at once, and goes on from where it had come to: nothing twice, nothing left out", async () => {
  proxy.set({ kind: "bandwidth", bytesPerSec: 8_000_000 });
  const begun = search();
  await until("it has found something", () => begun.sequences().length > 1);
  begun.calls.closeSearch("one");
  await begun.end;
  proxy.set({ kind: "pass" });
  expect(begun.last()?.state).toEqual({ state: "stopped" });
  const at = begun.last()?.progress?.next;
  const rest = search({ at });
  await rest.end;
  expect(rest.sequences().length).toBeGreaterThan(0);
  expect([...begun.sequences(), ...rest.sequences()]).toEqual(all);
});

it("goes on by itself over a lost connection", async () => {
  proxy.set({ kind: "bandwidth", bytesPerSec: 8_000_000 });
  const run = search();
  await until("it has found something", () => run.sequences().length > 0);
  proxy.set({ kind: "reset" });
  await until("it waits", () => run.last()?.state.state === "waiting");
  proxy.set({ kind: "pass" });
  expect(await run.end).toEqual({ ok: true, value: null });
  expect(run.sequences()).toEqual(all);
});

it("asks before it reads more than it may, and says how much that is", async () => {
  const limit = 4 * 1_024 * 1_024;
  const asked = search({ isCostAccepted: false }, limit);
  await asked.end;
  const { state, progress } = asked.last() ?? {};
  expect(state).toEqual({ state: "costly" });
  expect(progress?.leftBytes).toBeGreaterThan(limit);
  expect(progress?.leftMs).toBeGreaterThan(0);
  const accepted = search({ isCostAccepted: true, at: progress?.next }, limit);
  await accepted.end;
  expect([...asked.sequences(), ...accepted.sequences()]).toEqual(all);
});

it("tries expressions on subject, headers and payload, and says what is wrong with one", async () => {
  const run = search({ expression: by("regex", "needle-[1-3]0+\\b") });
  await run.end;
  expect(run.sequences()).toEqual([30_000n, 20_000n, 10_000n]);
  for (const [kind, text, why] of [
    ["regex", "(", "Unterminated group"],
    ["json", "a..b", "A path names each member: two dots do not search for one."],
  ] as const) {
    const faulty = search({ expression: by(kind, text) });
    await faulty.end;
    expect(faulty.last()?.state).toEqual({ state: "faulty", why });
  }
});

it("[T41] ends an expression that takes too long, and says where", async () => {
  const begunMs = performance.now();
  const run = search({ stream: "TRAP", expression: by("regex", "^(a+)+$") });
  await run.end;
  const { state } = run.last() ?? {};
  expect(state).toMatchObject({ state: "slow" });
  const at = Number(state?.state === "slow" ? state.sequence : 0);
  expect([at, at + 16].map((edge) => edge > 21)).toEqual([false, true]);
  expect(performance.now() - begunMs).toBeLessThan(5_000);
});

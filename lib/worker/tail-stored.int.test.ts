import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { expect, it } from "vitest";
import WebSocket from "ws";
import type { TailFrame, TailFrom, TailSettings } from "@/lib/model/tail";
import { commonPattern } from "@/lib/nats/tail-stored";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createBulkLinks } from "./bulk-links";
import { openLink } from "./link";
import { wayTo } from "./link-lab";
import { createTailCalls } from "./tail-calls";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const settings: TailSettings = {
  ...{ filter: undefined, hidesNoise: true, keepRows: 10_000, isPaused: false },
};

/** A tail of a stored stream, with what it told last. */
async function withTail(
  server: TestServer,
  order: { subjects: string[]; from: TailFrom },
  use: (tail: {
    becomes: (what: string, isSo: (frame: TailFrame) => boolean) => Promise<TailFrame>;
    set: (settings: TailSettings) => void;
    sequences: () => Promise<number[]>;
  }) => Promise<void>,
) {
  const gateway = await startGateway({ local: targetOf(server.url) });
  const bulk = createBulkLinks(() =>
    openLink({ findWay: async () => wayTo(gateway.url("local")) }),
  );
  const { calls } = createTailCalls(bulk);
  let last: TailFrame | undefined;
  const view = { anchorNo: undefined, first: 0, count: 50, open: [], branch: undefined };
  void calls.openTail("one", { connectionId: "local", order, settings, view }, (frame) => {
    last = frame;
  });
  try {
    await use({
      becomes: (what, isSo) =>
        until(
          `${what}: ${JSON.stringify([last?.counts, last?.refused])}`,
          () => last && isSo(last) && last,
        ),
      set: (next) => calls.setTail("one", next),
      sequences: async () => {
        const file = await calls.exportTail("one");
        const lines = file.ok ? (await file.value.text()).trim().split("\n") : [];
        return lines.map((line) => Number(JSON.parse(line).sequence));
      },
    });
  } finally {
    calls.closeTail("one");
    await gateway.stop();
  }
}

async function store(nc: NatsConnection, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n++) nc.publish(n % 2 === 0 ? "s.even" : "s.odd", `{"n":${n}}`);
  await nc.flush();
}

const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);

for (const version of ["newest", "2.10"] as const) {
  it(`reads a stream of ${version} from a sequence on and follows it over a lost connection, each message once, in order, without a consumer`, async () => {
    const server = await startServer({ version });
    let nc = await connectTo(server.url);
    const { streams, consumers } = await jetstreamManager(nc);
    await streams.add({ name: "S", subjects: ["s.>"], allow_direct: version === "newest" });
    await store(nc, 1, 1_300);
    await until("stored", async () => (await streams.info("S")).state.messages === 1_300);
    await streams.deleteMessage("S", 7);
    const from = { stream: "S", at: { sequence: 5n } };
    await withTail(server, { subjects: ["s.>"], from }, async ({ becomes, sequences }) => {
      const isRead = (count: number) => (frame: TailFrame) =>
        frame.counts.received === count && frame.state.state === "following";
      // 5, 6 and 8 to 1,300.
      const read = await becomes("all that is stored", isRead(1_295));
      expect(read.state).toMatchObject({ next: 1_301n, last: 1_300n });
      expect(read.counts.listed).toBe(1_295);
      await store(nc, 1_301, 1_310);
      await becomes("what came since", isRead(1_305));
      expect(await consumers.list("S").next()).toEqual([]);
      await server.kill("SIGKILL");
      await becomes("away", ({ state }) => state.state === "away");
      await server.restart();
      // nats.js keeps its kind of transport in one place for all: the link has to be back first.
      await becomes("back", ({ state }) => state.state === "following");
      nc = await connectTo(server.url);
      const again = await jetstreamManager(nc);
      const { last_seq } = (await again.streams.info("S")).state;
      await store(nc, 1, 20);
      await becomes("what came after", ({ rows }) => {
        const [newest] = rows;
        return newest?.kind === "message" && Number(newest.sequence) === last_seq + 20;
      });
      expect(await sequences()).toEqual([5, 6, ...range(8, last_seq + 20)]);
    });
    await nc.close();
    await server.stop();
  });
}

it("reads from a time, several subjects at once, waits while it is paused, and takes a test of JSON", async () => {
  const server = await startServer();
  const nc = await connectTo(server.url);
  const { streams } = await jetstreamManager(nc);
  await streams.add({ name: "S", subjects: ["s.>"], allow_direct: true });
  await store(nc, 1, 10);
  const stored = await until("stored", async () => {
    const { state } = await streams.info("S");
    return state.messages === 10 && state;
  });
  const lastMs = Date.parse(stored.last_ts);
  await until("a later time", () => Date.now() > lastMs + 20);
  const timeNs = BigInt(lastMs + 10) * 1_000_000n;
  nc.publish("s.other", '{"n":0}');
  await store(nc, 11, 20);
  const from = { stream: "S", at: { timeNs } };
  await withTail(server, { subjects: ["s.even", "s.odd"], from }, async (tail) => {
    await tail.becomes("from that time on", ({ counts }) => counts.received === 10);
    expect(await tail.sequences()).toEqual(range(12, 21));
    tail.set({ ...settings, isPaused: true });
    await store(nc, 21, 30);
    await until("stored", async () => (await streams.info("S")).state.messages === 31);
    tail.set({ ...settings, filter: { kind: "json", text: "$.n >= 26" } });
    const frame = await tail.becomes("what was stored meanwhile", (next) => next.total === 5);
    expect(frame.counts).toMatchObject({ received: 20, paused: 0, filtered: 5, skipped: 0 });
    tail.set({ ...settings, filter: { kind: "json", text: "$.n >=" } });
    await tail.becomes("why not", ({ filterProblem }) => !!filterProblem?.includes("behind"));
  });
  await withTail(server, { subjects: ["s.>"], from: { ...from, stream: "GONE" } }, async (tail) => {
    const { refused } = await tail.becomes("none", (next) => next.refused.length === 1);
    expect(refused).toMatchObject([{ subject: "GONE", error: { kind: "not-found" } }]);
  });
  await nc.close();
  await server.stop();
});

it("several subjects are read by the narrowest pattern that takes them all in", () => {
  expect(commonPattern(["a.b"])).toBe("a.b");
  expect(commonPattern(["a.b", "a.c"])).toBe("a.*");
  expect(commonPattern(["a.b.c", "a.x.>"])).toBe("a.*.>");
  expect(commonPattern(["a.b", "a.b.c"])).toBe("a.>");
  expect(commonPattern(["a", "a.b"])).toBe(">");
  expect(commonPattern(["a.*.c", "a.b.c"])).toBe("a.*.c");
});

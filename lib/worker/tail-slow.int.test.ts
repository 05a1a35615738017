import type { NatsConnection } from "@nats-io/nats-core";
import { expect, it } from "vitest";
import WebSocket from "ws";
import type { TailFrame, TailSettings } from "@/lib/model/tail";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import { startGateway } from "@/lib/testing/gateway";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createBulkLinks } from "./bulk-links";
import { openLink } from "./link";
import { wayTo } from "./link-lab";
import { createTailCalls } from "./tail-calls";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const settings: TailSettings = {
  ...{ filter: undefined, hidesNoise: true, keepRows: 1_000, isPaused: false },
};
const view = { anchorNo: undefined, first: 0, count: 50, open: [], branch: undefined };
const bytesPerSec = 32_000;
const [messages, sizeBytes] = [3_000, 100];

const sum = ({ counts }: TailFrame) =>
  counts.listed + counts.skipped + counts.filtered + counts.hidden + counts.paused;

async function publish(nc: NatsConnection, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent++) nc.publish("slow.flow", "x".repeat(sizeBytes));
  await nc.flush();
}

it("[R07] over 256 kbit/s and 300 ms of round trip, a flood is no lost connection: what was shown and what was skipped are what came", async () => {
  const server = await startServer({ jetstream: false });
  const gateway = await startGateway({ local: targetOf(server.url) });
  const narrow = await startFaultProxy({ port: Number(new URL(gateway.url("local")).port) });
  const far = await startFaultProxy({ port: narrow.port });
  const nc = await connectTo(server.url);
  const path = new URL(gateway.url("local")).pathname;
  const bulk = createBulkLinks(() =>
    openLink({ findWay: async () => wayTo(`ws://127.0.0.1:${far.port}${path}`) }),
  );
  const tails = createTailCalls(bulk);
  const told: TailFrame[] = [];
  const start = { connectionId: "local", order: { subjects: ["slow.>"] }, settings, view };
  void tails.calls.openTail("one", start, (frame) => void told.push(frame));
  const last = () => told.at(-1);
  await until("listening", () => last()?.state.state === "listening");
  narrow.set({ kind: "bandwidth", bytesPerSec });
  far.set({ kind: "latency", delayMs: 150 });
  // Longer on its way than the patience with a silent server.
  await publish(nc, messages);
  const isAll = () => last()?.counts.received === messages && last();
  const all = await until("all of it", isAll, 40_000);
  expect(sum(all)).toBe(messages);
  expect(told.some(({ state }) => state.state === "away")).toBe(false);
  for (const frame of told) expect(sum(frame)).toBe(frame.counts.received);

  narrow.set({ kind: "pass" });
  tails.setVisible(false);
  const before = told.length;
  const sinceMs = performance.now();
  for (let part = 0; part < 10; part++) await publish(nc, 20_000);
  const whole = messages + 200_000;
  const hidden = await until(
    "all that came unseen",
    () => last()?.counts.received === whole && last(),
  );
  expect(sum(hidden)).toBe(whole);
  expect(hidden.kept.rows).toBeLessThanOrEqual(1_000);
  const seconds = (performance.now() - sinceMs) / 1_000;
  expect(told.length - before).toBeLessThanOrEqual(seconds + 1);
  tails.calls.closeTail("one");
  await nc.close();
  for (const proxy of [far, narrow]) await proxy.stop();
  await gateway.stop();
  await server.stop();
}, 60_000);

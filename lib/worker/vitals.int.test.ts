import type { NatsConnection } from "@nats-io/nats-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { createVitals } from "./vitals";

let server: TestServer;
let nc: NatsConnection;
beforeEach(async () => {
  server = await startServer();
  nc = await connectTo(server.url);
});
afterEach(async () => {
  server.thaw();
  await nc.close();
  await server.stop();
});

it("figures have a round trip while the server answers", async () => {
  const vitals = await createVitals(nc).read();
  expect(vitals.rttMs).toBeGreaterThanOrEqual(0);
  expect(vitals.jetstream.ok).toBe(true);
});

it("a server that falls silent behind its pong has no round trip, so that the last figures stay", async () => {
  const rtt = async () => {
    const ms = await nc.rtt();
    await server.freeze();
    return ms;
  };
  const silent: NatsConnection = Object.assign(Object.create(nc), { rtt });
  const vitals = await createVitals(silent).read();
  expect(vitals.rttMs).toBeUndefined();
  expect(vitals.jetstream.ok).toBe(false);
});

import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { connectNats } from "@/lib/server/dial/connect";
import { targetOf } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { type Demo, startDemo } from "./demo";

const windowMs = process.env.NATSIGHT_TEST_LONG ? 60_000 : 4_000;

let server: TestServer | undefined;
let demo: Demo | undefined;
afterEach(async () => {
  await demo?.stop();
  await server?.stop();
});

it("takes less than a tenth of one core", async () => {
  server = await startServer();
  const { url } = server;
  demo = await startDemo({ connect: (name) => connectNats(targetOf(url), { name }) });
  // The history and the uploads of the first seconds are no part of the steady cost.
  await pause(3_000);
  const before = process.cpuUsage();
  const since = performance.now();
  await pause(windowMs);
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 1_000 / (performance.now() - since);
  expect(share).toBeLessThan(0.1);
}, 90_000);

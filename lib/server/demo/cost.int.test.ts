import { setTimeout as pause } from "node:timers/promises";
import { jetstreamManager } from "@nats-io/jetstream";
import { afterEach, expect, it } from "vitest";
import { connectNats } from "@/lib/server/dial/connect";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
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
  await untilStocked(url);
  const before = process.cpuUsage();
  const since = performance.now();
  await pause(windowMs);
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 1_000 / (performance.now() - since);
  expect(share).toBeLessThan(0.1);
}, 90_000);

/** The history, the labels and the uploads of the first seconds are no part of the steady cost. */
async function untilStocked(url: string): Promise<void> {
  const connection = await connectTo(url);
  const { streams } = await jetstreamManager(connection);
  const areSealed = async () => (await streams.info("OBJ_books-2025")).config.sealed;
  await until("the books to be sealed, which comes last", areSealed, 20_000);
  await connection.close();
}

import { afterEach, expect, it } from "vitest";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { connectThrough, openRaw, startGateway } from "@/lib/testing/gateway";
import { startServer } from "@/lib/testing/servers";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const count = 500;
/** Measured: 100 KiB a socket in a process of the gateway's own, 135 KiB here with its client beside it. */
const mostBytesEach = 400 * 1024;

it("five hundred sockets from one address each get their answer, where the limit allows them (T51)", async () => {
  const server = await startServer();
  cleanUp.push(() => server.stop());
  const limits = { sockets: count, socketsOfAddress: count };
  const lab = await startGateway({ local: targetOf(server.url) }, limits);
  cleanUp.push(() => lab.stop());
  const echo = await connectTo(server.url);
  cleanUp.push(() => echo.close());
  echo.subscribe("echo", { callback: (_error, message) => void message.respond(message.data) });
  await echo.flush();

  const before = process.memoryUsage().rss;
  const clients = await Promise.all(
    Array.from({ length: count }, () => connectThrough(lab.url("local"), { timeout: 20_000 })),
  );
  expect(lab.gateway.connectionCount()).toBe(count);
  const answers = await Promise.all(
    clients.map((client, index) => client.request("echo", `${index}`, { timeout: 10_000 })),
  );
  expect(answers.map((answer) => answer.string())).toEqual(clients.map((_, index) => `${index}`));
  const eachBytes = (process.memoryUsage().rss - before) / count;
  expect(eachBytes).toBeLessThan(mostBytesEach);

  expect(await openRaw(lab.url("local")).closed).toMatchObject({ code: 4029 });
  await Promise.all(clients.map((client) => client.close()));
});

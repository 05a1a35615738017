import { afterEach, beforeEach, expect, it } from "vitest";
import WebSocket from "ws";
import { usersConfig } from "@/lib/testing/accounts";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { type BulkLinks, createBulkLinks } from "./bulk-links";
import { openLink } from "./link";
import { wayTo } from "./link-lab";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

let server: TestServer;
let bulk: BulkLinks;

beforeEach(async () => {
  const config = usersConfig([{ user: "ada", password: "s3cret" }]);
  server = await startServer({ config, websocket: true });
  const address = `ws://127.0.0.1:${server.ports.websocket}`;
  bulk = createBulkLinks(() => openLink({ findWay: async () => wayTo(address, "direct") }));
});
afterEach(() => server.stop());

it("goes in directly with what was signed in with before, and never says it elsewhere", async () => {
  const { link, release } = bulk.take("mine");
  await until("it asks", () => link.settled().then(({ state }) => state === "credentials"));
  bulk.signIn("other", { kind: "user", user: "ada", password: "s3cret" });
  expect(await link.settled()).toMatchObject({ state: "credentials" });
  bulk.signIn("mine", { kind: "user", user: "ada", password: "s3cret" });
  const nc = await link.nats();
  expect(nc.isClosed()).toBe(false);
  release();
  await nc.closed();
  const again = bulk.take("mine");
  expect((await again.link.nats()).isClosed()).toBe(false);
  again.release();
});

it("[L1] is one link for all who use it, and ends with the last of them", async () => {
  bulk.signIn("mine", { kind: "user", user: "ada", password: "s3cret" });
  const [first, second] = [bulk.take("mine"), bulk.take("mine")];
  expect(first.link).toBe(second.link);
  const nc = await first.link.nats();
  first.release();
  first.release();
  await nc.flush();
  expect(nc.isClosed()).toBe(false);
  second.release();
  await nc.closed();
  expect(nc.isClosed()).toBe(true);
});

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { jetstreamManager } from "@nats-io/jetstream";
import { connectThrough, openRaw } from "@/lib/testing/gateway";
import { parseScrape } from "@/lib/testing/prometheus";
import { expect, test } from "./fixtures";

const token = () => readFileSync(resolve(join(".natsight/e2e", "token")), "utf8").trim();

function gatewayOf(baseURL: string | undefined): string {
  return `${baseURL?.replace("http", "ws")}/gateway/local`;
}

test("nats.js in Node comes in with the bearer token, and uses JetStream", async ({ baseURL }) => {
  const nc = await connectThrough(gatewayOf(baseURL), {}, { authorization: `Bearer ${token()}` });
  const manager = await jetstreamManager(nc);
  const names = await manager.streams.names().next();
  expect(names).toContain("ORDERS");
  nc.subscribe("program.echo", { callback: (_error, message) => void message.respond("back") });
  expect((await nc.request("program.echo")).string()).toBe("back");
  await nc.close();
});

test("nats.js in Node comes in with the console's own Origin", async ({ baseURL }) => {
  const nc = await connectThrough(
    gatewayOf(baseURL),
    {},
    { origin: new URL(baseURL ?? "").origin },
  );
  await nc.flush();
  await nc.close();
});

test("a raw client speaks the protocol itself", async ({ baseURL }) => {
  const raw = openRaw(gatewayOf(baseURL), { authorization: `Bearer ${token()}` });
  await raw.received("\r\n");
  expect(raw.text()).toMatch(/^INFO \{.*\}\r\n$/);
  raw.send("CONNECT {}\r\nSUB raw.a 1\r\nPUB raw.a 5\r\nhello\r\nPING\r\n");
  await raw.received("PONG\r\n");
  expect(raw.text()).toContain("MSG raw.a 1 5\r\nhello\r\n");
  raw.socket.close();
});

test("a program without Origin and token, or with a wrong one, stays out", async ({ baseURL }) => {
  const url = gatewayOf(baseURL);
  for (const headers of [{}, { authorization: `Bearer ${"0".repeat(64)}` }]) {
    const raw = openRaw(url, headers);
    expect((await raw.closed).code).toBe(1006);
    expect(raw.text()).toBe("");
  }
});

test("Prometheus reads what is collected, and nobody writes there", async ({ request }) => {
  const name = "jetstream_consumer_num_pending";
  const scrape = async () => parseScrape(await (await request.get("/metrics")).text());
  await expect
    .poll(async () => (await scrape()).series.filter((one) => one.name === name).length)
    .toBeGreaterThan(10);
  const { series, types } = await scrape();
  expect(types.get("gnatsd_varz_in_msgs")).toBe("counter");
  expect(series.find((one) => one.labels.consumer_name === "fraud-scoring")?.labels).toMatchObject({
    ...{ connection: "local", stream_name: "ORDERS" },
  });
  expect((await request.post("/metrics")).status()).toBe(405);
});

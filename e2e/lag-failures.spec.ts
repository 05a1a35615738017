import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { parseScrape } from "@/lib/testing/prometheus";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { expect, test } from "./fixtures";
import { withLab } from "./lab";
import { endConsole, startConsole } from "./start-console";
import { tableNamed } from "./table";

const { rowOf } = tableNamed("Consumers");
const billing = (page: Page) => rowOf(page, "billing");
const notLive = (page: Page) => page.getByRole("status").filter({ hasText: "Not live: as of" });

/** A server with a stream whose one consumer nobody pulls, seven messages behind. */
async function withServer(
  use: (lab: { server: TestServer; nc: NatsConnection }) => Promise<void>,
  options: Parameters<typeof startServer>[0] = {},
): Promise<void> {
  const server = await startServer({ name: "solo", ...options });
  const nc = await connectTo(server.url);
  try {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
    await manager.consumers.add("ORDERS", { durable_name: "billing", ack_policy: "explicit" });
    await publish(nc, 7);
    await use({ server, nc });
  } finally {
    await nc.close();
    await server.stop();
  }
}

async function publish(nc: NatsConnection, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await jetstream(nc).publish("orders.new");
}

test("a server that is killed and comes back: what was known stays, with its age, and goes on by itself [R01 R02]", async ({
  page,
  network,
}) => {
  await withServer(async ({ server }) => {
    await withLab([{ id: "solo", label: "Solo", url: server.url }], async ({ url }) => {
      network.allow(url);
      await page.goto(`${url}/c/solo/consumers`);
      await expect(billing(page)).toContainText("7");
      await page.evaluate(() => {
        window.name = "the same page";
      });
      await server.kill();
      await expect(notLive(page)).toBeVisible();
      await expect(billing(page)).toContainText("7");
      await server.restart();
      const nc = await connectTo(server.url);
      await publish(nc, 5);
      await nc.close();
      await expect(billing(page)).toContainText("12");
      await expect(notLive(page)).toBeHidden();
      await page.getByRole("link", { name: "Overview" }).click();
      await expect(
        page.getByText(/^Attention: billing is \d+ s behind: nobody pulls$/),
      ).toBeVisible({
        timeout: 20_000,
      });
      expect(await page.evaluate(() => window.name)).toBe("the same page");
    });
  });
});

test("fifty readers of consumers, history and metrics cost the NATS server what none does [T53]", async () => {
  await withServer(async ({ server }) => {
    const monitoring = `http://127.0.0.1:${server.ports.monitor}`;
    const entry = { id: "solo", label: "Solo", url: server.url, monitoring };
    await withLab([entry], async ({ url }) => {
      const api = `${url}/api/c/solo`;
      await until("the consumer", async () => {
        const { rows } = await read<{ rows: unknown[] }>(`${api}/consumers`);
        return rows.length === 1;
      });
      const past = "history?series=pending&stream=ORDERS&consumer=billing&points=100";
      const span = () => `from=${Date.now() - 60_000}&to=${Date.now()}`;
      const readAll = () => [
        read(`${api}/consumers`),
        read<Past>(`${api}/${past}&${span()}`),
        fetch(`${api}/history/matrix?metric=lag&columns=60&rows=10&${span()}`),
        fetch(`${url}/metrics`),
      ];
      const alone = await grown(monitoring, () => Promise.resolve());
      const read50 = await grown(monitoring, async () => {
        const readers = Array.from({ length: 50 }, readAll);
        const [first = []] = await Promise.all(readers.map((each) => Promise.all(each)));
        const [, answer, matrix, metrics] = first as [unknown, Past, Response, Response];
        expect(answer.kept.state.kind).toBe("on");
        expect(matrix.status).toBe(200);
        const { series } = parseScrape(await metrics.text());
        expect(series.find(({ name }) => name === "jetstream_consumer_num_pending")).toMatchObject({
          value: 7,
          labels: { connection: "solo", consumer_name: "billing" },
        });
      });
      // It is asked, beat by beat.
      expect(alone).toBeGreaterThan(3);
      // Some beats may fall on either side of the edge, and an age be looked up.
      expect(read50).toBeLessThanOrEqual(alone + 8);
    });
  });
});

type Past = { kept: { state: { kind: string } } };

async function read<T>(address: string): Promise<T> {
  const response = await fetch(address);
  expect(response.status, address).toBe(200);
  return (await response.json()) as T;
}

const watchedMs = 4_000;

/** What the server was asked in four seconds, in which something else was done over and over. */
async function grown(monitoring: string, meanwhile: () => Promise<void>): Promise<number> {
  const before = await asked(monitoring);
  const beganMs = performance.now();
  await until(
    "four seconds",
    async () => {
      await meanwhile();
      return performance.now() - beganMs >= watchedMs;
    },
    3 * watchedMs,
  );
  // What took longer is not to count as more.
  const share = watchedMs / (performance.now() - beganMs);
  return ((await asked(monitoring)) - before) * share;
}

async function asked(monitoring: string): Promise<number> {
  const { http_req_stats, jetstream: js } = await read<{
    http_req_stats: Record<string, number>;
    jetstream: { stats: { api: { total: number } } };
  }>(`${monitoring}/varz`);
  // Its own question counts, too.
  return Object.values(http_req_stats).reduce((sum, count) => sum + count, js.stats.api.total);
}

test("a history that can't be read is put aside: the console runs, and the board says so [R12]", async ({
  page,
  network,
}) => {
  await withServer(async ({ server }) => {
    const env = { NATS_URL: server.url };
    const before = startConsole({ env });
    await before.url();
    const file = await until("a history", () => historyFile(before.dataDir), 15_000);
    await endConsole(before);
    expect(statSync(file).size).toBeGreaterThan(0);
    writeFileSync(file, "this is no database".repeat(1_000));
    const after = startConsole({ env, dataDir: before.dataDir });
    try {
      const url = await after.url();
      network.allow(url);
      await page.goto(`${url}/c/local/consumers`);
      await expect(billing(page)).toContainText("7");
      await expect(
        page.getByRole("status").filter({ hasText: "A file of the history could not be read" }),
      ).toBeVisible();
    } finally {
      await endConsole(after);
    }
  });
});

function historyFile(dataDir: string): string | undefined {
  const found = readdirSync(dataDir, { recursive: true }).map(String);
  const file = found.find((name) => name.endsWith("history.db"));
  return file && join(dataDir, file);
}

test("a direct connection shows who is behind, and says that nobody keeps its past", async ({
  page,
  network,
}) => {
  const open = async ({ server }: { server: TestServer }) => {
    const address = `ws://127.0.0.1:${server.ports.websocket}`;
    const entry = { id: "edge", label: "Edge", url: address, transport: "direct" };
    await withLab([entry], async ({ url }) => {
      network.allow(url);
      network.allow(address.replace("ws", "http"));
      await page.goto(`${url}/c/edge/consumers`);
      await page.getByLabel("Authentication").selectOption({ label: "None" });
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(billing(page)).toContainText("7");
      await expect(page.getByText("This tab reads them itself")).toBeVisible();
      await expect(page.getByText("There is no heat map")).toBeVisible();
      await expect(page.getByRole("button", { name: "Last 1 h" })).toHaveCount(0);
      await page.getByRole("link", { name: "Overview" }).click();
      await expect(
        page.getByRole("table", { name: "Worst consumers" }).getByRole("link", { name: "billing" }),
      ).toBeVisible();
    });
  };
  await withServer(open, { websocket: true });
});

test("an observer sees who is behind and since when, and nothing that is sent is refused", async ({
  page,
  network,
}) => {
  const refused: string[] = [];
  page.on("response", (response) => {
    if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`);
  });
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      refused.push(...(String(payload).match(/-ERR '.*'/g) ?? []));
    });
  });
  await withServer(async ({ server }) => {
    const entry = { id: "solo", label: "Solo", url: server.url };
    await withLab(
      [entry],
      async ({ url }) => {
        network.allow(url);
        await page.goto(`${url}/c/solo/consumers`);
        await expect(billing(page)).toContainText("7");
        await expect(page.getByRole("region", { name: "Lag over time" })).toBeVisible();
        await page.goto(`${url}/c/solo/streams/ORDERS/consumers/billing`);
        await expect(page.getByRole("heading", { name: "billing" })).toBeVisible();
        expect(refused).toEqual([]);
      },
      { NATSIGHT_ROLE: "observer" },
    );
  });
});

import { jetstreamManager } from "@nats-io/jetstream";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { expect, test } from "./fixtures";
import { withLab } from "./lab";

const watchedMs = 10_000;

test("three tabs cost the NATS server no more than one [T53]", async ({
  page,
  context,
  network,
}) => {
  test.setTimeout(90_000);
  const server = await startServer({ name: "solo" });
  const monitoringUrl = `http://127.0.0.1:${server.ports.monitor}`;
  const nc = await connectTo(server.url);
  await (await jetstreamManager(nc)).streams.add({ name: "ORDERS", subjects: ["orders.>"] });
  await nc.close();
  const entry = { id: "solo", label: "Solo", url: server.url, monitoring: monitoringUrl };
  try {
    await withLab([entry], async ({ url }) => {
      network.allow(url);
      const one = await grown(monitoringUrl, [await watch(page, url)]);
      const others = [await context.newPage(), await context.newPage()];
      for (const other of others) await watch(other, url);
      const three = await grown(monitoringUrl, [page, ...others]);
      // It is asked, beat by beat.
      expect(one.varz).toBeGreaterThan(2);
      expect(one.api).toBeGreaterThan(2);
      // A beat may fall on either side of the edge.
      expect(three.varz).toBeLessThanOrEqual(one.varz + 1);
      expect(three.all).toBeLessThanOrEqual(one.all + 4);
      expect(three.api).toBeLessThanOrEqual(one.api + 3);
    });
  } finally {
    await server.stop();
  }
});

async function watch(page: Page, url: string): Promise<Page> {
  await page.goto(`${url}/c/solo`);
  await expect(
    page.getByRole("table", { name: "Streams" }).getByRole("row", { name: /ORDERS/ }),
  ).toBeVisible();
  return page;
}

type Cost = { varz: number; all: number; api: number };

/** What the server was asked in ten seconds, in which each tab was given figures. */
async function grown(monitoringUrl: string, pages: Page[]): Promise<Cost> {
  const answers = pages.map((page) => {
    const heard = { count: 0 };
    page.on("response", (response) => {
      if (/\/overview\?since=/.test(response.url())) heard.count++;
    });
    return heard;
  });
  const before = await cost(monitoringUrl);
  const beganMs = performance.now();
  await until(
    "ten seconds of figures",
    () => performance.now() - beganMs >= watchedMs,
    watchedMs + 5_000,
  );
  const after = await cost(monitoringUrl);
  for (const { count } of answers) expect(count).toBeGreaterThan(3);
  return {
    varz: after.varz - before.varz,
    all: after.all - before.all,
    api: after.api - before.api,
  };
}

async function cost(monitoringUrl: string): Promise<Cost> {
  const { http_req_stats, jetstream } = (await (await fetch(`${monitoringUrl}/varz`)).json()) as {
    http_req_stats: Record<string, number>;
    jetstream: { stats: { api: { total: number } } };
  };
  const all = Object.values(http_req_stats).reduce((sum, count) => sum + count, 0);
  return { varz: http_req_stats["/varz"] ?? 0, all, api: jetstream.stats.api.total };
}

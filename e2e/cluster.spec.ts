import { jetstreamManager } from "@nats-io/jetstream";
import type { Page } from "@playwright/test";
import { accountsConfig } from "@/lib/testing/accounts";
import { startCluster, type TestCluster } from "@/lib/testing/cluster";
import { connectTo } from "@/lib/testing/connect";
import { until } from "@/lib/testing/until";
import { expect, test } from "./fixtures";
import { withLab } from "./lab";

const servers = (page: Page) => page.getByRole("table", { name: "Servers" });
const attention = (page: Page) => page.getByRole("region", { name: "Needs attention" });

test.describe.configure({ timeout: 150_000 });

test("a server of a cluster that is gone is named, and the figures of the others go on [R02]", async ({
  page,
  network,
}) => {
  await withCluster(async (cluster, url) => {
    network.allow(url);
    await page.goto(`${url}/c/lab`);
    await expect(servers(page).getByRole("row")).toHaveCount(4);
    await expect(page.getByText("Nothing is wrong")).toBeVisible();

    await cluster.servers[1]?.kill();
    await expect(attention(page)).toContainText("lab-2", { timeout: 12_000 });
    const gone = servers(page).getByRole("row", { name: /lab-2/ });
    await expect(gone).toContainText(/does not answer/);
    await expect(servers(page).getByRole("row", { name: /lab-1/ })).not.toContainText("ago");

    await cluster.servers[1]?.restart();
    await expect(gone).not.toContainText(/does not answer/, { timeout: 15_000 });
    await expect(page.getByRole("region", { name: "Events" })).toContainText("lab-2");
  });
});

test("while a cluster elects a leader, the page never says that JetStream or a stream is not there [R03]", async ({
  page,
  network,
}) => {
  await withCluster(async (cluster, url) => {
    network.allow(url);
    const [first] = cluster.urls;
    const nc = await connectTo(first ?? "", {
      auth: { kind: "user", user: "app", password: "app" },
    });
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"], num_replicas: 3 });
    await nc.close();
    await page.goto(`${url}/c/lab`);
    const orders = page
      .getByRole("table", { name: "Streams" })
      .getByRole("row", { name: /ORDERS/ });
    await expect(orders).toBeVisible();
    await page.evaluate(() => {
      const wrong = /not enabled|JetStream is off|not found|is not there/i;
      const said: string[] = [];
      Object.assign(globalThis, { said });
      const look = () => {
        const found = wrong.exec(document.body.textContent);
        if (found) said.push(found[0]);
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });

    for (let round = 0; round < 2; round++) {
      const leader = await cluster.leader();
      const server = cluster.servers.find(({ name }) => name === leader);
      await server?.kill();
      const lost = performance.now();
      await expect(attention(page)).toContainText(leader, { timeout: 15_000 });
      await until("another leads", async () => (await cluster.leader()) !== leader, 30_000);
      await expect(page.getByText(/electing a leader/)).toHaveCount(0, { timeout: 10_000 });
      await expect(orders).toBeVisible();
      expect(performance.now() - lost).toBeLessThan(45_000);
      await server?.restart();
      await cluster.healthy();
      await expect(attention(page).filter({ hasText: leader })).toHaveCount(0, { timeout: 15_000 });
    }
    expect(await page.evaluate(() => (globalThis as unknown as { said: string[] }).said)).toEqual(
      [],
    );
  });
});

async function withCluster(
  use: (cluster: TestCluster, url: string) => Promise<void>,
): Promise<void> {
  const cluster = await startCluster({
    name: "lab",
    config: accountsConfig(
      {
        APP: { users: [{ user: "app", password: "app" }] },
        SYS: { users: [{ user: "sys", password: "sys" }] },
      },
      "SYS",
    ),
  });
  const entry = {
    ...{ id: "lab", label: "Lab", urls: cluster.urls, user: "app", password: "app" },
    system: { user: "sys", password: "sys" },
  };
  try {
    await withLab([entry], ({ url }) => use(cluster, url));
  } finally {
    await cluster.stop();
  }
}

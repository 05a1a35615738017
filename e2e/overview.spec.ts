import AxeBuilder from "@axe-core/playwright";
import { jetstreamManager } from "@nats-io/jetstream";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { expect, test } from "./fixtures";
import { embeddedServer, tryEmbedded, withConsole } from "./start-console";

const pidOf = (dataDir: string) => tryEmbedded(dataDir)?.pid ?? 0;
const badge = (page: Page) =>
  page.getByRole("status").filter({ hasText: /Connected|Reconnecting/ });
const flow = (page: Page) => page.getByRole("region", { name: "Flow" });
const streams = (page: Page) => page.getByRole("table", { name: "Streams" });

test("the start page is the overview of the connection that this console was started with", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/c\/local$/);
  await expect(page).toHaveTitle("Overview · Embedded server · Natsight");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview");
  await expect(badge(page)).toContainText("Connected");
});

test("the rates are there within seconds and move", async ({ page }) => {
  await page.goto("/c/local");
  const rate = flow(page)
    .getByText(/^\d[\d.,k]*\/s$/)
    .first();
  await expect(rate).toBeVisible();
  const first = await rate.textContent();
  await expect(rate).not.toHaveText(first ?? "");
});

test("the table of streams holds what NATS holds", async ({ page }) => {
  await page.goto("/c/local");
  const { ports } = embeddedServer(".natsight/e2e");
  const nc = await connectTo(`nats://127.0.0.1:${ports.client}`);
  const manager = await jetstreamManager(nc);
  const name = `E2E_${Date.now()}`;
  await manager.streams.add({ name, subjects: [`e2e.${name}.>`], storage: "memory" });
  try {
    for (let n = 0; n < 3; n++) await nc.request(`e2e.${name}.x`, "payload");
    const row = streams(page).getByRole("row", { name: new RegExp(name) });
    await expect(row).toContainText(`e2e.${name}.>`);
    await expect(row.getByRole("cell").nth(1)).toHaveText("3");
    await manager.streams.delete(name);
    await expect(row).toHaveCount(0);
  } finally {
    await manager.streams.delete(name).catch(() => undefined);
    await nc.close();
  }
});

test("the figures of the server are those that it tells itself", async ({ page }) => {
  await page.goto("/c/local");
  const { ports } = embeddedServer(".natsight/e2e");
  const varz = await (await fetch(`http://127.0.0.1:${ports.monitor}/varz`)).json();
  const panel = page.getByRole("region", { name: "Servers", exact: true });
  await expect(panel).toContainText(varz.version);
  await expect(panel).toContainText(varz.server_name);
});

test("[R01] killed and back, the page says so, keeps its figures with their age, and goes on by itself", async ({
  page,
  network,
}) => {
  await withConsole({}, async (own) => {
    const url = await own.url();
    network.allow(url);
    await page.goto(`${url}/c/local`);
    await expect(flow(page).getByRole("img", { name: /^Clients: now \d/ })).toBeVisible();
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));

    const { pid } = embeddedServer(own.dataDir);
    const orders = streams(page).getByRole("row", { name: /ORDERS / });
    process.kill(pid, "SIGSTOP");
    await expect(page.getByText(/^Not live: as of \d+ s ago$/)).toBeVisible({ timeout: 10_000 });
    await expect(page.getByText("Nothing is wrong")).toHaveCount(0);
    await expect(badge(page)).toContainText("Reconnecting", { timeout: 10_000 });
    await expect(orders).toBeVisible();
    process.kill(pid, "SIGCONT");
    await expect(page.getByText(/^Not live/)).toBeHidden({ timeout: 4_000 });
    await expect(badge(page)).toContainText("Connected");

    process.kill(pid, "SIGKILL");
    await until("another server runs", () => ![0, pid].includes(pidOf(own.dataDir)));
    const back = performance.now();
    await expect(badge(page)).toContainText("Connected", { timeout: 5_000 });
    await expect(flow(page).getByRole("img", { name: /^Clients: now \d/ })).toBeVisible();
    expect(performance.now() - back).toBeLessThan(4_500);

    await expect(streams(page).getByRole("row", { name: /ORDERS / })).toBeVisible();
    await expect(flow(page).getByRole("img", { name: /^Clients: now \d/ })).toBeVisible();
    expect(await page.evaluate(() => "stayed" in globalThis)).toBe(true);
  });
});

for (const version of ["newest", "2.10", "2.9"] as const) {
  test(`a ${version} server without JetStream is said once, and its flow is shown`, async ({
    page,
    network,
  }) => {
    const server = await startServer({ version, jetstream: false });
    try {
      await withConsole({ env: { NATS_URL: server.url } }, async (own) => {
        const url = await own.url();
        network.allow(url);
        await page.goto(url);
        await expect(badge(page)).toContainText(server.version);
        await expect(page.getByText("JetStream is off here")).toHaveCount(1);
        await expect(streams(page)).toHaveCount(0);
        await expect(page.getByRole("region", { name: "Account" })).toContainText("Clients");
        await expect(flow(page).getByRole("img", { name: /^Clients: now/ })).toBeVisible();
      });
    } finally {
      await server.stop();
    }
  });
}

test("a wrong password is said in words, steadily and without the password", async ({
  page,
  network,
}) => {
  const server = await startServer({ config: 'authorization { user: ann, password: "right" }' });
  const env = { NATS_URL: server.url, NATS_USER: "ann", NATS_PASSWORD: "wrong-canary" };
  try {
    await withConsole({ env }, async (own) => {
      const url = await own.url();
      network.allow(url);
      await page.goto(url);
      const alert = page.getByRole("main").getByRole("alert");
      await expect(alert).toContainText(/credentials|Authorization/i);
      const node = await alert.elementHandle();
      await page.waitForFunction(
        (since) => performance.now() - since > 5_000,
        await page.evaluate(() => performance.now()),
      );
      // The same element: a screen reader must not hear it anew at every beat.
      expect(await node?.evaluate((element) => element.isConnected)).toBe(true);
      expect(await page.content()).not.toContain("wrong-canary");
      expect(own.printed()).not.toContain("wrong-canary");
      expect(own.printed()).toMatch(/! NATS .*refused/);
    });
  } finally {
    await server.stop();
  }
});

test("a connection that does not exist is said, with the way to those that do", async ({
  page,
}) => {
  await page.goto("/c/nowhere");
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    'There is no connection "nowhere"',
  );
  await page.getByRole("main").getByRole("link", { name: "All connections" }).click();
  await expect(page.getByRole("table", { name: "Connections" })).toContainText("Embedded server");
});

test("an address that does not exist leads back", async ({ page }) => {
  const answer = await page.goto("/no/such/page");
  expect(answer?.status()).toBe(404);
  await page.getByRole("link", { name: "Open the overview" }).click();
  await expect(page).toHaveURL(/\/c\/local$/);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing serious, ${colorScheme}, ${width} px wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/c/local");
      await expect(streams(page).getByRole("row").nth(3)).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations.filter(
        ({ impact }) => impact === "serious" || impact === "critical",
      );
      expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(overflow).toBe(false);
    });
  }
}

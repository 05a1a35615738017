import { jetstreamManager } from "@nats-io/jetstream";
import type { Page } from "@playwright/test";
import { usersConfig } from "@/lib/testing/accounts";
import { connectTo } from "@/lib/testing/connect";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { withLab } from "./lab";
import { embeddedServer, tryEmbedded, withConsole } from "./start-console";

const pidOf = (dataDir: string) => tryEmbedded(dataDir)?.pid ?? 0;
const badge = (page: Page) =>
  page
    .getByRole("banner")
    .getByRole("status")
    .filter({ hasText: /Connected|Reconnecting|Refused/ });
const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const chart = (page: Page, name: string) => page.getByRole("figure", { name });
const flows = (page: Page) => chart(page, "Messages").getByText(/^In: now \d/);
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
  await expect(flows(page)).toBeAttached();
  const words = await flows(page).textContent();
  await expect(flows(page)).not.toHaveText(words ?? "");
  await expect(chart(page, "Bytes").getByText(/^In: now [\d.,]+ (B|[KM]iB)\/s/)).toBeAttached();
});

for (const { path, address, shown } of [
  { path: "/c/local", address: "/api/c/local/overview", shown: "Streams" },
  { path: "/c/local/consumers", address: "/api/c/local/consumers?worst=", shown: "Consumers" },
]) {
  test(`what ${path} shows first is asked for once, by its head`, async ({ page, request }) => {
    expect(await (await request.get(path)).text()).toContain(`href="${address}`);
    const asked: string[] = [];
    const isIt = (url: string) => url.includes(address) && !url.includes("since=");
    page.on("request", (sent) => void (isIt(sent.url()) && asked.push(sent.url())));
    await page.goto(path);
    const table = page.getByRole("table", { name: shown, exact: true });
    await expect(table.getByRole("rowheader").first()).toBeVisible();
    expect(asked).toHaveLength(1);
  });
}

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
    await expect(row.getByRole("cell", { name: "3", exact: true })).toBeVisible();
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
  const row = page.getByRole("table", { name: "Servers" }).getByRole("row").nth(1);
  await expect(row).toContainText(varz.server_name);
  await expect(row).toContainText(varz.version);
  await expect(row).toContainText("healthy");
});

test("[R01] the embedded server killed and back, the page goes on by itself", async ({
  page,
  network,
}) => {
  await withConsole({}, async (own) => {
    const url = await own.url();
    network.allow(url);
    await page.goto(`${url}/c/local`);
    await expect(flows(page)).toBeAttached();
    await stay(page);

    const { pid } = embeddedServer(own.dataDir);
    process.kill(pid, "SIGKILL");
    await until("another server runs", () => ![0, pid].includes(pidOf(own.dataDir)));
    const back = performance.now();
    await expect(badge(page)).toContainText("Connected", { timeout: 3_000 });
    await expect(page.getByText(/^Not live/)).toBeHidden();
    await expect(flows(page)).toBeAttached();
    expect(performance.now() - back).toBeLessThan(4_500);
    await expect(streams(page).getByRole("row", { name: /ORDERS / })).toBeVisible();
    expect(await hasStayed(page)).toBe(true);
  });
});

test("[R01] a server that is silent or gone is said in time, with the age of what is shown; the charts have a gap and no rate that was not", async ({
  page,
  network,
}) => {
  const server = await startServer({ name: "solo" });
  const nc = await connectTo(server.url);
  // So much was counted before that no rate could hide it.
  for (let n = 0; n < 50_000; n++) nc.publish("past.x", "payload");
  await (await jetstreamManager(nc)).streams.add({ name: "KEPT", subjects: ["kept.>"] });
  await nc.close();
  try {
    await withLab([{ id: "solo", label: "Solo", url: server.url }], async ({ url }) => {
      network.allow(url);
      await page.goto(`${url}/c/solo`);
      await expect(flows(page)).toBeAttached();
      await stay(page);
      const kept = streams(page).getByRole("row", { name: /KEPT/ });

      await server.freeze();
      const frozen = performance.now();
      await expect(page.getByText(/^Not live: as of \d+ s ago$/)).toBeVisible();
      await expect(badge(page)).toContainText(/what is shown is old|Reconnecting/);
      expect(performance.now() - frozen).toBeLessThan(10_000);
      await expect(badge(page)).toContainText("Reconnecting");
      await expect(kept).toBeVisible();
      server.thaw();
      await expect(badge(page)).toContainText(/^●?Connected/, { timeout: 3_000 });
      await expect(page.getByText(/^Not live/)).toBeHidden();

      await server.kill();
      const killed = performance.now();
      await expect(badge(page)).toContainText("Reconnecting", { timeout: 1_000 });
      expect(performance.now() - killed).toBeLessThan(1_000);
      await expect(page.getByText(/^Not live: as of \d+ s ago$/)).toBeVisible();
      await expect(page.getByText("Nothing is wrong")).toHaveCount(0);
      await expect(kept).toBeVisible();
      await server.restart();
      await expect(badge(page)).toContainText("Connected", { timeout: 3_000 });
      await expect(page.getByText(/^Not live/)).toBeHidden();
      await expect(part(page, "Account")).not.toContainText("as of");
      expect(await hasStayed(page)).toBe(true);

      await expect(flows(page)).toBeAttached();
      await page.getByRole("button", { name: "Messages: show as table" }).click();
      await expect.poll(async () => (await ratesOf(page)).slice(0, 2)).not.toContain("unknown");
      const rates = await ratesOf(page);
      expect(rates.filter((rate) => rate === "unknown").length).toBeGreaterThanOrEqual(2);
      const known = rates.filter((rate) => rate !== "unknown").map(perSecond);
      expect(Math.min(...known)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...known)).toBeLessThan(500);
    });
  } finally {
    await server.stop();
  }
});

test("[R20] a user who may not list streams sees which subject was refused and the line that allows it, in the place of the list", async ({
  page,
  network,
}) => {
  const deny = ["$JS.API.STREAM.LIST"];
  const server = await startServer({
    config: usersConfig([
      { user: "ann", password: "ann", permissions: { publish: { deny } } },
      { user: "bob", password: "bob" },
    ]),
  });
  try {
    const nc = await connectTo(server.url, {
      auth: { kind: "user", user: "bob", password: "bob" },
    });
    await (await jetstreamManager(nc)).streams.add({ name: "HIDDEN", subjects: ["hidden.>"] });
    await nc.close();
    const entry = { id: "ann", label: "Ann", url: server.url, user: "ann", password: "ann" };
    await withLab([entry], async ({ url }) => {
      network.allow(url);
      await page.goto(`${url}/c/ann`);
      const list = part(page, "Streams");
      await expect(list).toContainText("$JS.API.STREAM.LIST");
      await expect(list).toContainText('publish: { allow: ["$JS.API.STREAM.LIST"] }');
      await expect(part(page, "Account")).toContainText("Clients");
      await expect(flows(page)).toBeAttached();
      await expect(streams(page)).toHaveCount(0);
      await expect(page.getByText("No stream yet")).toHaveCount(0);
      await expect(page.getByText("Nothing is wrong")).not.toContainText("stream");
    });
  } finally {
    await server.stop();
  }
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
        await expect(part(page, "Account")).toContainText("Clients");
        await expect(flows(page)).toBeAttached();
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
      await expect(alert.getByRole("link", { name: "Test connection" })).toBeVisible();
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

// Colours are a matter of the theme, places of the width: each of both once.
for (const [colorScheme, width] of [
  ["dark", 1440],
  ["light", 390],
] as const) {
  test(`axe finds nothing serious, also beside an open stream, ${colorScheme}, ${width} px wide`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/c/local");
    await expect(streams(page).getByRole("row").nth(3)).toBeVisible();
    await expect(flows(page)).toBeAttached();
    await expectAccessible(page);
    await page.goto("/c/local?stream=ORDERS");
    const detail = part(page, "ORDERS");
    await expect(detail.getByRole("tree", { name: "Payload" })).toBeVisible();
    await expect(detail.getByRole("tree", { name: "Stream ORDERS" })).toBeAttached();
    await expectAccessible(page);
  });
}

/** A mark that a reload would take away. */
async function stay(page: Page): Promise<void> {
  await page.evaluate(() => void Object.assign(globalThis, { stayed: true }));
}

async function hasStayed(page: Page): Promise<boolean> {
  return await page.evaluate(() => "stayed" in globalThis);
}

/** The messages in a second, the newest first. */
async function ratesOf(page: Page): Promise<string[]> {
  const rows = part(page, "Messages, table").getByRole("row");
  const texts = await rows.evaluateAll((elements) =>
    elements.map((row) => row.querySelector("td")?.textContent ?? ""),
  );
  return texts.filter((text) => text !== "");
}

function perSecond(rate: string): number {
  const [, digits = "", unit = ""] = /^<?([\d.,]+)([kMG]?)\/s$/.exec(rate) ?? [];
  return Number(digits.replaceAll(",", "")) * ({ k: 1e3, M: 1e6, G: 1e9 }[unit] ?? 1);
}

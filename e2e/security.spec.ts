import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { test } from "./security-other-site";
import { withOwnServer } from "./security-own-server";

const overview = "/c/local";

test.describe("other sites", () => {
  test("T01 a page of another site cannot open the gateway, an own page can", async ({
    page,
    otherSite,
    baseURL,
    network,
  }) => {
    network.allow(`${baseURL}`.replace("127.0.0.1", "localhost"));
    const gateway = `${baseURL?.replace("http", "ws")}/gateway/local`;
    await page.goto(otherSite.origin);
    expect(await openSocket(page, gateway)).toBe("refused");
    expect(await openSocket(page, gateway.replace("127.0.0.1", "localhost"))).toBe("refused");
    await page.goto(overview);
    expect(await openSocket(page, gateway)).toBe("open");
  });

  test("T03 a page of another site can neither send a change nor read an answer", async ({
    page,
    otherSite,
    baseURL,
    network,
  }) => {
    await page.goto(otherSite.origin);
    const tried = await page.evaluate(async (base) => {
      const attempt = (init: RequestInit) =>
        fetch(`${base}/api/health`, init).then(
          () => "answered",
          () => "refused",
        );
      return [
        await attempt({}),
        await attempt({ method: "POST", headers: { "Content-Type": "application/json" } }),
      ];
    }, baseURL);
    expect(tried).toEqual(["refused", "refused"]);
    network.violations.length = 0;
  });

  test("T07 a page of another site cannot frame the console", async ({
    page,
    otherSite,
    baseURL,
    network,
  }) => {
    otherSite.serve(`<iframe src="${baseURL}${overview}"></iframe>`);
    await page.goto(otherSite.origin);
    await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
    await expect(page.frameLocator("iframe").getByRole("main")).toHaveCount(0);
    network.violations.length = 0;
  });

  test("T17 a page that opened the console has no hold on it", async ({
    page,
    context,
    otherSite,
    baseURL,
  }) => {
    await page.goto(otherSite.origin);
    const opened = context.waitForEvent("page");
    await page.evaluate((url) => {
      Object.assign(window, { opened: window.open(url) });
    }, `${baseURL}${overview}`);
    await (await opened).waitForLoadState();
    const isClosed = () => page.evaluate(() => (window as { opened?: Window }).opened?.closed);
    await expect.poll(isClosed).toBe(true);
  });

  test("T62 a test whose page asks another origin fails", async ({ page, otherSite, network }) => {
    test.fail();
    network.forbid(otherSite.origin);
    await page.goto(otherSite.origin);
  });
});

test("T15 there are no Server Actions", () => {
  const manifest = readFileSync(".next/server/server-reference-manifest.json", "utf8");
  expect(JSON.parse(manifest)).toMatchObject({ node: {}, edge: {} });
  expect(Object.keys(JSON.parse(manifest).node)).toEqual([]);
  expect(Object.keys(JSON.parse(manifest).edge)).toEqual([]);
  const sources = ["app", "components", "lib"].flatMap(listSources);
  expect(sources.length).toBeGreaterThan(20);
  const directive = /^\s*["']use server["']/m;
  expect(sources.filter((file) => directive.test(readFileSync(file, "utf8")))).toEqual([]);
});

test("Next never listens for upgrades beside the front door", async ({ playwright }) => {
  await withOwnServer(async ({ url, upgradeListeners }) => {
    const request = await playwright.request.newContext({ baseURL: url });
    expect((await request.get(overview)).status()).toBe(200);
    expect((await request.get("/nothing")).status()).toBe(404);
    await request.dispose();
    // The server asks itself for its first page, so that nobody waits for it: three in all.
    await expect.poll(() => upgradeListeners).toEqual([1, 1, 1]);
  });
});

function listSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
    .map((name) => join(folder, name));
}

function openSocket(page: Page, url: string): Promise<string> {
  return page.evaluate(
    (address) =>
      new Promise<string>((settle) => {
        const socket = new WebSocket(address);
        socket.onopen = () => {
          socket.close();
          settle("open");
        };
        socket.onerror = () => settle("refused");
      }),
    url,
  );
}

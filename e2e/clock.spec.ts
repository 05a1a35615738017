import { jetstreamManager } from "@nats-io/jetstream";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { type Lab, startLab } from "./lab";

test.describe.configure({ mode: "default" });

let server: TestServer;
let lab: Lab;
let storedMs = 0;

test.beforeAll(async () => {
  server = await startServer({ name: "solo" });
  lab = await startLab([{ id: "solo", label: "Solo", url: server.url }]);
});

test.afterAll(async () => {
  await lab?.stop();
  await server?.stop();
});

test.beforeEach(async ({ network }) => {
  network.allow(lab.url);
  const nc = await connectTo(server.url);
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
  storedMs = Date.now();
  await nc.request("orders.new", "payload");
  await nc.close();
});

const streams = (page: Page) => page.getByRole("table", { name: "Streams" });
const tenMinutesMs = 600_000;

// A worker whose script a test has changed is taken for one of another network.
test.use({ permissions: ["local-network-access"] });

for (const skewMs of [tenMinutesMs, -tenMinutesMs]) {
  const words = `ten minutes ${skewMs > 0 ? "ahead" : "behind"}`;
  test(`a browser whose clock is ${words} shows true ages, and nothing that is fresh as old [R09]`, async ({
    page,
  }) => {
    await skew(page, skewMs);
    await page.goto(`${lab.url}/c/solo?stream=ORDERS`);
    const wrong = await watchFor(
      page,
      /-\d+\s?(ms|s|min|h|d)\b|Not live|stale|as of|in the future/,
    );
    await expect(page.getByRole("banner").getByText("Connected")).toBeVisible();
    const [worker] = page.workers();
    const clocks = [page.evaluate(() => Date.now()), worker?.evaluate(() => Date.now())];
    for (const clock of await Promise.all(clocks)) {
      expect(Math.abs((clock ?? 0) - Date.now() - skewMs)).toBeLessThan(60_000);
    }

    const detail = page.getByRole("region", { name: "ORDERS", exact: true });
    await expect(detail.getByText("Last message", { exact: true }).first()).toBeVisible();
    const age = await ageOf(page);
    expect(age).toBeLessThanOrEqual((Date.now() - storedMs) / 1_000 + 10);
    // The figures go on, by whichever clock.
    await expect.poll(() => ageOf(page)).toBeGreaterThanOrEqual(4);
    const points = page.getByRole("figure", { name: "Messages" });
    await expect(points.getByText(/^In: now [\d<]/)).toBeAttached();
    await points.getByRole("button", { name: "Messages: show as table" }).click();
    // Moments are those of the console, not of the tab that looks.
    await expect
      .poll(async () => Math.abs((await newestMoment(page)) - Date.now()))
      .toBeLessThan(15_000);
    expect(await wrong()).toEqual([]);
  });
}

test.describe("in a zone with summer time", () => {
  test.use({ timezoneId: "Europe/Berlin" });

  test("moments have the offset of their own day, and UTC ones a Z [R09]", async ({ page }) => {
    await page.goto(`${lab.url}/c/solo?stream=ORDERS`);
    const last = page.getByRole("region", { name: "Last message" });
    const offset = offsetOf(storedMs, "Europe/Berlin");
    await expect(last).toContainText(new RegExp(` \\d\\d:\\d\\d:\\d\\d\\.\\d{9} \\${offset}`));
    const local = await last.getByText(/sequence \d/).textContent();
    const badge = page.getByRole("banner").getByTitle(/^On solo since /);
    await expect(badge).toHaveAttribute("title", new RegExp(` ${clockOf("Europe/Berlin")}:`));

    await page.keyboard.press("Control+k");
    await page.keyboard.type("times in utc");
    await expect(page.getByRole("option", { name: "Show times in UTC" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(last).toContainText(/ \d\d:\d\d:\d\d\.\d{9}Z/);
    const utc = await last.getByText(/sequence \d/).textContent();
    // The same moment, in two ways to write it.
    expect(momentIn(utc)).toBe(momentIn(local));
    expect(Math.abs(momentIn(utc) - storedMs)).toBeLessThan(10_000);
    await expect(badge).toHaveAttribute("title", new RegExp(` ${clockOf("UTC")}:`));
  });

  test("a range over the night in which clocks are set back is one of 25 hours", async ({
    page,
  }) => {
    await page.goto(`${lab.url}/c/solo?from=2026-10-24T22:00:00.000Z&to=2026-10-25T23:00:00.000Z`);
    await page.getByRole("button", { name: /2026-10-25 00:00:00 – 2026-10-26 00:00:00/ }).click();
    const dialog = page.getByRole("dialog", { name: "Time range" });
    await expect(dialog.getByLabel("From")).toHaveValue("2026-10-25T00:00");
    await expect(dialog.getByLabel("To")).toHaveValue("2026-10-26T00:00");
    await expect(dialog).toContainText("Europe/Berlin");
    await dialog.getByRole("button", { name: "Show this range" }).click();
    await expect
      .poll(() => decodeURIComponent(page.url()))
      .toContain("from=2026-10-24T22:00:00.000Z&to=2026-10-25T23:00:00.000Z");
  });
});

/** Sets the clocks of the page and of its worker wrong: before the first script here, in front of each script there. */
async function skew(page: Page, byMs: number): Promise<void> {
  const script = `if (!globalThis.isSkewed) {
  globalThis.isSkewed = true;
  const real = Date;
  const now = () => real.now() + ${byMs};
  globalThis.Date = class extends real {
    constructor(...given) { given.length === 0 ? super(now()) : super(...given); }
    static now() { return now(); }
  };
}\n`;
  await page.addInitScript(script);
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}${await response.text()}` });
  });
}

/** Everything that stood on the page and should not have, even for a moment. */
async function watchFor(page: Page, wrong: RegExp): Promise<() => Promise<string[]>> {
  await page.evaluate((source) => {
    const found: string[] = [];
    Object.assign(globalThis, { found });
    const look = () => {
      for (const { textContent } of document.querySelectorAll("header, main")) {
        const hit = new RegExp(source).exec(textContent ?? "");
        if (hit) found.push(hit[0]);
      }
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    look();
  }, wrong.source);
  return () => page.evaluate(() => (globalThis as unknown as { found: string[] }).found);
}

/** The age of the newest message, in seconds, as the table tells it. */
async function ageOf(page: Page): Promise<number> {
  const cell = streams(page)
    .getByRole("row", { name: /ORDERS/ })
    .getByRole("cell")
    .last();
  const text = (await cell.textContent()) ?? "";
  if (text === "now") return 0;
  const [, count = "", unit = ""] = /^(\d+) (s|min) ago$/.exec(text) ?? [];
  return Number(count || Number.NaN) * (unit === "min" ? 60 : 1);
}

/** The moment of the newest row of the chart's table. */
async function newestMoment(page: Page): Promise<number> {
  const row = page.getByRole("region", { name: "Messages, table" }).getByRole("rowheader").first();
  return momentIn(await row.textContent());
}

/** The moment that a text names; every one has its offset. */
function momentIn(text: string | null): number {
  const [, day, clock, offset] =
    /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{3})\d* ?(Z|[+-]\d\d:\d\d)/.exec(text ?? "") ?? [];
  return Date.parse(`${day}T${clock}${offset}`);
}

function offsetOf(atMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(atMs).find(({ type }) => type === "timeZoneName")?.value;
  return name?.replace("GMT", "") ?? "";
}

function clockOf(timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit" }).format(Date.now());
}

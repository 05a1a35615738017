import { jetstreamManager } from "@nats-io/jetstream";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { type Lab, startLab } from "./lab";
import { tableNamed } from "./table";

test.describe.configure({ mode: "default" });

let server: TestServer;
let lab: Lab;

test.beforeAll(async () => {
  server = await startServer({ name: "solo" });
  const nc = await connectTo(server.url);
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"], max_msgs: 100 });
  await manager.streams.add({ name: "CACHE", subjects: ["cache.>"], storage: "memory" });
  const full = { name: "FULL", subjects: ["full.>"], max_msgs: 3 };
  await manager.streams.add({ ...full, discard: "new" });
  for (let n = 0; n < 3; n++) await nc.request(`full.${n}`, "payload");
  await nc.close();
  const { url } = server;
  lab = await startLab([
    { id: "one", label: "First", url },
    { id: "prod", label: "Payments", url, production: true, colour: "violet" },
    { id: "look", label: "Archive", url, readOnly: true },
  ]);
});

test.afterAll(async () => {
  await lab?.stop();
  await server?.stop();
});

test.beforeEach(({ network }) => network.allow(lab.url));

const rail = (page: Page) => page.getByRole("navigation", { name: "Pages" });
const head = (page: Page) => page.getByRole("banner");
const { table: streams, names } = tableNamed("Streams");
const at = (page: Page, path: string) => expect(page).toHaveURL(`${lab.url}${path}`);

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${lab.url}${path}`);
  await expect(streams(page).getByRole("row", { name: /ORDERS/ })).toBeVisible();
}

test("the breadcrumb leads to the same page of another connection, and back again", async ({
  page,
}) => {
  await open(page, "/c/one?stream=ORDERS");
  await page.getByRole("button", { name: "Connection First" }).click();
  const choices = page.getByRole("dialog", { name: "Switch connection" }).getByRole("option");
  await expect(choices).toHaveCount(3);
  await expect(choices.filter({ hasText: "Payments" })).toContainText("production");
  await expect(choices.filter({ hasText: "Archive" })).toContainText("read-only");
  await choices.filter({ hasText: "Archive" }).click();
  await at(page, "/c/look");
  await expect(page).toHaveTitle("Overview · Archive · Natsight");
  await page.goBack();
  await at(page, "/c/one?stream=ORDERS");
  await expect(page.getByRole("region", { name: "ORDERS", exact: true })).toBeVisible();
});

test("a production connection is tinted along the top edge and named in the head; others are not", async ({
  page,
}) => {
  await open(page, "/c/prod");
  await expect(head(page).getByText("Production", { exact: true })).toBeVisible();
  const edge = await topEdge(page);
  await open(page, "/c/one");
  await expect(head(page).getByText("Connected")).toBeVisible();
  await expect(head(page).getByText("Production")).toHaveCount(0);
  expect(await topEdge(page)).not.toEqual(edge);
});

test("a read-only connection says so in the head", async ({ page }) => {
  await open(page, "/c/look");
  await expect(head(page).getByText("Read-only", { exact: true })).toBeVisible();
  await open(page, "/c/one");
  await expect(head(page).getByText("Connected")).toBeVisible();
  await expect(head(page).getByText("Read-only")).toHaveCount(0);
});

test("what is typed at once after the palette was called loses no letter, however late its code comes", async ({
  page,
}) => {
  let release: (() => void) | undefined;
  const held = new Promise<void>((settle) => {
    release = settle;
  });
  await open(page, "/c/one");
  await page.route("**/_next/static/chunks/**", async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("gc?compact");
  const field = page.getByRole("dialog", { name: "Search" }).getByLabel("Search").first();
  await expect(field).toHaveValue("gc?compact");
  release?.();
  await expect(page.getByRole("combobox", { name: "Search" })).toHaveValue("gc?compact");
  await page.keyboard.press("Home");
  for (let n = 0; n < 3; n++) await page.keyboard.press("Delete");
  await expect(page.getByRole("option", { name: "Switch to compact rows" })).toBeVisible();
  await at(page, "/c/one");
});

test("the same holds for the switches of the breadcrumb", async ({ page }) => {
  let release: (() => void) | undefined;
  const held = new Promise<void>((settle) => {
    release = settle;
  });
  await open(page, "/c/one");
  await page.route("**/_next/static/chunks/**", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: "Connection First" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("archive");
  release?.();
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await at(page, "/c/look");
});

test("a narrow rail stays narrow after a reload and in another tab, and its words come on demand", async ({
  page,
  context,
}) => {
  await open(page, "/c/one");
  const width = async (of: Page) => (await rail(of).boundingBox())?.width ?? 0;
  const wide = await width(page);
  await page.getByRole("button", { name: "Icons only" }).click();
  await expect.poll(() => width(page)).toBeLessThan(wide / 2);
  const narrow = await width(page);
  await page.reload();
  await expect.poll(() => width(page)).toBe(narrow);
  const other = await context.newPage();
  await open(other, "/c/one");
  expect(await width(other)).toBe(narrow);
  await rail(other)
    .getByRole("link", { name: /^Settings/ })
    .hover();
  await expect(rail(other).getByText("Settings")).toHaveCSS("opacity", "1");
  await other.getByRole("button", { name: "Widen" }).click();
  await expect.poll(() => width(page)).toBe(wide);
});

test("on a phone the pages are a bar at the foot, always in reach, and nothing is cut off", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "/c/one");
  const bar = await rail(page).boundingBox();
  expect(bar?.x).toBe(0);
  expect(bar?.width).toBe(390);
  expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeCloseTo(844, 0);
  for (const link of await rail(page).getByRole("listitem").getByRole("link").all()) {
    expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  await rail(page)
    .getByRole("link", { name: /^Settings/ })
    .click();
  await at(page, "/settings");
  await expect(rail(page)).toBeInViewport({ ratio: 1 });
  await rail(page)
    .getByRole("link", { name: /^Overview/ })
    .click();
  await at(page, "/c/one");
  await streams(page)
    .getByRole("row", { name: /ORDERS/ })
    .click();
  const detail = page.getByRole("region", { name: "ORDERS", exact: true });
  await expect(detail).toBeInViewport();
  await detail.getByRole("button", { name: "Back" }).click();
  await expect(detail).toHaveCount(0);
});

test("a view is an address: stream, order, filter, columns and time are the same after a reload and by the way back", async ({
  page,
}) => {
  await open(page, "/c/one");
  await streams(page).getByRole("button", { name: "Name" }).click();
  await page.getByRole("button", { name: "Columns" }).click();
  await page
    .getByRole("group", { name: "Columns" })
    .getByRole("checkbox", { name: "Subjects" })
    .uncheck();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add filter" }).click();
  await page
    .getByRole("group", { name: "Add filter" })
    .getByRole("checkbox", { name: "file" })
    .check();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Last 15 min" }).click();
  await page.getByRole("button", { name: "Last 5 min" }).click();
  await page.getByRole("searchbox", { name: "Filter streams" }).fill("r");
  await expect(names(page)).toHaveText(["ORDERS"]);
  await page.getByRole("searchbox", { name: "Filter streams" }).fill("");
  await expectView(page);
  await streams(page)
    .getByRole("row", { name: /ORDERS/ })
    .click();
  const detail = page.getByRole("region", { name: "ORDERS", exact: true });
  await expect(detail).toBeVisible();
  const address = page.url();
  for (const part of ["sort=name", "storage:file", "cols=", "range=5m", "stream=ORDERS"]) {
    expect(decodeURIComponent(address)).toContain(part);
  }

  await page.reload();
  await expect(detail).toBeVisible();
  await expectView(page);
  expect(page.url()).toBe(address);
  await page.goBack();
  await expect(detail).toHaveCount(0);
  await expectView(page);
  await page.goForward();
  await expect(detail).toBeVisible();
  await expectView(page);
  expect(page.url()).toBe(address);
});

test("a stream that takes nothing more stands on top of the overview in words, and marks the rail", async ({
  page,
}) => {
  await open(page, "/c/one");
  const attention = page.getByRole("region", { name: "Needs attention" });
  const first = attention.getByRole("listitem").first();
  await expect(first).toContainText("Trouble: Stream FULL refuses new messages");
  await expect(first).toContainText("3 of 3 messages");
  await expect(rail(page).getByRole("link", { name: /^Overview \( ?1 trouble/ })).toBeVisible();
  const [words, flow] = [
    await first.boundingBox(),
    await page.getByRole("region", { name: "Flow" }).boundingBox(),
  ];
  expect(words?.y).toBeLessThan(flow?.y ?? 0);
  await first.getByRole("link", { name: "Open stream" }).click();
  await at(page, "/c/one?stream=FULL");
  await expect(page.getByRole("region", { name: "FULL", exact: true })).toContainText(
    "Messages kept",
  );

  const nc = await connectTo(server.url);
  const manager = await jetstreamManager(nc);
  await manager.streams.purge("FULL");
  await expect(first).toHaveCount(0);
  await expect(page.getByText("Nothing is wrong")).toBeVisible();
  await expect(rail(page).getByRole("link", { name: /trouble/ })).toHaveCount(0);
  for (let n = 0; n < 3; n++) await nc.request(`full.${n}`, "payload");
  await nc.close();
  await expect(first).toContainText("Stream FULL refuses new messages");
});

/** The table's order, columns and filter, and the time that is shown. */
async function expectView(page: Page): Promise<void> {
  await expect(names(page)).toHaveText(["FULL", "ORDERS"]);
  await expect(streams(page).getByRole("columnheader", { name: "Name" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await expect(streams(page).getByRole("columnheader", { name: "Subjects" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Remove filter Storage: file" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Last 5 min" })).toBeVisible();
}

/** The pixels along the top edge. */
async function topEdge(page: Page): Promise<string> {
  const clip = { x: 400, y: 0, width: 200, height: 3 };
  return (await page.screenshot({ clip })).toString("base64");
}

import { jetstreamManager } from "@nats-io/jetstream";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { type Lab, startLab } from "./lab";

// Not one pointer event: only keys, as they come from a keyboard.

test.describe.configure({ mode: "default" });

const longestTaskMs = 30_000;
const count = 60;
let server: TestServer;
let lab: Lab;

test.beforeAll(async () => {
  server = await startServer({ name: "solo" });
  const nc = await connectTo(server.url);
  const manager = await jetstreamManager(nc);
  for (let n = 10; n < 10 + count; n++) {
    await manager.streams.add({ name: `S_${n}`, subjects: [`s${n}.>`], storage: "memory" });
  }
  await nc.request("s42.first", "an older one");
  await nc.request("s42.newest", JSON.stringify({ order: 4711 }));
  await nc.close();
  lab = await startLab([
    { id: "one", label: "First", url: server.url },
    { id: "two", label: "Second", url: server.url },
  ]);
});

test.afterAll(async () => {
  await lab?.stop();
  await server?.stop();
});

const streams = (page: Page) => page.getByRole("table", { name: "Streams" });
const rows = (page: Page) => streams(page).locator("tbody").getByRole("row");
const at = (page: Page, path: string) => expect(page).toHaveURL(`${lab.url}${path}`);

async function open(page: Page, network: { allow(origin: string): void }, path = "/c/one") {
  network.allow(lab.url);
  await page.goto(`${lab.url}${path}`);
  await expect(page.getByRole("banner").getByText("Connected")).toBeVisible();
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, name: string, most = 40): Promise<void> {
  const told = () => page.locator(":focus:not(body)").allTextContents().then(String);
  for (let n = 0; n < most && !(await told()).includes(name); n++) await press(page, "Tab");
  expect(await told()).toContain(name);
}

test("the connection is switched by keyboard alone in less than 30 s", async ({
  page,
  network,
}) => {
  await open(page, network);
  const began = performance.now();
  await tabTo(page, "Connection First");
  await press(page, "Enter");
  await expect(page.getByRole("dialog", { name: "Switch connection" })).toBeVisible();
  await page.keyboard.type("sec");
  await expect(page.getByRole("option")).toHaveCount(1);
  await press(page, "Enter");
  await at(page, "/c/two");
  await expect(page.getByRole("button", { name: "Connection Second" })).toBeVisible();
  await expect(page.getByRole("banner").getByText("Connected")).toBeVisible();
  expect(performance.now() - began).toBeLessThan(longestTaskMs);
});

test("a stream is found by the palette and its newest message read, by keyboard alone in less than 30 s", async ({
  page,
  network,
}) => {
  await open(page, network);
  const began = performance.now();
  await press(page, "Control+k");
  await page.keyboard.type("s_42");
  await expect(page.getByRole("option", { name: /S_42/ })).toHaveAttribute("data-highlighted", "");
  await press(page, "Enter");
  await at(page, "/c/one/streams/S_42");
  const detail = page.getByRole("region", { name: "Last message" });
  await expect(detail).toContainText("s42.newest · sequence 2");
  await expect(detail.getByRole("tree", { name: "Payload" })).toContainText("4711");
  expect(performance.now() - began).toBeLessThan(longestTaskMs);
});

test("theme and density are changed by the palette, by keyboard alone in less than 30 s", async ({
  page,
  network,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, network);
  const look = () =>
    page.evaluate(() => ({
      scheme: getComputedStyle(document.documentElement).colorScheme,
      page: getComputedStyle(document.body).backgroundColor,
    }));
  const before = await look();
  await expect(rows(page).first()).toHaveCSS("height", "40px");
  const began = performance.now();
  await press(page, "Control+k");
  await page.keyboard.type("dark theme");
  await expect(page.getByRole("option", { name: "Switch to the dark theme" })).toBeVisible();
  await press(page, "Enter");
  await expect.poll(async () => (await look()).scheme).toBe("dark");
  expect((await look()).page).not.toBe(before.page);
  await press(page, "Control+k");
  await page.keyboard.type("compact");
  await expect(page.getByRole("option", { name: "Switch to compact rows" })).toBeVisible();
  await press(page, "Enter");
  await expect(rows(page).first()).toHaveCSS("height", "32px");
  expect(performance.now() - began).toBeLessThan(longestTaskMs);
});

test("a question mark lists the shortcuts, and those that lead to pages do", async ({
  page,
  network,
}) => {
  await open(page, network);
  await press(page, "?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  for (const words of ["Search", "Overview", "Connections", "Settings", "Filter", "Next row"]) {
    await expect(list.getByText(words, { exact: true })).toBeVisible();
  }
  // Keys that lead elsewhere mean nothing while it stands in front.
  await press(page, "g", "c", "Escape");
  await expect(list).toBeHidden();
  await at(page, "/c/one");
  await press(page, "g", "c");
  await at(page, "/connections");
  await press(page, "g", ",");
  await at(page, "/settings");
  await press(page, "g", "o");
  await at(page, "/c/one");
});

test("what is typed into a field is no shortcut", async ({ page, network }) => {
  await open(page, network);
  await expect(rows(page).first()).toBeVisible();
  await press(page, "/");
  const filter = page.getByRole("searchbox", { name: "Filter streams" });
  await expect(filter).toBeFocused();
  await page.keyboard.type("gc?/");
  await expect(filter).toHaveValue("gc?/");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await press(page, "Escape");
  await expect(filter).toHaveValue("");
  await page.keyboard.type("S_42");
  await expect(rows(page)).toHaveCount(1);
});

test("rows are walked, one is opened and closed, and the focus is back where it was", async ({
  page,
  network,
}) => {
  await open(page, network);
  await expect(rows(page).first()).toBeVisible();
  await press(page, "/");
  await expect(page.getByRole("searchbox", { name: "Filter streams" })).toBeFocused();
  await tabTo(page, "S_10", 20);
  const focused = page.locator("tr:focus");
  const first = await focused.getAttribute("data-index");
  await press(page, "j", "j", "k");
  await expect(focused).toHaveAttribute("data-index", String(Number(first) + 1));
  const name = await focused.getByRole("rowheader").textContent();
  await press(page, "Enter");
  await at(page, `/c/one?stream=${name}`);
  const detail = page.getByRole("region", { name: name ?? "", exact: true });
  await expect(detail.getByRole("heading", { level: 2 })).toBeFocused();
  await press(page, "Escape");
  await expect(detail).toHaveCount(0);
  await at(page, "/c/one");
  await expect(focused.getByRole("rowheader")).toHaveText(name ?? "");
});

test("the first Tab leads past rail and head, the next ones go from left to right and down", async ({
  page,
  network,
}) => {
  await open(page, network);
  const told = () =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
  const order: string[] = [];
  for (let n = 0; n < 15; n++) {
    await press(page, "Tab");
    order.push(await told());
  }
  expect(order[0]).toBe("Skip to the content");
  expect(order.slice(1, 14)).toEqual([
    expect.stringContaining("Natsight"),
    expect.stringContaining("Overview"),
    expect.stringContaining("Streams"),
    expect.stringContaining("Consumers"),
    expect.stringContaining("KV"),
    expect.stringContaining("Objects"),
    "Tail",
    "Publish",
    expect.stringContaining("Connections"),
    expect.stringContaining("Settings"),
    "Icons only",
    "Connection First",
    "Page Overview",
  ]);
  expect(order[14]).toContain("Search");
  await page.reload();
  await expect(rows(page).first()).toBeVisible();
  await press(page, "Tab", "Enter", "Tab");
  expect(await told()).toBe("Earlier by half");
  await at(page, "/c/one");
});

import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { type Lab, startLab, withLab } from "./lab";
import { tableNamed } from "./table";

// One server, on which only the test publishes: whatever is counted is known.
test.describe.configure({ mode: "default" });

const { table: messages, rows } = tableNamed("Messages");
const counts = (page: Page) => page.getByRole("region", { name: "Counts" });
const tree = (page: Page) => page.getByRole("region", { name: "Subjects that flow" });
const listening = (page: Page) => expect(page.getByText(/^Listening for/)).toBeVisible();

let server: TestServer;
let nc: NatsConnection;
let lab: Lab;

test.beforeAll(async () => {
  server = await startServer();
  nc = await connectTo(server.url);
  lab = await startLab([{ id: "solo", label: "Solo", url: server.url }]);
});

test.afterAll(async () => {
  await nc.close();
  await lab.stop();
  await server.stop();
});

test.beforeEach(({ network }) => network.allow(lab.url));

/** Opens a tail, and returns when NATS knows of it. */
async function tail(page: Page, search: string): Promise<void> {
  await page.goto(`${lab.url}/c/solo/tail?${search}`);
  await listening(page);
}

async function publish(subject: string, payload: string | Uint8Array, count = 1): Promise<void> {
  for (let sent = 1; sent <= count; sent++) {
    nc.publish(subject, payload);
    if (sent % 5_000 === 0) await nc.flush();
  }
  await nc.flush();
}

/** The figure under this name, exactly. */
async function count(page: Page, name: string): Promise<number> {
  const text = await counts(page).getByText(name, { exact: true }).locator("..").textContent();
  return Number((text ?? "").replace(name, "").replaceAll(",", ""));
}

test("a subject is chosen, and what flows is counted, listed, opened and drawn as a tree", async ({
  page,
}) => {
  await page.goto(`${lab.url}/c/solo/tail`);
  await expect(page.getByText("Nothing is listened to yet")).toBeVisible();
  await page.getByRole("combobox", { name: "Subjects" }).fill("orders.>");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?subject=orders\.(>|%3E)$/);
  await listening(page);
  await expect(page.getByText(/^Nothing has flowed since/)).toBeVisible();
  const traced = headers();
  traced.set("Trace", "abc");
  nc.publish("orders.eu.created", JSON.stringify({ order: 17 }), { headers: traced });
  await publish("orders.us.created", "plain", 2);
  await expect(rows(page)).toHaveCount(3);
  await expect.poll(() => count(page, "Received")).toBe(3);
  await tree(page).getByRole("button", { name: "Unfold orders", exact: true }).click();
  await expect(tree(page).getByRole("button", { name: /^us 2/ })).toBeVisible();
  await tree(page).getByRole("button", { name: /^us 2/ }).click();
  await expect(page.getByRole("figure", { name: "Messages a second" })).toContainText("orders.us");
  await page.keyboard.press("k");
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const detail = page.getByRole("region", { name: "orders.eu.created" });
  await expect(detail).toContainText("Trace");
  await expect(detail).toContainText("17");
  await expect(detail.getByText("nats sub orders.eu.created")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("[T48] a burst of 200,000 is counted to the last one: what is shown and what is not make up the whole", async ({
  page,
}) => {
  await tail(page, "subject=burst.>&keep=1000");
  const size = 64;
  for (let part = 0; part < 4; part++) await publish(`burst.${part}`, "x".repeat(size), 50_000);
  await expect.poll(() => count(page, "Received"), { timeout: 30_000 }).toBe(200_000);
  const [listed, rest] = [await count(page, "Listed"), await count(page, "Not listed")];
  expect(listed + rest).toBe(200_000);
  expect(rest).toBeGreaterThan(0);
  await expect(counts(page)).toContainText("too many at once to list");
  await expect(tree(page).getByRole("button", { name: "burst 200k" })).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(200);
});

test("[L9] a pause counts on and says how many came; then it goes on, and begins anew when cleared", async ({
  page,
}) => {
  await tail(page, "subject=pause");
  await publish("pause", "before");
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("Space");
  await expect(page.getByText("Paused: 0 came since")).toBeVisible();
  await publish("pause", "unseen", 300);
  await expect(page.getByText("Paused: 300 came since")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Resume" }).click();
  await publish("pause", "after");
  await expect(rows(page)).toHaveCount(2);
  await expect(counts(page)).toContainText("300 came while paused");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(rows(page)).toHaveCount(0);
  await expect.poll(() => count(page, "Received")).toBe(0);
});

test("a filter lists what it asks for, and the file holds what is listed", async ({ page }) => {
  await tail(page, "subject=f.>");
  await publish("f.hay", "hay", 20);
  await publish("f.pin", '{"needle":7}');
  await expect(messages(page)).toHaveAttribute("aria-rowcount", "22");
  await page.keyboard.press("/");
  await page.keyboard.type("NEEDLE");
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("combobox", { name: "Filter by" }).selectOption("regex");
  await page.getByRole("searchbox", { name: "Filter messages" }).fill('"needle":\\d');
  await expect(rows(page)).toHaveCount(1);
  await publish("f.pin", '{"needle":8}');
  await expect(rows(page)).toHaveCount(2);
  await expect(page).toHaveURL(/by=regex/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export JSON lines" }).click(),
  ]);
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { subject: "f.pin", payload: '{"needle":7}' },
    { subject: "f.pin", payload: '{"needle":8}' },
  ]);
  await page.getByRole("searchbox", { name: "Filter messages" }).fill("(");
  await expect(page.getByRole("alert").filter({ hasText: "regular expression" })).toBeVisible();
});

test("nothing moves under the pointer, and what is new is counted until it leaves", async ({
  page,
}) => {
  await tail(page, "subject=hold.>");
  for (let at = 0; at < 30; at++) await publish("hold.one", `first ${at}`);
  await expect(rows(page).filter({ hasText: "first 29" })).toBeVisible();
  const row = rows(page).filter({ hasText: "first 25" });
  await row.hover();
  await expect(page.getByText("Standing still while you look")).toBeVisible();
  const before = await row.boundingBox();
  await publish("hold.two", "second", 120);
  await expect(page.getByRole("button", { name: "120 new: show" })).toBeVisible();
  expect(await row.boundingBox()).toEqual(before);
  await row.click();
  await expect(page.getByRole("region", { name: "hold.one" })).toContainText("first 25");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "120 new: show" }).click();
  await expect(rows(page).first()).toContainText("second");
});

test("[T04] hostile subjects and payloads are shown as what they are", async ({ page }) => {
  await tail(page, "subject=>");
  const evil = "<script>alert(1)</script>.\u202egnp.x";
  await publish(evil, "<img src=x onerror=alert(1)>");
  await publish("binary", new Uint8Array([0, 255, 254, 1, 2, 3]));
  await publish(`long.${"token.".repeat(300)}end`, "deep");
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).filter({ hasText: "<img src=x onerror=alert(1)>" })).toBeVisible();
  await expect(rows(page).filter({ hasText: "00 ff fe 01" })).toBeVisible();
  await expect(
    tree(page).getByRole("button", { name: /^<script>alert\(1\)<\/script>/ }),
  ).toBeVisible();
});

test("[L3] a hidden tab goes on counting, and tells it when it is seen again", async ({ page }) => {
  await tail(page, "subject=hidden");
  const setHidden = (isHidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);
  await setHidden(true);
  await publish("hidden", "unseen", 30_000);
  await setHidden(false);
  await expect.poll(() => count(page, "Received")).toBe(30_000);
});

test("in a queue group it takes a share, after it was said what that does", async ({ page }) => {
  await tail(page, "subject=jobs");
  await page.getByText("Queue group: none").click();
  await expect(page.getByText("nobody works on them")).toBeVisible();
  await page.getByLabel("Queue group", { exact: true }).fill("workers");
  await page.getByRole("button", { name: "Join queue group" }).click();
  await expect(page.getByText("Member of queue group workers")).toBeVisible();
  await listening(page);
  let others = 0;
  const worker = nc.subscribe("jobs", { queue: "workers", callback: () => void others++ });
  const from = await connectTo(server.url);
  for (let at = 0; at < 300; at++) from.publish("jobs", "x");
  await from.flush();
  await expect.poll(async () => others + (await count(page, "Received"))).toBe(300);
  expect(others).toBeLessThan(300);
  worker.unsubscribe();
  await from.close();
  await page.reload();
  await expect(page.getByText("Queue group: none")).toBeVisible();
});

test("[T34] a reader tails what the connection allows, and is told what allows the rest", async ({
  page,
  network,
}) => {
  const connection = { id: "solo", label: "Solo", url: server.url, tailSubjects: ["orders.>"] };
  const use = async ({ url }: Lab) => {
    network.allow(url);
    await page.goto(`${url}/c/solo/tail`);
    await page.getByRole("button", { name: "orders.>" }).click();
    await listening(page);
    await publish("orders.eu", "heard");
    await expect(rows(page)).toHaveCount(1);
    await page.goto(`${url}/c/solo/tail?subject=payments.>`);
    const problem = page.getByRole("alert").filter({ hasText: "payments.>" });
    await expect(problem).toContainText("The role here, reader, may not subscribe to payments.>");
    await expect(problem).toContainText('subscribe: { allow: ["payments.>"] }');
  };
  await withLab([connection], use, { NATSIGHT_ROLE: "reader" });
});

test("[L10] a server that was away leaves a gap that is told between the messages around it", async ({
  page,
}) => {
  await tail(page, "subject=gap");
  await publish("gap", "before");
  await expect(rows(page)).toHaveCount(1);
  await server.kill("SIGKILL");
  await expect(page.getByText(/^Not listening:/)).toBeVisible();
  await server.restart();
  await listening(page);
  const again = await connectTo(server.url);
  again.publish("gap", "after");
  await again.flush();
  await again.close();
  await expect(rows(page)).toHaveCount(2);
  const words = await messages(page).getByRole("row").allTextContents();
  expect(words[1]).toContain("after");
  expect(words[2]).toContain("Not connected from");
  expect(words[3]).toContain("before");
});

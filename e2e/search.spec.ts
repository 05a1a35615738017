import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { graveIn } from "./accessible";
import { expect, test } from "./fixtures";
import { type Lab, startLab } from "./lab";
import { tableNamed } from "./table";

const many = 6_000;
const every = 400;
const slow = { kind: "bandwidth", bytesPerSec: 500_000 } as const;
const quick = { kind: "pass" } as const;

test.describe.configure({ mode: "default" });

let lab: Lab;
let server: TestServer;
let proxy: FaultProxy;
let nc: NatsConnection;

// All of it as a reader: whoever may look may search.
test.beforeAll(async () => {
  server = await startServer();
  proxy = await startFaultProxy({ port: Number(new URL(server.url).port) });
  nc = await connectTo(server.url);
  const { streams } = await jetstreamManager(nc);
  await streams.add({ name: "HAY", subjects: ["hay.>"], allow_direct: true });
  const filling = "the quick brown fox ".repeat(15);
  await fillStream(nc, many, (n) => {
    const word = n % every === 0 ? "a needle" : "hay";
    return { subject: `hay.${n % 3}`, payload: JSON.stringify({ n, word, filling }) };
  });
  lab = await startLab([{ id: "lab", urls: [proxy.url] }], { NATSIGHT_ROLE: "reader" });
});
test.afterAll(async () => {
  await lab?.stop();
  await nc?.close();
  await proxy?.stop();
  await server?.stop();
});
test.beforeEach(({ network }) => {
  network.allow(lab.url);
  proxy.set(quick);
});

const open = (page: Page, query = "") => page.goto(`${lab.url}/c/lab/streams/HAY/messages${query}`);
const field = (page: Page) => page.getByRole("searchbox", { name: "Search messages" });
const status = (page: Page) => page.getByRole("region", { name: "Search" });
const { table, names, firstRow } = tableNamed("Messages");
const sequences = async (page: Page) =>
  (await names(page).allTextContents()).map((text) => Number(text.replaceAll(",", "")));
const planted = Array.from({ length: many / every }, (_, index) => many - index * every);

test("a word is found by the keyboard alone, its hits are messages like others, and nothing changes", async ({
  page,
}) => {
  await open(page);
  await expect(firstRow(page)).toHaveText("6,000");
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("NEEDLE");
  await page.keyboard.press("Enter");
  await expect(status(page)).toContainText("Searched 6,000 messages · 15 hits");
  expect(await sequences(page)).toEqual(planted);
  await expect(page).toHaveURL(/\?q=NEEDLE$/);
  await table(page).getByRole("rowheader", { name: "5,600" }).click();
  const detail = page.getByRole("region", { name: "Message 5600", exact: true });
  await expect(detail).toContainText("a needle");
  expect(await graveIn(page)).toEqual([]);
  await field(page).press("Escape");
  await expect(status(page)).toHaveCount(0);
  await expect(firstRow(page)).toHaveText("6,000");
  const { state } = await (await jetstreamManager(nc)).streams.info("HAY");
  expect(state).toMatchObject({ messages: many, consumer_count: 0 });
});

test("expressions and tests of JSON find theirs, faults are told at the field, and nothing found is said", async ({
  page,
}) => {
  await open(page, "?q=%24.n+%3E+5998&by=json");
  await expect(status(page)).toContainText("2 hits");
  expect(await sequences(page)).toEqual([6_000, 5_999]);
  await page.getByRole("combobox", { name: "Search by" }).selectOption("Expression");
  await field(page).fill("^hay\\.0$|(");
  await field(page).press("Enter");
  await expect(page.getByRole("search").getByRole("alert")).toContainText("Unterminated group");
  await expect(field(page)).toHaveAttribute("aria-invalid", "true");
  await field(page).fill('"n":[14]?4?00,.*needle');
  await field(page).press("Enter");
  await expect(status(page)).toContainText("Searched 6,000 messages · 2 hits");
  expect(await sequences(page)).toEqual([4_400, 400]);
  await page.getByRole("combobox", { name: "Search by" }).selectOption("Text");
  await page.getByLabel("Match case").check();
  await field(page).fill("Needle");
  await field(page).press("Enter");
  await expect(status(page)).toContainText("No message holds “Needle”");
  await open(page, "?q=needle&subject=hay.1&order=oldest");
  await expect(status(page)).toContainText("Searched 2,000 messages · 5 hits");
  expect(await sequences(page)).toEqual(planted.filter((n) => n % 3 === 1).toReversed());
});

test("a search is stopped and goes on, also from its address and over a lost connection, and finds each once", async ({
  page,
}) => {
  await open(page);
  await expect(table(page)).toBeVisible();
  proxy.set(slow);
  await field(page).fill("needle");
  await field(page).press("Enter");
  await expect(status(page)).toContainText(/[2-9] hits/);
  await field(page).press("Escape");
  await expect(status(page)).toContainText("Stopped. It goes on at sequence");
  await expect(page).toHaveURL(/q=needle&at=\d+$/);
  const first = await sequences(page);
  const reopened = await page.context().newPage();
  proxy.set(quick);
  await reopened.goto(page.url());
  await expect(status(reopened)).toContainText("Searched");
  expect([...first, ...(await sequences(reopened))]).toEqual(planted);
  await reopened.close();

  proxy.set(slow);
  await status(page).getByRole("button", { name: "Resume" }).click();
  await expect(status(page)).toContainText(/left/);
  proxy.set({ kind: "reset" });
  await expect(status(page)).toContainText("It goes on by itself");
  proxy.set(quick);
  await expect(status(page)).toContainText("15 hits");
  await expect(status(page)).toContainText("Searched 6,000 messages");
  expect(await sequences(page)).toEqual(planted);
});

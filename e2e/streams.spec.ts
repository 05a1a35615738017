import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { type Lab, startLab } from "./lab";
import { slowestLetterMs, tableNamed } from "./table";

/** What NATS allows in names, and what subjects may hold; markup and code if they were taken for it. */
const hostileName = `Größe<img'"&?#%`;
const hostileToken = "<img/src=x/onerror=document.title=1>";

let server: TestServer;
let old: TestServer;
let nc: NatsConnection;
let oldNc: NatsConnection;
let lab: Lab;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  [server, old] = await Promise.all([startServer(), startServer({ version: "2.10" })]);
  [nc, oldNc] = await Promise.all([connectTo(server.url), connectTo(old.url)]);
  await seed(nc);
  lab = await startLab([
    { id: "one", label: "One", url: server.url },
    { id: "old", label: "Old", url: old.url },
    { id: "look", label: "Look", url: server.url, readOnly: true },
    { id: "prod", label: "Shop", url: server.url, production: true },
  ]);
});

test.afterAll(async () => {
  await Promise.all([nc?.close(), oldNc?.close()]);
  await lab?.stop();
  await Promise.all([server?.stop(), old?.stop()]);
});

test.beforeEach(({ network }) => network.allow(lab.url));

async function seed(to: NatsConnection): Promise<void> {
  const manager = await jetstreamManager(to);
  const add = (name: string, subjects: string[], more: object = {}) =>
    manager.streams.add({ name, subjects, storage: "memory", ...more });
  for (let from = 0; from < 1_000; from += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => add(`S_${from + n}`, [`many.${from + n}.>`])),
    );
  }
  await add("ORDERS", ["orders.*.created", "orders.*.paid"], { description: "All orders" });
  await add("KV_config", ["$KV.config.>"]);
  await add("FULL", ["full.>"], { max_msgs: 3, discard: "new" });
  await add(hostileName, ["odd.>"]);
  for (const subject of ["full.1", "full.2", "full.3", "orders.eu.created"]) {
    await to.request(subject, "payload");
  }
  await to.request(`odd.${hostileToken}.a`, "payload");
  await to.request(`odd.${hostileToken}.b`, "payload");
  await to.request("odd", "payload").catch(() => undefined);
}

const { names } = tableNamed("Streams");
const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: /^Stream / }).getByRole("link", { name, exact: true });
const at = (page: Page, path: string) => expect(page).toHaveURL(`${lab.url}${path}`);
const info = async (of: NatsConnection, name: string) =>
  (await jetstreamManager(of)).streams.info(name);

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${lab.url}${path}`);
  await expect(names(page).first()).toBeVisible();
}

test("a stream among 1,000 is found by its name, by a subject that it takes and by its state, and opened by keyboard", async ({
  page,
}) => {
  await open(page, "/c/one/streams");
  await expect(page).toHaveTitle("Streams · One · Natsight");
  await expect(page.getByText("1,003 streams")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("s_77");
  await expect(names(page)).toHaveText([
    "S_77",
    ...Array.from({ length: 10 }, (_, n) => `S_77${n}`),
  ]);
  await page.keyboard.press("Escape");

  const takes = page.getByRole("searchbox", { name: "Takes subject" });
  await takes.fill("orders.eu.created");
  await expect(names(page)).toHaveText(["ORDERS"]);
  await takes.fill("orders.eu.shipped");
  await expect(page.getByText("No stream takes orders.eu.shipped")).toBeVisible();
  await takes.fill("many.7*.x");
  await expect(page.getByText("No stream takes")).toBeVisible();
  await takes.fill("*.7.x");
  await expect(names(page)).toHaveText(["FULL", hostileName, "S_7"]);
  await takes.fill("");

  await page.getByRole("button", { name: /^Near limit/ }).click();
  await expect(names(page)).toHaveText(["FULL"]);
  await at(page, "/c/one/streams?state=near-limit");
  await page.getByRole("button", { name: /^Near limit/ }).click();

  await page.keyboard.press("/");
  await page.keyboard.type("orders");
  await expect(names(page)).toHaveText(["ORDERS"]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await at(page, "/c/one/streams/ORDERS");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("ORDERS");
  await expect(page.getByRole("region", { name: "Last message" })).toContainText(
    "orders.eu.created · sequence 1",
  );
});

test("1,000 streams are there as soon as a few, and each letter finds within a quarter of a second", async ({
  page,
}) => {
  const openedMs = async (path: string) => {
    const beganMs = performance.now();
    await open(page, path);
    return performance.now() - beganMs;
  };
  const few = (await jetstreamManager(oldNc)).streams;
  await few.add({ name: "FEW", subjects: ["few"] });
  const fewMs = await openedMs("/c/old/streams");
  const fewTypedMs = await slowestLetterMs(page, "Streams", ["f", "fe", "few"]);
  await few.delete("FEW");
  // On a quiet machine it is less than a second; a busy one is as slow with a few.
  expect(await openedMs("/c/one/streams")).toBeLessThan(2 * fewMs + 1_000);
  const typedMs = await slowestLetterMs(page, "Streams", ["s_9", "s_98", "s_987"]);
  expect(typedMs).toBeLessThan(Math.max(250, 6 * fewTypedMs));
  await expect(names(page)).toHaveText(["S_987"]);
});

test("streams of buckets are there when they are asked for", async ({ page }) => {
  await page.goto(`${lab.url}/c/one/streams?q=config`);
  await expect(page.getByRole("checkbox", { name: /KV and object streams/ })).toBeVisible();
  await expect(names(page)).toHaveCount(0);
  await page.getByRole("checkbox", { name: /KV and object streams/ }).check();
  await expect(names(page)).toHaveText(["KV_config"]);
  await at(page, "/c/one/streams?q=config&buckets=true");
});

for (const id of ["one", "old"] as const) {
  test(`a stream is created, purged and deleted, and NATS holds just that: ${id}`, async ({
    page,
  }) => {
    const own = id === "one" ? nc : oldNc;
    await page.goto(`${lab.url}/c/${id}/streams`);
    await page.getByRole("button", { name: "Create stream" }).click();
    const form = page.getByRole("dialog", { name: "Create stream" });
    await form.getByRole("button", { name: "Create stream" }).click();
    await expect(form.getByText("Give the stream a name.")).toBeVisible();
    await form.getByLabel("Name").fill("a.b");
    await expect(form.getByText("A stream's name has no dots.")).toBeVisible();
    await form.getByLabel("Name").fill("MADE");
    await form.getByRole("combobox", { name: "Subjects" }).fill("made.> made.too");
    await form.getByRole("combobox", { name: "Subjects" }).press("Enter");
    await expect(form.getByText("made.> and made.too overlap.")).toBeVisible();
    await form.getByRole("button", { name: "Remove made.too" }).click();
    await form.getByText("Work queue", { exact: true }).click();
    await form.getByText("Memory", { exact: true }).click();
    await form.getByLabel("Max messages").fill("9,007,199,254,740,993");
    await form.getByLabel("Max bytes").fill("1 MiB");
    await form.getByLabel("Max age").fill("2h");
    await form.getByText("5", { exact: true }).click();
    await form.getByRole("button", { name: "Create stream" }).click();
    await expect(form.getByRole("alert")).toContainText("Stream MADE was not created");
    await form.getByText("1", { exact: true }).click();
    await form.getByRole("button", { name: "Create stream" }).click();
    await at(page, `/c/${id}/streams/MADE`);
    expect((await info(own, "MADE")).config).toMatchObject({
      ...{ subjects: ["made.>"], retention: "workqueue", storage: "memory", discard: "old" },
      ...{ max_bytes: 1_048_576, max_age: 7_200_000_000_000, num_replicas: 1 },
    });
    expect((await own.request("$JS.API.STREAM.INFO.MADE")).string()).toContain(
      '"max_msgs":9007199254740993',
    );

    for (const subject of ["made.a", "made.a", "made.b"]) await own.request(subject, "payload");
    await page.getByRole("button", { name: "Purge stream" }).click();
    const purge = page.getByRole("dialog", { name: "Purge stream MADE" });
    await purge.getByLabel("Only of subject").fill("made.a");
    await purge.getByText("All but the newest", { exact: true }).click();
    await purge.getByLabel("Messages to keep").fill("1");
    await purge.getByRole("button", { name: "Next" }).click();
    await expect(purge).toContainText("nats stream purge MADE");
    await purge.getByRole("textbox").fill("MADE");
    await purge.getByRole("button", { name: "Purge stream" }).click();
    await expect(page.getByText("1 message is gone.")).toBeVisible();
    expect((await info(own, "MADE")).state).toMatchObject({ messages: 2, first_seq: 2 });
    await page.getByRole("button", { name: "Close" }).click();

    await page.getByRole("button", { name: "Delete stream" }).click();
    const remove = page.getByRole("dialog", { name: "Delete stream MADE" });
    await remove.getByRole("textbox").fill("made");
    await remove.getByRole("textbox").press("Enter");
    await expect(remove.getByRole("button", { name: "Delete stream" })).toHaveAccessibleDescription(
      "Type MADE first.",
    );
    expect((await info(own, "MADE")).config.name).toBe("MADE");
    await remove.getByRole("textbox").fill("MADE");
    await remove.getByRole("button", { name: "Delete stream" }).click();
    await at(page, `/c/${id}/streams`);
    await expect(names(page).filter({ hasText: "MADE" })).toHaveCount(0);
    await expect(info(own, "MADE")).rejects.toThrow(/not found/);
  });
}

test("in production a stream is created only when that was said, too", async ({ page }) => {
  await page.goto(`${lab.url}/c/prod/streams?create=true`);
  const form = page.getByRole("dialog", { name: "Create stream" });
  await form.getByLabel("Name").fill("SOLD");
  const create = form.getByRole("button", { name: "Create stream" });
  await expect(create).toHaveAccessibleDescription("Say first that production is meant.");
  await form.getByLabel("Name").press("Enter");
  await expect(info(nc, "SOLD")).rejects.toThrow(/not found/);
  await form.getByLabel("This is production: create it on Shop").check();
  await create.click();
  await at(page, "/c/prod/streams/SOLD");
  await (await jetstreamManager(nc)).streams.delete("SOLD");
});

test("whoever only looks is told why nothing can be changed, with the line that would allow it", async ({
  page,
}) => {
  await page.goto(`${lab.url}/c/look/streams/ORDERS`);
  const remove = page.getByRole("button", { name: "Delete stream" });
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  await expect(remove).toHaveAccessibleDescription(/read-only.*\$JS\.API\.STREAM\.DELETE\.ORDERS/);
  await remove.click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goto(`${lab.url}/c/look/streams?create=true`);
  await expect(page.getByRole("button", { name: "Create stream" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("[T04] a hostile name and hostile subjects are text, wherever they stand", async ({
  page,
}) => {
  await open(page, "/c/one/streams?q=gr");
  await names(page).first().click();
  await at(page, `/c/one/streams/${encodeURIComponent(hostileName)}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(hostileName);
  await tab(page, "Subjects").click();
  const tree = page.getByRole("region", { name: "Subjects" });
  await expect(tree).toContainText("2 subjects");
  await expect(
    tree.getByRole("button", { name: `Subjects below odd.${hostileToken}` }),
  ).toHaveAttribute("aria-expanded", "true");
  const messages = tree.getByRole("link", { name: `1 messages of odd.${hostileToken}.a` });
  await expect(messages).toHaveAttribute(
    "href",
    `/c/one/streams/${encodeURIComponent(hostileName)}/messages?subject=${encodeURIComponent(`odd.${hostileToken}.a`)}`,
  );
  await tab(page, "Configuration").click();
  await expect(page.getByRole("definition").filter({ hasText: "odd.>" }).first()).toBeVisible();
  await expect(page.locator("main img")).toHaveCount(0);
  await expect(page).toHaveTitle(`${hostileName} · Streams · One · Natsight`);
});

test("the breadcrumb leads to the same look at another stream; one that is not there says so", async ({
  page,
}) => {
  await page.goto(`${lab.url}/c/one/streams/FULL/config`);
  await expect(page.getByRole("term").filter({ hasText: "max_msgs" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Stream FULL", exact: true }).click();
  await page.keyboard.type("orders");
  await expect(page.getByRole("option", { name: /^ORDERS/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await at(page, "/c/one/streams/ORDERS/config");
  await expect(page.getByRole("definition").filter({ hasText: "All orders" })).toBeVisible();
  await page.goto(`${lab.url}/c/one/streams/NOWHERE`);
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Stream NOWHERE is not there",
  );
});

const looks = [
  ["", 1440],
  ["", 390],
  ["/ORDERS", 1440],
  ["/ORDERS/config", 390],
  ["/ORDERS/subjects", 1440],
  ["?create=true", 390],
] as const;
for (const [path, width] of looks) {
  test(`axe finds nothing serious at streams${path}, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${lab.url}/c/one/streams${path}`);
    await expect(page.getByText("ORDERS").or(page.getByText("S_0")).first()).toBeAttached();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expectAccessible(page);
  });
}

import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { keyPane, keyPath, keysGrid, makeBucket, putKey } from "./kv-lab";
import { startVersionLab, type VersionLab } from "./version-lab";

/** Names that NATS takes and that client libraries refuse, or may stumble over. */
const long = `long.${"x".repeat(990)}.end`;
const odd = ["a:b$c", "ключ.日本", "eq=ual.key", "<b>bold</b>", long];
const plain = ["user.1.mail", "user.1.name", "user.2.name", "media/logo/dark", "media/logo/light"];

let lab: VersionLab;
let nc: NatsConnection;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  lab = await startVersionLab(["newest", "2.10", "2.9"], fill);
  nc = lab.connections[0] as NatsConnection;
});
test.afterAll(() => lab?.stop());
test.beforeEach(({ network }) => network.allow(lab.url));

async function fill(to: NatsConnection): Promise<void> {
  await makeBucket(to, "config");
  for (const key of [...plain, ...odd]) await putKey(to, "config", key, `value of ${key}`);
  await putKey(to, "config", "user.9.name", "gone");
  await putKey(to, "config", "user.9.name", "", { "KV-Operation": "DEL" });
  await makeBucket(to, "jobs", { retention: "workqueue", max_msgs_per_subject: 1 });
  await putKey(to, "jobs", "first.job", "do this");
}

const names = (page: Page) => keysGrid(page).locator("tbody").getByRole("rowheader");
const key = (page: Page, name: string) =>
  keysGrid(page).getByRole("rowheader", { name, exact: true });
const below = (page: Page, prefix: string) =>
  keysGrid(page).getByRole("button", { name: `Keys below ${prefix}`, exact: true });
const as = (page: Page, shape: string) =>
  page.getByRole("radiogroup", { name: "Keys as" }).getByText(shape, { exact: true });

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${lab.url}${path}`);
  await expect(names(page).first()).toBeVisible();
}

for (const id of ["newest", "210", "29"]) {
  test(`on ${id}, keys are a tree by dots and slashes, or flat; any name is opened, and any is found`, async ({
    page,
  }) => {
    await open(page, `/c/${id}/kv/config`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("config");
    await below(page, "user.").click();
    await below(page, "user.1.").click();
    await expect(key(page, "user.1.name")).toBeVisible();
    await below(page, "media/").click();
    await below(page, "media/logo/").click();
    await expect(key(page, "media/logo/dark")).toBeVisible();
    await page.getByLabel("Separators").selectOption({ label: "." });
    await expect(key(page, "media/logo/dark")).toBeVisible();
    await expect(below(page, "media/")).toHaveCount(0);

    await as(page, "Flat").click();
    await expect(names(page)).toHaveCount(plain.length + odd.length);
    await page.getByRole("textbox", { name: "Pattern" }).fill("user.*.name");
    await page.getByRole("textbox", { name: "Pattern" }).press("Enter");
    await expect(names(page)).toHaveText([/user\.1\.name/, /user\.2\.name/]);
    await page.getByRole("switch", { name: "Deleted keys" }).click();
    await expect(names(page)).toHaveText([/user\.1\.name/, /user\.2\.name/, /user\.9\.name/]);
    await page.getByRole("searchbox", { name: "Filter keys" }).fill("9.N");
    await expect(names(page)).toHaveText([/user\.9\.name/]);

    for (const name of odd) {
      await page.goto(`${lab.url}${keyPath(id, "config", name)}`);
      await expect(keyPane(page, name)).toContainText(`value of ${name.slice(0, 60)}`);
    }
  });
}

test("what others do is seen at once: a key comes, changes, is deleted, and the counters follow", async ({
  page,
}) => {
  await page.goto(`${lab.url}/c/newest/kv/config?view=flat&pattern=live.%3E`);
  const foot = page.getByText(/ · live/);
  await expect(foot).toContainText("live");
  await putKey(nc, "config", "live.a", "1");
  await expect(key(page, "live.a")).toBeVisible();
  const revision = await putKey(nc, "config", "live.a", "22");
  const row = keysGrid(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: "live.a", exact: true }) });
  await expect(row).toContainText(`${revision}`);
  await expect(row).toContainText("2 B");
  await expect(foot).toContainText("2 changes");
  await putKey(nc, "config", "live.a", "", { "KV-Operation": "DEL" });
  await expect(key(page, "live.a")).toHaveCount(0);
  await expect(foot).toContainText("2 deleted");
  await page.getByRole("switch", { name: "Deleted keys" }).click();
  await expect(row).toContainText(/delete/i);
});

test("a key with a time to live is seen to go, on a server that says so and on one that does not", async ({
  page,
}) => {
  const old = lab.connections[1] as NatsConnection;
  await makeBucket(old, "brief", { max_age: 4e9 });
  await page.goto(`${lab.url}/c/210/kv/brief?view=flat`);
  await expect(page.getByText(/0 keys · live/)).toBeVisible();
  await putKey(old, "brief", "guest", "here");
  await expect(key(page, "guest")).toBeVisible();
  await expect(key(page, "guest")).toHaveCount(0);

  const ttl = { allow_msg_ttl: true, subject_delete_marker_ttl: 1e9, max_msgs_per_subject: 1 };
  await makeBucket(nc, "short", ttl);
  await putKey(nc, "short", "stays", "here");
  await open(page, "/c/newest/kv/short?view=flat");
  await putKey(nc, "short", "guest", "here", { "Nats-TTL": "4s" });
  await expect(key(page, "guest")).toBeVisible();
  await expect(key(page, "guest")).toHaveCount(0);
  await expect(key(page, "stays")).toBeVisible();
});

test("[promise 1] a work queue that is called like a bucket is listed and read without a consumer", async ({
  page,
}) => {
  await open(page, "/c/newest/kv/jobs?view=flat");
  await key(page, "first.job").click();
  await expect(keyPane(page, "first.job")).toContainText("do this");
  const { consumers, streams } = await jetstreamManager(nc);
  const found = [];
  for await (const { name } of consumers.list("KV_jobs")) found.push(name);
  expect(found).toEqual([]);
  expect((await streams.info("KV_jobs")).state).toMatchObject({ messages: 1, consumer_count: 0 });
});

test("by keys alone a branch is opened, a key read and left again, and nothing of it is left behind", async ({
  page,
}) => {
  const { consumers } = await jetstreamManager(nc);
  const there = async () => {
    const found: string[] = [];
    for await (const { name } of consumers.list("KV_config")) found.push(name);
    return found;
  };
  // Tabs that were closed before leave theirs to the server for a minute.
  const before = await there();
  await open(page, "/c/newest/kv/config");
  await names(page).first().locator("xpath=..").focus();
  await page.keyboard.press("End");
  await expect(keysGrid(page).locator("tr:focus")).toContainText("ключ");
  await page.keyboard.press("ArrowUp");
  await expect(keysGrid(page).locator("tr:focus")).toContainText("user");
  await page.keyboard.press("ArrowRight");
  await expect(below(page, "user.")).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(below(page, "user.1.")).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(keyPane(page, "user.1.mail")).toContainText("value of user.1.mail");
  await page.keyboard.press("Escape");
  await expect(keyPane(page, "user.1.mail")).toHaveCount(0);
  await expect(keysGrid(page).locator("tr:focus")).toContainText("mail");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Streams");
  await expect
    .poll(async () => (await there()).filter((name) => !before.includes(name)))
    .toEqual([]);
});

const looks = [
  ["dark", 1440],
  ["light", 390],
] as const;
for (const [colorScheme, width] of looks) {
  test(`axe finds nothing serious in buckets, keys and an entry: ${colorScheme}, ${width} px wide`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${lab.url}/c/newest/kv`);
    await expect(page.getByRole("link", { name: "config", exact: true })).toBeVisible();
    await expectAccessible(page);
    await open(page, "/c/newest/kv/config?deleted=shown");
    await expectAccessible(page);
    await page.goto(`${lab.url}${keyPath("newest", "config", "user.1.name")}`);
    await expect(keyPane(page, "user.1.name")).toContainText("value of user.1.name");
    await expectAccessible(page);
  });
}

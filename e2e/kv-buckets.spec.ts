import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { type KvLab, makeBucket, putKey, revisionsIn, startKvLab } from "./kv-lab";

let lab: KvLab;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  lab = await startKvLab(fill);
});
test.afterAll(() => lab?.stop());
test.beforeEach(({ network }) => network.allow(lab.url));

async function fill(to: NatsConnection): Promise<void> {
  await makeBucket(to, "stock");
  await makeBucket(to, "copy", { mirror: { name: "KV_stock" } });
  await makeBucket(to, "jobs", { retention: "workqueue" });
  for (const key of ["stays", "goes", "again"]) {
    await putKey(to, "stock", key, "first");
    await putKey(to, "stock", key, "second");
  }
  for (const key of ["goes", "again"])
    await putKey(to, "stock", key, "", { "KV-Operation": "DEL" });
}

const row = (page: Page, name: string) =>
  page
    .getByRole("table", { name: "Buckets" })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name, exact: true }) });
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const configOf = async (nc: NatsConnection, bucket: string) =>
  (await (await jetstreamManager(nc)).streams.info(`KV_${bucket}`)).config;

const keyTtl = "Per-key TTL and markers";
const versions = [
  {
    ...{ id: "newest" as const, usable: ["S2", keyTtl], greyed: [] },
    made: { compression: "s2", allow_msg_ttl: true, subject_delete_marker_ttl: 900e9 },
  },
  { id: "210" as const, usable: ["S2"], greyed: [keyTtl], made: { compression: "s2" } },
  { id: "29" as const, usable: [], greyed: ["S2", keyTtl, "Metadata", "Sources"], made: {} },
];

for (const { id, usable, greyed, made } of versions) {
  test(`on ${id}, a bucket is made just as its form says, and what the server lacks is greyed`, async ({
    page,
  }) => {
    await page.goto(`${lab.url}/c/${id}/kv`);
    await expect(row(page, "stock")).toBeVisible();
    await button(page, "Create bucket").click();
    const form = dialog(page, "Create bucket");
    await form.getByLabel("Name").fill("made");
    await form.getByLabel("History").fill("5");
    await form.getByLabel("TTL", { exact: true }).fill("1h");
    await form.getByLabel("Max value size").fill("64 KiB");
    await expect(form.getByText(/^Since NATS 2\.1/)).toHaveCount(greyed.length);
    for (const label of greyed) await expect(form.getByLabel(label)).toBeDisabled();
    for (const label of usable) await form.getByLabel(label).check();
    await form.getByRole("button", { name: "Create bucket" }).click();
    await expect(page).toHaveURL(`${lab.url}/c/${id}/kv/made`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("made");
    expect(await configOf(lab.nats[id], "made")).toMatchObject({
      ...{ subjects: ["$KV.made.>"], max_msgs_per_subject: 5, max_age: 3_600e9 },
      ...{ max_msg_size: 65_536, duplicate_window: 120e9, discard: "new", storage: "file" },
      ...{ deny_delete: true, allow_rollup_hdrs: true, allow_direct: true },
      ...made,
    });
  });
}

test("the list shows what each bucket is, and a form and a dialog are whole for everybody", async ({
  page,
}) => {
  await page.goto(`${lab.url}/c/newest/kv`);
  await expect(row(page, "copy")).toContainText("stock");
  await expect(row(page, "jobs")).toContainText("work queue");
  await expect(row(page, "stock").getByRole("link", { name: "stock" })).toBeVisible();
  await expectAccessible(page);
  await button(page, "Create bucket").click();
  await expect(dialog(page, "Create bucket")).toBeVisible();
  await expectAccessible(page);
});

test("an edit shows what will change, and goes on top of what somebody else has changed meanwhile", async ({
  page,
}) => {
  await page.goto(`${lab.url}/c/newest/kv/stock?tab=settings`);
  await button(page, "Edit bucket").click();
  const form = dialog(page, "Edit bucket stock");
  await form.getByLabel("History").fill("7");
  const { streams } = await jetstreamManager(lab.nats.newest);
  const before = await configOf(lab.nats.newest, "stock");
  await streams.update("KV_stock", { ...before, description: "By somebody else" });
  await button(page, "Review changes").click();
  const diff = dialog(page, /^Change bucket stock/);
  await expect(diff.getByRole("row", { name: /max_msgs_per_subject/ })).toContainText("7");
  await expect(diff.getByText("nats kv edit stock --history=7")).toBeVisible();
  await diff.getByRole("button", { name: "Save" }).click();
  await expect(diff.getByText(/not what it was when you opened it/)).toBeVisible();
  expect((await configOf(lab.nats.newest, "stock")).max_msgs_per_subject).toBe(10);
  await diff.getByRole("button", { name: "Read it anew" }).click();
  await expect(form.getByLabel("Description")).toHaveValue("By somebody else");
  await expect(form.getByLabel("History")).toHaveValue("7");
  await button(page, "Review changes").click();
  await diff.getByRole("button", { name: "Save" }).click();
  await expect(diff).toBeHidden();
  expect(await configOf(lab.nats.newest, "stock")).toEqual({
    ...before,
    ...{ description: "By somebody else", max_msgs_per_subject: 7 },
  });
});

test("markers are counted before they go, and what is written meanwhile stays", async ({
  page,
}) => {
  await page.goto(`${lab.url}/c/newest/kv/stock`);
  await button(page, "Compact").click();
  const compact = dialog(page, "Compact bucket stock");
  await expect(compact.getByText("2 of 3 keys are deleted.")).toBeVisible();
  await expect(compact.getByText(/^0 markers go; 2 stay/)).toBeVisible();
  await compact.getByLabel("Keep markers younger than").fill("0");
  await expect(compact.getByText(/^2 markers go/)).toBeVisible();
  await putKey(lab.nats.newest, "stock", "again", "third");
  await compact.getByRole("button", { name: "Compact", exact: true }).click();
  await expect(compact.getByText(/2 markers are gone/)).toBeVisible();
  expect(await revisionsIn(lab.nats.newest, "stock")).toEqual({ stays: 2, again: 1 });
});

test("a bucket goes only with its name typed, and who lives on it is told", async ({ page }) => {
  await page.goto(`${lab.url}/c/210/kv/stock`);
  await button(page, "Delete bucket").click();
  const remove = dialog(page, "Delete bucket stock");
  await expect(remove.getByText("Bucket copy mirrors it", { exact: false })).toBeVisible();
  await expect(remove.getByRole("button", { name: "Delete bucket" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await remove.getByLabel(/^Type stock/).fill("stock");
  await remove.getByRole("button", { name: "Delete bucket" }).click();
  await expect(page).toHaveURL(`${lab.url}/c/210/kv`);
  await expect(row(page, "stock")).toBeHidden();
  await expect(configOf(lab.nats["210"], "stock")).rejects.toThrow(/stream not found/);
});

test("who may only look sees every setting, and is told why nothing can be changed", async ({
  page,
}) => {
  await page.goto(`${lab.url}/c/look/kv`);
  const create = button(page, "Create bucket");
  await expect(create).toHaveAttribute("aria-disabled", "true");
  await expect(create).toHaveAccessibleDescription(/read-only|admin/i);
  await page.goto(`${lab.url}/c/look/kv/stock?tab=settings`);
  await expect(page.getByText("max_msgs_per_subject").first()).toBeVisible();
  for (const name of ["Edit bucket", "Compact", "Delete bucket"]) {
    await expect(button(page, name)).toHaveAttribute("aria-disabled", "true");
  }
});

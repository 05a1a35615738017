import { randomBytes } from "node:crypto";
import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import {
  type KvLab,
  keysGrid,
  makeBucket,
  putKey,
  readKey,
  revisionsIn,
  startKvLab,
  textOf,
} from "./kv-lab";

let lab: KvLab;
let nc: NatsConnection;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  lab = await startKvLab(async (to) => {
    await makeBucket(to, "from");
    for (const [key, value] of values) await putKey(to, "from", key, value);
    await makeBucket(to, "into");
    await putKey(to, "into", "a.text", "another");
    await putKey(to, "into", "same", "equal");
  });
  nc = lab.nats.newest;
});
test.afterAll(() => lab?.stop());
test.beforeEach(async ({ network, page }) => {
  network.allow(lab.url);
  // What is saved comes as a download, and asks nobody where to.
  await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
});

/** What files of keys may stumble over. */
const values: [key: string, value: string | Uint8Array][] = [
  ["a.text", "Žluťoučký 🐎\r\n\ttab \u0000 \u2028"],
  ["a/b=c", '{"n":9007199254740993}'],
  ["a:b$c", "refused by libraries"],
  ["ключ.日本", "unicode"],
  ["empty", ""],
  ["bytes", randomBytes(70_000)],
  ["bom", Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)],
  ["broken", Uint8Array.of(0x61, 0xc3)],
  [`long.${"x".repeat(995)}`, "a thousand letters"],
  ["same", "equal"],
];

const button = (of: Page | Locator, name: string) => of.getByRole("button", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");

async function saved(page: Page, start: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), start()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

for (const id of ["newest", "210", "29"] as const) {
  for (const format of ["JSON lines", "JSON"] as const) {
    test(`on ${id}, keys go to a file as ${format} and come back to another bucket byte for byte`, async ({
      page,
    }) => {
      const own = lab.nats[id];
      await page.goto(`${lab.url}/c/${id}/kv/from`);
      await button(page, "Export").click();
      await dialog(page).getByText(format, { exact: true }).click();
      const file = await saved(page, () => button(dialog(page), "Export").click());
      const name = format === "JSON" ? "keys.json" : "keys.jsonl";

      const bucket = format === "JSON" ? "into" : `lines`;
      await makeBucket(own, bucket, { max_msgs_per_subject: 10 }).catch(() => undefined);
      await page.goto(`${lab.url}/c/${id}/kv/${bucket}`);
      await button(page, "Import").click();
      const upload = { name, mimeType: "application/json", buffer: file };
      await dialog(page).locator("input[type=file]").setInputFiles(upload);
      const over = dialog(page).getByText("Write over what differs", { exact: true });
      if (format === "JSON") await over.click();
      await dialog(page)
        .getByRole("button", { name: /^Write \d+ keys?$/ })
        .click();
      await expect(dialog(page)).toContainText(/\d+ keys written\./);
      for (const [key] of values) {
        const [was, is] = await Promise.all([readKey(own, "from", key), readKey(own, bucket, key)]);
        expect([key, is?.sha]).toEqual([key, was?.sha]);
      }
      expect(await revisionsIn(own, bucket)).toMatchObject({ same: 1 });
    });
  }
}

test("100 keys are deleted; one that changed after it was counted is left, and the report tells it", async ({
  page,
}) => {
  await makeBucket(nc, "many");
  for (let n = 0; n < 100; n++) await putKey(nc, "many", `job.${n}`, `${n}`);
  await putKey(nc, "many", "stays", "here");
  await page.goto(`${lab.url}/c/newest/kv/many`);
  await keysGrid(page).getByRole("checkbox", { name: "Select all below job." }).check();
  await button(page, "Delete").click();
  await expect(dialog(page)).toContainText("100 would be deleted");
  await expectAccessible(page);
  await putKey(nc, "many", "job.50", "changed");
  await button(dialog(page), "Delete 100 keys").click();
  await expect(dialog(page)).toContainText("99 keys deleted. 1 failed.");
  await expect(dialog(page)).toContainText("job.50");
  expect(await textOf(nc, "many", "job.50")).toBe("PUT changed");
  expect(await textOf(nc, "many", "job.49")).toBe("DEL ");
  expect(await textOf(nc, "many", "job.99")).toBe("DEL ");
  expect(await textOf(nc, "many", "stays")).toBe("PUT here");
  await button(dialog(page), "Close").click();
  await expect(page.getByText(/2 keys · 99 deleted/)).toBeVisible();
});

test("keys of a pattern are purged with their history, and others are left", async ({ page }) => {
  await makeBucket(nc, "old");
  for (const key of ["log.a", "log.b", "keep.a"]) {
    await putKey(nc, "old", key, "1");
    await putKey(nc, "old", key, "2");
  }
  await page.goto(`${lab.url}/c/newest/kv/old?pattern=log.*&view=flat`);
  await keysGrid(page)
    .getByRole("checkbox", { name: /^Select all/ })
    .first()
    .check();
  await button(page, "Purge").click();
  await button(dialog(page), "Purge 2 keys").click();
  await expect(dialog(page)).toContainText("2 keys purged.");
  expect(await revisionsIn(nc, "old")).toEqual({ "log.a": 1, "log.b": 1, "keep.a": 2 });
});

test("keys are copied to another bucket and given a time to live there", async ({ page }) => {
  await makeBucket(nc, "target", { allow_msg_ttl: true, max_msgs_per_subject: 1 });
  await page.goto(`${lab.url}/c/newest/kv/from?view=flat`);
  for (const key of ["a:b$c", "bytes"]) {
    await keysGrid(page)
      .getByRole("checkbox", { name: `Select ${key}`, exact: true })
      .check();
  }
  await button(page, "Copy to bucket").click();
  await dialog(page).getByLabel("To bucket").selectOption("target");
  await button(dialog(page), "Compare").click();
  await button(dialog(page), "Copy 2 keys").click();
  await expect(dialog(page)).toContainText("2 keys copied.");
  const [was, is] = [await readKey(nc, "from", "bytes"), await readKey(nc, "target", "bytes")];
  expect(is?.sha).toBe(was?.sha);
  await page.goto(`${lab.url}/c/newest/kv/target?view=flat`);
  await keysGrid(page).getByRole("checkbox", { name: "Select a:b$c", exact: true }).check();
  await button(page, "Set TTL").click();
  await dialog(page).getByRole("textbox").first().fill("1h");
  await page.keyboard.press("Enter");
  await button(dialog(page), "Set TTL of 1 key").click();
  await expect(dialog(page)).toContainText("1 key given a time to live.");
  expect(await readKey(nc, "target", "a:b$c")).toMatchObject({
    ttl: expect.stringMatching(/^(1h|3600s?|60m)/),
    text: "refused by libraries",
  });
});

test("the feed tells each change of a pattern, and nothing is left in NATS when it is left", async ({
  page,
}) => {
  await makeBucket(nc, "fed");
  await page.goto(`${lab.url}/c/newest/kv/fed?tab=changes`);
  await page.getByLabel("Key or pattern").fill("feed.*");
  await page.getByLabel("Key or pattern").press("Enter");
  const rows = page.getByRole("table", { name: "Changes" }).locator("tbody").getByRole("row");
  const { consumers } = await jetstreamManager(nc);
  const filters = async () => {
    const listed = await consumers.list("KV_fed").next();
    return listed.map(({ config }) => config.filter_subject);
  };
  // The one of every key, which was there before the pattern, has gone.
  await expect.poll(filters).toEqual(["$KV.fed.feed.*"]);
  await putKey(nc, "fed", "feed.a", "first");
  await putKey(nc, "fed", "other", "not told");
  await putKey(nc, "fed", "feed.b", "second");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "feed.b" })).toContainText("second");
  await page.getByRole("link", { name: "Settings" }).first().click();
  await expect.poll(filters).toEqual([]);
});

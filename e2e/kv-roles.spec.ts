import type { NatsConnection } from "@nats-io/nats-core";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import {
  type KvLab,
  keyPane,
  keyPath,
  keysGrid,
  makeBucket,
  putKey,
  startKvLab,
  textOf,
} from "./kv-lab";
import { withLab } from "./lab";

let lab: KvLab;
let nc: NatsConnection;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  lab = await startKvLab(async (to) => {
    await makeBucket(to, "config");
    await putKey(to, "config", "a", "1");
    await putKey(to, "config", "b", "2");
    await makeBucket(to, "copy", { mirror: { name: "KV_config" } });
  });
  nc = lab.nats.newest;
});
test.afterAll(() => lab?.stop());
test.beforeEach(({ network }) => network.allow(lab.url));

const button = (of: Page | Locator, name: string) => of.getByRole("button", { name, exact: true });

async function save(pane: Locator, text: string): Promise<void> {
  await button(pane, "Edit").click();
  await pane.getByRole("textbox", { name: "Value", exact: true }).fill(text);
  await button(pane, "Save").click();
  await expect(pane.getByText(/Saved as revision/)).toBeVisible();
}

test("a mirror is read under its own name, and what is written to it is written to its origin", async ({
  page,
}) => {
  await page.goto(`${lab.url}${keyPath("newest", "copy", "a")}`);
  await save(keyPane(page, "a"), "written");
  expect(await textOf(nc, "config", "a")).toBe("PUT written");
  await expect(keysGrid(page).locator("tbody").getByRole("rowheader")).toHaveCount(2);
});

test("a reader sees keys, values and history, and is told the line that would let it write", async ({
  page,
  network,
}) => {
  await withLab(
    [{ id: "newest", url: lab.servers[0]?.url }],
    async ({ url }) => {
      network.allow(url);
      await page.goto(`${url}${keyPath("newest", "config", "b")}`);
      await expect(keysGrid(page).getByRole("rowheader", { name: "b" })).toBeVisible();
      const allow = /may not publish to \$KV\.config\..*allow: \["\$KV\.config\./;
      await expect(button(page, "New key")).toHaveAccessibleDescription(allow);
      const pane = keyPane(page, "b");
      await expect(pane).toContainText("2");
      await expect(button(pane, "Edit")).toHaveAccessibleDescription(allow);
      await pane.getByRole("tab", { name: "History" }).click();
      await expect(pane.getByRole("table", { name: "Revisions" }).getByRole("row")).toHaveCount(2);
      await button(pane, "Edit").or(button(page, "New key")).first().click({ force: true });
      await expect(page.getByRole("dialog")).toHaveCount(0);
    },
    { NATSIGHT_ROLE: "reader" },
  );
  expect(await textOf(nc, "config", "b")).toBe("PUT 2");
});

test("an operator writes keys, and makes no buckets", async ({ page, network }) => {
  await withLab(
    [{ id: "newest", url: lab.servers[0]?.url }],
    async ({ url }) => {
      network.allow(url);
      await page.goto(`${url}${keyPath("newest", "config", "b")}`);
      await save(keyPane(page, "b"), "3");
      await page.goto(`${url}/c/newest/kv`);
      await expect(button(page, "Create bucket")).toHaveAccessibleDescription(/STREAM\.CREATE/);
    },
    { NATSIGHT_ROLE: "operator" },
  );
  expect(await textOf(nc, "config", "b")).toBe("PUT 3");
});

test("production is asked for before a key is saved", async ({ page }) => {
  await page.goto(`${lab.url}${keyPath("prod", "config", "b")}`);
  const before = await textOf(nc, "config", "b");
  const pane = keyPane(page, "b");
  await button(pane, "Edit").click();
  await pane.getByRole("textbox", { name: "Value", exact: true }).fill("sold");
  await expect(button(pane, "Save")).toHaveAccessibleDescription(/production/);
  await page.keyboard.press("Control+s");
  expect(await textOf(nc, "config", "b")).toBe(before);
  await pane.getByLabel(/^This is production/).check();
  await button(pane, "Save").click();
  await expect(pane.getByText(/Saved as revision/)).toBeVisible();
  expect(await textOf(nc, "config", "b")).toBe("PUT sold");
});

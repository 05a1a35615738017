import { randomBytes } from "node:crypto";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Locator, Page } from "@playwright/test";
import { until } from "@/lib/testing/until";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import {
  type KvLab,
  keyPane,
  keyPath,
  makeBucket,
  putKey,
  readKey,
  revisionsIn,
  sha,
  startKvLab,
  textOf,
} from "./kv-lab";

let lab: KvLab;
let nc: NatsConnection;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  lab = await startKvLab((to) => makeBucket(to, "config", { storage: "file" }));
  nc = lab.nats.newest;
});
test.afterAll(() => lab?.stop());
test.beforeEach(({ network }) => network.allow(lab.url));

const button = (of: Locator, name: string) => of.getByRole("button", { name, exact: true });
const editor = (pane: Locator) => pane.getByRole("textbox", { name: "Value", exact: true });

async function open(page: Page, key: string, id = "newest"): Promise<Locator> {
  await page.goto(`${lab.url}${keyPath(id, "config", key)}`);
  const pane = keyPane(page, key);
  await expect(pane).toBeVisible();
  return pane;
}

async function edit(pane: Locator, text: string): Promise<void> {
  await button(pane, "Edit").click();
  await editor(pane).fill(text);
}

async function choose(page: Page, key: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Change key ${key}`, exact: true }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

test("two browsers edit one key: the second is shown what the first wrote, and both lines are kept", async ({
  page,
  context,
}) => {
  const first = await putKey(nc, "config", "mail.text", "Hello\nthere\nfriend");
  const mine = await open(page, "mail.text");
  await edit(mine, "Hello\nthere\nmy friend");
  const other = await context.newPage();
  const theirs = await open(other, "mail.text");
  await edit(theirs, "Good morning\nthere\nfriend");
  await button(theirs, "Save").click();
  await expect(theirs.getByText(`Saved as revision ${first + 1}`)).toBeVisible();
  await expect(mine.getByText(`Changed to revision ${first + 1} by somebody else`)).toBeVisible();

  await button(mine, "Save").click();
  const merge = page.getByRole("dialog", { name: "mail.text was changed meanwhile" });
  await expect(merge).toContainText("Good morning");
  await expect(merge).toContainText("my friend");
  expect(await textOf(nc, "config", "mail.text")).toBe("PUT Good morning\nthere\nfriend");
  await expectAccessible(page);
  await button(merge, "Save merged").click();
  await expect(merge).toHaveCount(0);
  await expect(mine.getByText(`Saved as revision ${first + 2}`)).toBeVisible();
  expect(await textOf(nc, "config", "mail.text")).toBe("PUT Good morning\nthere\nmy friend");
  expect(await revisionsIn(nc, "config")).toMatchObject({ "mail.text": 3 });
});

test("both changed the same line: theirs is taken, and nothing is written", async ({ page }) => {
  await putKey(nc, "config", "limits", "one");
  const pane = await open(page, "limits");
  await edit(pane, "mine");
  const second = await putKey(nc, "config", "limits", "theirs");
  await button(pane, "Save").click();
  const merge = page.getByRole("dialog", { name: "limits was changed meanwhile" });
  await button(merge, "Take theirs").click();
  await expect(pane).toContainText("theirs");
  expect(await readKey(nc, "config", "limits")).toMatchObject({ revision: second, text: "theirs" });
});

for (const id of ["newest", "210", "29"] as const) {
  test(`on ${id}, a key is made, saved, undone, deleted, brought back and purged, and NATS holds just that`, async ({
    page,
  }) => {
    const own = lab.nats[id];
    await page.goto(`${lab.url}/c/${id}/kv/config`);
    await page.getByRole("button", { name: "New key", exact: true }).click();
    const form = page.getByRole("dialog", { name: "New key" });
    const name = "a/b.c=ü:$x";
    await form.getByLabel("Key", { exact: true }).fill(name);
    await form.getByRole("textbox", { name: "Value" }).fill('{"n":1}');
    await button(form, "Create key").click();
    const pane = keyPane(page, name);
    await expect(pane).toContainText("n");
    expect(await textOf(own, "config", name)).toBe('PUT {"n":1}');

    await edit(pane, '{"n":9007199254740993}');
    await page.keyboard.press("Control+s");
    await expect(pane.getByText(/^✓? ?Saved as revision/)).toBeVisible();
    expect(await textOf(own, "config", name)).toBe('PUT {"n":9007199254740993}');
    await button(pane, "Undo").click();
    await expect.poll(() => textOf(own, "config", name)).toBe('PUT {"n":1}');

    await choose(page, name, "Delete key");
    await page.getByRole("dialog").getByRole("button", { name: "Delete key" }).click();
    await expect(pane.getByText(/Deleted as revision/)).toBeVisible();
    expect(await textOf(own, "config", name)).toBe("DEL ");
    await button(pane, "Undo").click();
    await expect.poll(() => textOf(own, "config", name)).toBe('PUT {"n":1}');
    expect(await revisionsIn(own, "config")).toMatchObject({ [name]: 5 });

    await choose(page, name, "Purge key");
    const purge = page.getByRole("dialog", { name: `Purge key ${name}` });
    await purge.getByRole("textbox").fill(name);
    await button(purge, "Purge key").click();
    await expect(pane.getByText(/Purged as revision/)).toBeVisible();
    expect(await revisionsIn(own, "config")).toMatchObject({ [name]: 1 });
    expect(await textOf(own, "config", name)).toBe("PURGE ");
  });
}

test("a new key is never written over one that is there: it is offered to be opened", async ({
  page,
}) => {
  await putKey(nc, "config", "there.already", "as it was");
  await page.goto(`${lab.url}/c/newest/kv/config`);
  await page.getByRole("button", { name: "New key", exact: true }).click();
  const form = page.getByRole("dialog", { name: "New key" });
  await form.getByLabel("Key", { exact: true }).fill("there.already");
  await form.getByRole("textbox", { name: "Value" }).fill("other");
  await button(form, "Create key").click();
  await button(form, "Open there.already").click();
  await expect(keyPane(page, "there.already")).toContainText("as it was");
  expect(await textOf(nc, "config", "there.already")).toBe("PUT as it was");
});

test("two revisions are compared and an old one is restored as a new one; what came meanwhile is never lost", async ({
  page,
}) => {
  for (const text of ["red\nsame", "green\nsame", "blue\nsame"]) {
    await putKey(nc, "config", "colour", text);
  }
  const pane = await open(page, "colour");
  await pane.getByRole("tab", { name: "History" }).click();
  const rows = pane.getByRole("table", { name: "Revisions" }).getByRole("row");
  await expect(rows).toHaveCount(4);
  await rows.filter({ hasText: "red" }).getByRole("checkbox").check();
  await rows.filter({ hasText: "blue" }).getByRole("checkbox").check();
  await button(pane, "Compare").click();
  await expect(page.getByText("red", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("blue", { exact: true }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await rows
    .filter({ hasText: "red" })
    .getByRole("button", { name: /^Restore/ })
    .click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Restore/ })
    .click();
  await expect.poll(() => textOf(nc, "config", "colour")).toBe("PUT red\nsame");
  expect(await revisionsIn(nc, "config")).toMatchObject({ colour: 4 });
});

test("0 bytes, 1 MiB and bytes that are no text are shown, uploaded and downloaded as they are", async ({
  page,
}) => {
  const mib = randomBytes(1024 * 1024 - 512);
  const noText = Buffer.from("00ff10c3a9c328f0288cbc0d0a00", "hex");
  await putKey(nc, "config", "bytes.none", "");
  await putKey(nc, "config", "bytes.mib", mib);
  await expect(await open(page, "bytes.none")).toContainText("0 B");
  const pane = await open(page, "bytes.mib");
  const coming = page.waitForEvent("download");
  await button(pane, "Download payload").click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await coming).createReadStream()) chunks.push(chunk);
  expect(sha(Buffer.concat(chunks))).toBe(sha(mib));

  const upload = async (bytes: Buffer) => {
    const file = { name: "value.bin", mimeType: "application/octet-stream", buffer: bytes };
    await pane.locator("input[type=file]").setInputFiles(file);
    await button(pane, "Save").click();
    await expect(pane.getByText(/Saved as revision/)).toBeVisible();
    expect((await readKey(nc, "config", "bytes.mib"))?.sha).toBe(sha(bytes));
  };
  await upload(noText);
  await upload(randomBytes(1024 * 1024 - 512));
  await upload(Buffer.alloc(0));
});

test("a time to live is set and runs out before one's eyes; older servers say since when there is one", async ({
  page,
}) => {
  const marks = { allow_msg_ttl: true, subject_delete_marker_ttl: 1e9, max_msgs_per_subject: 1 };
  await makeBucket(nc, "short", marks);
  await putKey(nc, "short", "guest", "here");
  await page.goto(`${lab.url}${keyPath("newest", "short", "guest")}`);
  await choose(page, "guest", "Set TTL");
  const form = page.getByRole("dialog", { name: "Set TTL of guest" });
  await form.getByLabel("TTL").fill("3s");
  await button(form, "Set TTL").click();
  await expect(keyPane(page, "guest")).toContainText("TTL left");
  expect((await readKey(nc, "short", "guest"))?.ttl).toBe("3s");
  await expect(keyPane(page, "guest")).toContainText(/no value|no such key/);

  await putKey(lab.nats["210"], "config", "guest", "here");
  await open(page, "guest", "210");
  await choose(page, "guest", "Set TTL");
  await expect(page.getByRole("dialog").getByLabel("TTL")).toBeDisabled();
  await expect(page.getByRole("dialog")).toContainText(/NATS 2\.11; this server is 2\.10/);
});

test("[R05] the answer is lost after it was stored: it is read back, told as saved, and stored once", async ({
  page,
}) => {
  await putKey(nc, "config", "order", "open");
  const pane = await open(page, "order", "far");
  await edit(pane, "paid");
  lab.proxy.set({ kind: "latency", delayMs: 1_000 });
  await button(pane, "Save").click();
  await until("it is stored", async () => (await textOf(nc, "config", "order")) === "PUT paid");
  lab.proxy.set({ kind: "reset" });
  await lab.servers[0]?.kill();
  await lab.servers[0]?.restart();
  lab.proxy.set({ kind: "pass" });
  await expect(pane.getByText(/Saved as revision/)).toBeVisible({ timeout: 20_000 });
  await expect(pane).toContainText("No answer came, so it was read back: it is stored.");
  await expect(pane.getByRole("alert")).toHaveCount(0);
  expect(await revisionsIn(nc, "config")).toMatchObject({ order: 2 });
});

test("[R05] the server goes before it has it: told as not saved, what was typed is there, and saved by hand it is stored once", async ({
  page,
}) => {
  await putKey(nc, "config", "parcel", "packed");
  const pane = await open(page, "parcel", "far");
  await edit(pane, "shipped");
  lab.proxy.set({ kind: "black hole" });
  await button(pane, "Save").click();
  await expect(button(pane, "Save")).toHaveAttribute("aria-busy", "true");
  lab.proxy.set({ kind: "reset" });
  await lab.servers[0]?.kill();
  await lab.servers[0]?.restart();
  lab.proxy.set({ kind: "pass" });
  await expect(pane.getByRole("alert")).toContainText(/was not (saved|written)/, {
    timeout: 20_000,
  });
  await expect(editor(pane)).toHaveText("shipped");
  expect(await textOf(nc, "config", "parcel")).toBe("PUT packed");
  await button(pane, "Save").click();
  await expect(pane.getByText(/Saved as revision/)).toBeVisible();
  expect(await textOf(nc, "config", "parcel")).toBe("PUT shipped");
  expect(await revisionsIn(nc, "config")).toMatchObject({ parcel: 2 });
});

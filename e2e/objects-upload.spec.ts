import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import {
  chunksIn,
  digestOf,
  makeStore,
  type ObjectLab,
  objectPane,
  objectPath,
  putChunks,
  putObject,
  readMeta,
  readObject,
  sha,
  shaOfFile,
  startObjectLab,
  upload,
  uploads,
} from "./object-lab";
import { tableNamed } from "./table";

let lab: ObjectLab;
let nc: NatsConnection;
let dir: string;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "natsight-upload-"));
  lab = await startObjectLab(async (to) => {
    await makeStore(to, "files");
    await makeStore(to, "far");
    await makeStore(to, "small", { max_bytes: 1024 * 1024 });
  });
  nc = lab.nats.newest;
});
test.afterAll(async () => {
  await lab?.stop();
  rmSync(dir, { recursive: true, force: true });
});
test.beforeEach(({ network }) => network.allow(lab.url));

const kib = 1024;
const mib = 1024 * kib;
const chunkBytes = 128 * kib;

const { rowOf, names } = tableNamed("Objects");
const button = (of: Page | Locator, name: string) => of.getByRole("button", { name, exact: true });
const file = (name: string, buffer: Buffer) => ({
  name,
  buffer,
  mimeType: "application/octet-stream",
});
const rowFor = (page: Page, name: string) =>
  uploads(page).getByRole("listitem").filter({ hasText: name });

async function open(page: Page, id: string, bucket: string): Promise<void> {
  await page.goto(`${lab.url}/c/${id}/objects/${bucket}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(bucket);
}

/** Presses the button of an open object and answers what the browser then saved. */
async function download(page: Page, name: string): Promise<{ name: string; sha: string }> {
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    button(objectPane(page, name), "Download").click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk);
  return { name: saved.suggestedFilename(), sha: sha(Buffer.concat(chunks)) };
}

for (const id of ["newest", "210"] as const) {
  test(`on ${id}, files of 0 and 1 byte and around a chunk go up together and come down byte for byte`, async ({
    page,
  }) => {
    const files = [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1].map((size) =>
      file(`${size} bytes.bin`, randomBytes(size)),
    );
    await open(page, id, "files");
    await upload(page, files);
    for (const { name, buffer } of files) {
      await expect(rowOf(page, name)).toBeVisible();
      await expect.poll(() => readMeta(lab.nats[id], "files", name)).not.toBeNull();
      const held = await readObject(lab.nats[id], "files", name);
      expect(held).toMatchObject({
        sha: sha(buffer),
        meta: { size: buffer.length, digest: digestOf(buffer), name, bucket: "files" },
      });
    }
    await expectAccessible(page);
    for (const { name, buffer } of files) {
      await page.goto(`${lab.url}${objectPath(id, "files", name)}`);
      expect(await download(page, name)).toEqual({ name, sha: sha(buffer) });
    }
  });
}

/** What a name may hold that file systems, headers, subjects and shells stumble over, and what the browser saves. */
const nasty: [name: string, saved: RegExp][] = [
  ["žluťoučký kůň 🐎.txt", /^žluťoučký kůň 🐎\.txt$/],
  ["煎茶 <b>&amp;'$(id)*.>.txt", /\.txt$/],
  ["--help", /help/],
  ["CON.txt", /^(?!CON\.).+\.txt$/],
  [`${"ü".repeat(120)}.txt`, /\.txt$/],
];

test("any name goes up as the CLI would spell it, and comes down under a name that harms nobody", async ({
  page,
}) => {
  await makeStore(nc, "names");
  await open(page, "newest", "names");
  await upload(
    page,
    nasty.map(([name]) => file(name, Buffer.from(`of ${name}`))),
  );
  for (const [name] of nasty) {
    await expect.poll(() => readMeta(nc, "names", name)).toMatchObject({ name });
    expect((await readObject(nc, "names", name))?.sha).toBe(sha(`of ${name}`));
  }
  const stored: [name: string, saved: RegExp][] = [
    ["../../etc/passwd", /^passwd$/],
    ["line\r\nSet-Cookie: a=b", /^(?!.*[\r\n]).+$/],
    ['say "hello"\u202Etxt.exe', /^(?!.*["\u202E]).+$/],
    ["a//b", /^b$/],
    ["50% done?#x", /50% done/],
  ];
  for (const [name] of stored) await putObject(nc, "names", name, `of ${name}`);
  for (const [name, saved] of [...nasty, ...stored]) {
    await page.goto(`${lab.url}${objectPath("newest", "names", name)}`);
    const pane = page.getByRole("region", { name: /^Object / });
    const [got] = await Promise.all([
      page.waitForEvent("download"),
      button(pane, "Download").click(),
    ]);
    expect(got.suggestedFilename()).toMatch(saved);
    const chunks: Buffer[] = [];
    for await (const chunk of await got.createReadStream()) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe(`of ${name}`);
  }
});

test("256 MiB go up from the disk and come down, told as they go, and NATS holds each byte", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const path = join(dir, "big.bin");
  const block = randomBytes(8 * mib);
  writeFileSync(path, "");
  for (let part = 0; part < 32; part++) {
    block.writeUInt32BE(part);
    await appendFile(path, block);
  }
  const wanted = shaOfFile(path);
  await open(page, "newest", "files");
  await upload(page, path);
  await expect(rowFor(page, "big.bin").getByRole("progressbar")).toBeVisible();
  await expect(rowOf(page, "big.bin")).toBeVisible({ timeout: 60_000 });
  const held = await readObject(nc, "files", "big.bin");
  expect(held?.sha).toBe(await wanted);
  expect(held?.meta).toMatchObject({ size: 256 * mib });
  await rowOf(page, "big.bin").click();
  const pane = objectPane(page, "big.bin");
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    button(pane, "Download").click(),
  ]);
  expect(await shaOfFile(await saved.path())).toBe(await wanted);
  await expect(pane).toContainText(/SHA-256 matches/);
});

test("files that are dropped go into the folder that is open, and appear at once", async ({
  page,
}) => {
  await makeStore(nc, "drop");
  await putObject(nc, "drop", "scans/first.txt", "1");
  await page.goto(`${lab.url}/c/newest/objects/drop?folder=scans/`);
  await expect(names(page).first()).toBeVisible();
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["two"], "second.txt"));
    data.items.add(new File(["three"], "third.txt"));
    return data;
  });
  const list = page.getByRole("table", { name: "Objects" });
  await list.dispatchEvent("dragenter", { dataTransfer: transfer });
  await list.dispatchEvent("dragover", { dataTransfer: transfer });
  await list.dispatchEvent("drop", { dataTransfer: transfer });
  await expect(names(page)).toHaveCount(3);
  expect((await readObject(nc, "drop", "scans/second.txt"))?.sha).toBe(sha("two"));
  expect((await readObject(nc, "drop", "scans/third.txt"))?.sha).toBe(sha("three"));
});

test("what is there is replaced only when that is said, and then nothing of it is left", async ({
  page,
}) => {
  await makeStore(nc, "replace");
  const old = await putObject(nc, "replace", "a.txt", "the old one");
  await open(page, "newest", "replace");
  await expect(rowOf(page, "a.txt")).toBeVisible();
  await upload(page, [file("a.txt", Buffer.from("the new and longer one"))]);
  const ask = page.getByRole("dialog", { name: "Replace a.txt?" });
  await expect(ask).toContainText("11 B");
  await expect(ask).toContainText("22 B");
  await expectAccessible(page);
  await button(ask, "Skip").click();
  expect((await readObject(nc, "replace", "a.txt"))?.sha).toBe(sha("the old one"));
  await upload(page, [file("a.txt", Buffer.from("the new and longer one"))]);
  await button(ask, "Replace").click();
  await expect
    .poll(async () => (await readObject(nc, "replace", "a.txt"))?.sha)
    .toBe(sha("the new and longer one"));
  await expect.poll(() => chunksIn(nc, "replace")).not.toHaveProperty(old);
});

test("of two uploads of one name the later is asked, and leaves nothing when it gives way", async ({
  page,
  context,
}) => {
  await makeStore(nc, "race");
  // So slow that it can't end before the other one has.
  lab.proxy.set({ kind: "bandwidth", bytesPerSec: mib / 2 });
  await open(page, "far", "race");
  await upload(page, [file("same.bin", randomBytes(24 * mib))]);
  await expect.poll(() => chunksIn(nc, "race")).not.toEqual({});
  const other = await context.newPage();
  await open(other, "newest", "race");
  const theirs = randomBytes(300 * kib);
  await upload(other, [file("same.bin", theirs)]);
  await expect.poll(() => readMeta(nc, "race", "same.bin")).toMatchObject({ size: theirs.length });
  lab.proxy.set({ kind: "pass" });
  const ask = page.getByRole("dialog", { name: "Replace same.bin?" });
  await expect(ask).toBeVisible();
  await button(ask, "Skip").click();
  const held = await readObject(nc, "race", "same.bin");
  expect(held?.sha).toBe(sha(theirs));
  await expect
    .poll(() => chunksIn(nc, "race"))
    .toEqual({ [String(held?.meta.nuid)]: held?.sizes.length });
});

test("an upload that is cancelled leaves nothing behind", async ({ page }) => {
  lab.proxy.set({ kind: "bandwidth", bytesPerSec: 2 * mib });
  await open(page, "far", "far");
  await upload(page, [file("half.bin", randomBytes(16 * mib))]);
  await expect.poll(() => chunksIn(nc, "far")).not.toEqual({});
  await button(uploads(page), "Cancel half.bin").click();
  await expect(rowFor(page, "half.bin")).toContainText(/cancelled/i);
  lab.proxy.set({ kind: "pass" });
  await expect.poll(() => chunksIn(nc, "far")).toEqual({});
  expect(await readMeta(nc, "far", "half.bin")).toBeNull();
});

test("what does not fit into the store is told, and leaves nothing behind", async ({ page }) => {
  await open(page, "newest", "small");
  await upload(page, [file("large.bin", randomBytes(3 * mib))]);
  await expect(rowFor(page, "large.bin")).toContainText(/maximum bytes|full|max/i);
  await expect.poll(() => chunksIn(nc, "small")).toEqual({});
  expect(await readMeta(nc, "small", "large.bin")).toBeNull();
});

test("an upload goes on where it was when the server is killed and comes back, byte for byte", async ({
  page,
}) => {
  const bytes = randomBytes(16 * mib);
  lab.proxy.set({ kind: "bandwidth", bytesPerSec: 6 * mib });
  await open(page, "far", "far");
  await upload(page, [file("killed.bin", bytes)]);
  await expect
    .poll(async () => Math.max(0, ...Object.values(await chunksIn(nc, "far"))))
    .toBeGreaterThan(8);
  await lab.servers[0]?.kill();
  await expect(rowFor(page, "killed.bin")).toContainText(/waiting/i);
  await lab.servers[0]?.restart();
  lab.proxy.set({ kind: "pass" });
  await expect
    .poll(() => readMeta(nc, "far", "killed.bin").catch(() => null), { timeout: 30_000 })
    .not.toBeNull();
  const held = await readObject(nc, "far", "killed.bin");
  expect(held?.sha).toBe(sha(bytes));
  expect(await chunksIn(nc, "far")).toEqual({ [String(held?.meta.nuid)]: held?.sizes.length });
});

test("leaving the tab asks first; what a closed one leaves behind is found and removed, and nothing else", async ({
  page,
}) => {
  await makeStore(nc, "tab");
  const kept = await putObject(nc, "tab", "kept.txt", "kept");
  lab.proxy.set({ kind: "bandwidth", bytesPerSec: mib });
  await open(page, "far", "tab");
  await upload(page, [file("lost.bin", randomBytes(16 * mib))]);
  await expect.poll(async () => Object.keys(await chunksIn(nc, "tab"))).toHaveLength(2);
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const leaving = await asked;
  expect(leaving.type()).toBe("beforeunload");
  await Promise.all([page.waitForEvent("close"), leaving.accept()]);
  lab.proxy.set({ kind: "pass" });
  const again = await page.context().newPage();
  await open(again, "newest", "tab");
  await putChunks(nc, "tab", [10, 20]);
  await button(again, "Clean up").click();
  const dialog = again.getByRole("dialog", { name: "Clean up tab" });
  const found = dialog.getByRole("table", { name: "Chunks left behind" });
  const { rows } = tableNamed("Chunks left behind");
  await expect(rows(again)).toHaveCount(2);
  await expectAccessible(again);
  await found.getByRole("checkbox").first().check();
  await button(dialog, "Remove 2 groups").click();
  await expect.poll(() => chunksIn(nc, "tab")).toEqual({ [kept]: 1 });
  expect((await readObject(nc, "tab", "kept.txt"))?.sha).toBe(sha("kept"));
});

import { jetstreamManager } from "@nats-io/jetstream";
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
  putMeta,
  putObject,
  readMeta,
  readObject,
  sha,
  startObjectLab,
} from "./object-lab";
import { tableNamed } from "./table";

let lab: ObjectLab;
let nc: NatsConnection;

test.describe.configure({ mode: "default" });

/** One red pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

test.beforeAll(async () => {
  lab = await startObjectLab(async (to) => {
    await makeStore(to, "papers", { description: "Of the office" });
    await makeStore(to, "other");
    await putObject(to, "papers", "order.json", '{"order":4711}', {
      ...{ description: "One order", headers: { "Content-Type": ["application/json"] } },
      ...{ metadata: { owner: "ada" }, "x-other-client": { keeps: [1, 2] } },
    });
    await putObject(to, "papers", "pictures/red.png", png);
    await putObject(to, "papers", "pictures/old/blue.svg", "<svg onload='alert(1)'/>");
    await putObject(to, "papers", "pictures/readme.txt", "All of them are ours.");
    await putMeta(to, "papers", "gone.txt", { nuid: "x", size: 0, chunks: 0, deleted: true });
    await putMeta(to, "papers", "newest", link({ bucket: "papers", name: "order.json" }));
    await putMeta(to, "papers", "elsewhere", link({ bucket: "other" }));
  });
  nc = lab.nats.newest;
});
test.afterAll(() => lab?.stop());
test.beforeEach(({ network }) => network.allow(lab.url));

const link = (to: { bucket: string; name?: string }) => ({
  ...{ nuid: "link", size: 0, chunks: 0, options: { link: to } },
});
const { names, rowOf } = tableNamed("Objects");
const button = (of: Page | Locator, name: string) => of.getByRole("button", { name, exact: true });
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });

async function open(page: Page, bucket: string, name: string, id = "newest"): Promise<Locator> {
  await page.goto(`${lab.url}${objectPath(id, bucket, name)}`);
  const pane = objectPane(page, name);
  await expect(button(pane, "Download")).toBeVisible();
  return pane;
}

async function choose(pane: Locator, item: string): Promise<void> {
  await pane.getByRole("button", { name: /^Change object/ }).click();
  await pane.page().getByRole("menuitem", { name: item, exact: true }).click();
}

for (const id of ["newest", "210"] as const) {
  test(`on ${id}, objects lie in folders or flat, any is found, links say where they lead, and what changes is seen`, async ({
    page,
  }) => {
    const own = lab.nats[id];
    await page.goto(`${lab.url}/c/${id}/objects/papers`);
    await expect(names(page)).toHaveText([
      /pictures\//,
      /elsewhere.*→ other/,
      /newest.*→ papers\/order\.json/,
      /order\.json/,
    ]);
    await expectAccessible(page);
    await page.getByRole("table", { name: "Objects" }).getByText("pictures/").click();
    await expect(names(page)).toHaveText([/old\//, /readme\.txt/, /red\.png/]);
    await putObject(own, "papers", "pictures/new.txt", "just now");
    await expect(names(page).filter({ hasText: "new.txt" })).toBeVisible();
    await page
      .getByRole("navigation", { name: "Folder" })
      .getByRole("link", { name: "papers" })
      .or(page.getByRole("navigation", { name: "Folder" }).getByRole("button", { name: "papers" }))
      .click();
    await page.getByRole("searchbox", { name: "Filter objects" }).fill("BLUE");
    await expect(names(page)).toHaveText([/pictures\/old\/blue\.svg/]);
    await page.getByRole("searchbox", { name: "Filter objects" }).fill("");
    await page
      .getByRole("radiogroup", { name: "Objects as" })
      .getByText("Flat", { exact: true })
      .click();
    await expect(names(page)).toHaveCount(7);
    await expect(page.getByText(/^7 objects · .* · live$/)).toBeVisible();
    await putMeta(own, "papers", "pictures/new.txt", { nuid: "x", size: 0, deleted: true });
    await expect(names(page)).toHaveCount(6);
  });
}

test("by keys alone an object is found, opened, closed and found again; on a phone it takes the screen", async ({
  page,
}) => {
  await page.goto(`${lab.url}/c/newest/objects/papers`);
  await expect(names(page).first()).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Filter objects" })).toBeFocused();
  await page.keyboard.type("order");
  await expect(names(page)).toHaveText([/order\.json/]);
  await rowOf(page, "order.json").focus();
  await page.keyboard.press("Enter");
  const pane = objectPane(page, "order.json");
  await expect(page.getByRole("heading", { level: 2, name: "order.json" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(pane).toHaveCount(0);
  await expect(rowOf(page, "order.json")).toBeFocused();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(button(pane, "Download")).toBeInViewport();
  await expectAccessible(page);
});

test("JSON is a tree, text is text, a picture is one, and a drawing that could run is none", async ({
  page,
}) => {
  const pane = await open(page, "papers", "order.json");
  await expect(pane.getByRole("tree")).toContainText("4711");
  for (const fact of ["One order", "owner", "ada", "application/json", digestOf('{"order":4711}')])
    await expect(pane).toContainText(fact);
  await expectAccessible(page);
  const picture = await open(page, "papers", "pictures/red.png");
  const image = picture.getByRole("img");
  await expect
    .poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth))
    .toBe(1);
  const drawing = await open(page, "papers", "pictures/old/blue.svg");
  await expect(drawing).toContainText("onload");
  await expect(drawing.getByRole("img")).toHaveCount(0);
  await expect(await open(page, "papers", "pictures/readme.txt")).toContainText("All of them");
});

test("a description and metadata are changed, what other clients wrote stays, and a change by somebody else is told", async ({
  page,
}) => {
  const before = await readMeta(nc, "papers", "order.json");
  const pane = await open(page, "papers", "order.json");
  await choose(pane, "Edit");
  const form = dialog(page, "Edit order.json");
  await form.getByLabel("Description").fill("The first order");
  await expect(form.getByText(/nats object/)).toBeVisible();
  await button(form, "Save").click();
  await expect(form).toBeHidden();
  await expect(pane).toContainText("The first order");
  expect(await readMeta(nc, "papers", "order.json")).toEqual({
    ...before,
    description: "The first order",
  });
  await choose(pane, "Edit");
  await form.getByLabel("Description").fill("Mine");
  await putMeta(nc, "papers", "order.json", { ...before, description: "Theirs" });
  await button(form, "Save").click();
  await expect(form.getByText(/changed/i).first()).toBeVisible();
  expect(await readMeta(nc, "papers", "order.json")).toMatchObject({ description: "Theirs" });
});

test("an object is renamed without its bytes being moved, and not over another one", async ({
  page,
}) => {
  await makeStore(nc, "rename");
  const nuid = await putObject(nc, "rename", "first.txt", "the bytes");
  await putObject(nc, "rename", "taken.txt", "another");
  const pane = await open(page, "rename", "first.txt");
  await choose(pane, "Rename");
  const form = dialog(page, "Rename first.txt");
  await form.getByLabel("Name", { exact: true }).fill("taken.txt");
  await button(form, "Rename").click();
  await expect(form.getByRole("alert")).toBeVisible();
  await form.getByLabel("Name", { exact: true }).fill("folder/第二.txt");
  await button(form, "Rename").click();
  await expect(objectPane(page, "folder/第二.txt")).toBeVisible();
  const held = await readObject(nc, "rename", "folder/第二.txt");
  expect(held).toMatchObject({ sha: sha("the bytes"), meta: { nuid } });
  expect(await readMeta(nc, "rename", "first.txt")).toMatchObject({ deleted: true });
  expect((await readObject(nc, "rename", "taken.txt"))?.sha).toBe(sha("another"));
});

test("a link is added, is read through, and one to a store that is not there makes none", async ({
  page,
}) => {
  const { streams } = await jetstreamManager(nc);
  await page.goto(`${lab.url}/c/newest/objects/other`);
  await button(page, "Add link").click();
  const form = dialog(page, "Add link");
  await form.getByLabel("Name", { exact: true }).fill("to-nowhere");
  await form.getByLabel("Store", { exact: true }).fill("not-there");
  await form.getByLabel("Object", { exact: true }).fill("x");
  await button(form, "Add link").click();
  await expect(form.getByRole("alert")).toBeVisible();
  await expect(streams.info("OBJ_not-there")).rejects.toThrow(/not found/);
  expect(await readMeta(nc, "other", "to-nowhere")).toBeNull();
  await form.getByLabel("Name", { exact: true }).fill("to-picture");
  await form.getByLabel("Store", { exact: true }).fill("papers");
  await form.getByLabel("Object", { exact: true }).fill("pictures/red.png");
  await button(form, "Add link").click();
  await expect(form).toBeHidden();
  await expect(names(page).filter({ hasText: "→ papers/pictures/red.png" })).toBeVisible();
  expect(await readMeta(nc, "other", "to-picture")).toMatchObject({
    ...{ name: "to-picture", bucket: "other" },
    options: { link: { bucket: "papers", name: "pictures/red.png" } },
  });
  const pane = await open(page, "other", "to-picture");
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    button(pane, "Download").click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(png)).toBe(true);
});

test("objects are deleted one by one and together: their chunks go, the links that led there are named", async ({
  page,
}) => {
  await makeStore(nc, "delete");
  for (const name of ["a", "b", "c", "d"]) await putObject(nc, "delete", `${name}.txt`, name);
  await putMeta(nc, "delete", "to-a", link({ bucket: "delete", name: "a.txt" }));
  const pane = await open(page, "delete", "a.txt");
  await choose(pane, "Delete object");
  const ask = page.getByRole("dialog", { name: /a\.txt/ });
  await expect(ask).toContainText("to-a");
  await expectAccessible(page);
  await ask.getByRole("button", { name: /^Delete/ }).click();
  await expect(rowOf(page, "a.txt")).toHaveCount(0);
  expect(await readMeta(nc, "delete", "a.txt")).toMatchObject({ deleted: true, size: 0 });
  for (const name of ["b.txt", "c.txt"])
    await page.getByRole("checkbox", { name: `Select ${name}`, exact: true }).check();
  await button(page, "Delete").click();
  const many = dialog(page, "Delete 2 objects");
  await many.getByRole("button", { name: /^Delete/ }).click();
  await expect(rowOf(page, "b.txt")).toHaveCount(0);
  await expect(rowOf(page, "c.txt")).toHaveCount(0);
  await expect(rowOf(page, "d.txt")).toBeVisible();
  const held = await readObject(nc, "delete", "d.txt");
  await expect.poll(() => chunksIn(nc, "delete")).toEqual({ [String(held?.meta.nuid)]: 1 });
});

test("an object that is damaged is never handed over: the download fails, and the page says why", async ({
  page,
}) => {
  await makeStore(nc, "broken");
  const bytes = Buffer.alloc(300_000, "x");
  await putObject(nc, "broken", "changed.bin", bytes, { digest: digestOf("something else") });
  const nuid = await putObject(nc, "broken", "short.bin", bytes);
  const { streams } = await jetstreamManager(nc);
  const last = await streams.getMessage("OBJ_broken", { last_by_subj: `$O.broken.C.${nuid}` });
  await streams.deleteMessage("OBJ_broken", last?.seq ?? 0);
  for (const [name, why] of [
    ["changed.bin", /Its SHA-256 is .* stored with it is/],
    ["short.bin", /1 of its 3 chunks are not there/],
  ] as const) {
    const pane = await open(page, "broken", name);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button(pane, "Download").click(),
    ]);
    expect(await download.failure()).not.toBeNull();
    await expect(pane).toContainText("No file was kept.");
    await expect(pane).toContainText(why);
    await button(pane, "Verify").click();
    await expect(pane.getByText(why)).toHaveCount(2);
  }
});

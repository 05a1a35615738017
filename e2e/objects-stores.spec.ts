import { jetstreamManager, type StreamConfig } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { withLab } from "./lab";
import {
  chunksIn,
  makeStore,
  type ObjectLab,
  objectPane,
  objectPath,
  putMeta,
  putObject,
  readMeta,
  sha,
  startObjectLab,
  upload,
} from "./object-lab";
import { tableNamed } from "./table";

let lab: ObjectLab;
let nc: NatsConnection;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  lab = await startObjectLab(async (to) => {
    await makeStore(to, "papers", { description: "Of the office", max_bytes: 64 * 1024 * 1024 });
    await putObject(to, "papers", "a.txt", "first");
    await putObject(to, "papers", "b.txt", "second", { chunkBytes: 64 * 1024 });
    await makeStore(to, "copy", { mirror: { name: "OBJ_papers" } });
    await makeStore(to, "links");
    await putMeta(to, "links", "to-a", {
      ...{ nuid: "l", size: 0, chunks: 0 },
      options: { link: { bucket: "papers", name: "a.txt" } },
    });
  });
  nc = lab.nats.newest;
});
test.afterAll(() => lab?.stop());
test.beforeEach(({ network }) => network.allow(lab.url));

const { rowOf } = tableNamed("Object stores");
const button = (of: Page | Locator, name: string) => of.getByRole("button", { name, exact: true });
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });

async function configOf(of: NatsConnection, bucket: string): Promise<StreamConfig> {
  return (await (await jetstreamManager(of)).streams.info(`OBJ_${bucket}`)).config;
}

test("the list tells of each store what it holds, in objects and bytes", async ({ page }) => {
  await page.goto(`${lab.url}/c/newest/objects`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Object stores");
  await expect(rowOf(page, "papers")).toContainText("64 KiB");
  await expect(rowOf(page, "papers")).toContainText("Of the office");
  await expect(rowOf(page, "copy")).toContainText("papers");
  await expectAccessible(page);
  await rowOf(page, "papers").getByRole("link", { name: "papers" }).click();
  await expect(page).toHaveURL(`${lab.url}/c/newest/objects/papers`);
});

test("a store is found by the palette, from its stream, and in the switcher of the one beside it", async ({
  page,
}) => {
  await page.goto(`${lab.url}/c/newest/streams/OBJ_papers`);
  await page
    .getByRole("link", { name: /object store/i })
    .first()
    .click();
  await expect(page).toHaveURL(`${lab.url}/c/newest/objects/papers`);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("links");
  // Until the names are read, the object of that name is offered alone.
  await page.getByRole("option", { name: /^links/ }).click();
  await expect(page).toHaveURL(`${lab.url}/c/newest/objects/links`);
  await page
    .getByRole("banner")
    .getByRole("button", { name: /store.*links/i })
    .click();
  await page.getByRole("option", { name: /copy/ }).click();
  await expect(page).toHaveURL(`${lab.url}/c/newest/objects/copy`);
});

for (const id of ["newest", "210"] as const) {
  test(`on ${id}, a store is made as its form says, changed after a look at the difference, sealed for ever and deleted`, async ({
    page,
  }) => {
    const own = lab.nats[id];
    await page.goto(`${lab.url}/c/${id}/objects?create=true`);
    const form = dialog(page, "Create object store");
    await form.getByLabel("Name", { exact: true }).fill("made");
    await form.getByLabel("Description").fill("By a test");
    await form.getByLabel("Max bytes").fill("10 MiB");
    await expectAccessible(page);
    await button(form, "Create store").click();
    await expect(page).toHaveURL(`${lab.url}/c/${id}/objects/made`);
    expect(await configOf(own, "made")).toMatchObject({
      ...{ subjects: ["$O.made.C.>", "$O.made.M.>"], discard: "new", storage: "file" },
      ...{ allow_rollup_hdrs: true, allow_direct: true, max_bytes: 10 * 1024 * 1024 },
      ...{ description: "By a test" },
    });

    await page.goto(`${lab.url}/c/${id}/objects/made?tab=settings`);
    await button(page, "Edit store").click();
    const edit = dialog(page, /Edit .*made/);
    await edit.getByLabel("Description").fill("Changed");
    await button(page, "Review changes").click();
    const diff = dialog(page, /^Change .*made/);
    await expect(diff.getByRole("row", { name: /description/ })).toContainText("Changed");
    await button(diff, "Save").click();
    await expect(diff).toBeHidden();
    expect(await configOf(own, "made")).toMatchObject({ description: "Changed" });

    await button(page, "Seal store").click();
    const seal = dialog(page, /^Seal .*made/);
    await seal.getByLabel(/^Type made/).fill("made");
    await seal.getByRole("button", { name: /^Seal/ }).click();
    await expect(seal).toBeHidden();
    expect(await configOf(own, "made")).toMatchObject({ sealed: true });
    await page.goto(`${lab.url}/c/${id}/objects/made`);
    await expect(button(page, "Upload")).toHaveAttribute("aria-disabled", "true");
    await expect(button(page, "Upload")).toHaveAccessibleDescription(/sealed/i);

    await button(page, "Delete store").click();
    const remove = dialog(page, /^Delete .*made/);
    await remove.getByLabel(/^Type made/).fill("made");
    await remove.getByRole("button", { name: /^Delete/ }).click();
    await expect(page).toHaveURL(`${lab.url}/c/${id}/objects`);
    await expect(configOf(own, "made")).rejects.toThrow(/not found/);
  });
}

test("a reader sees and downloads all, writes nothing, and is told the line that would let it", async ({
  page,
  network,
}) => {
  await withLab(
    [{ id: "newest", url: lab.servers[0]?.url }],
    async ({ url }) => {
      network.allow(url);
      await page.goto(`${url}${objectPath("newest", "papers", "a.txt")}`);
      const pane = objectPane(page, "a.txt");
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        button(pane, "Download").click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await saved.createReadStream()) chunks.push(chunk);
      expect(sha(Buffer.concat(chunks))).toBe(sha("first"));
      for (const name of ["Upload", "Add link"]) {
        await expect(button(page, name)).toHaveAttribute("aria-disabled", "true");
        await expect(button(page, name)).toHaveAccessibleDescription(/allow: \["\$O\.papers\./);
      }
      await page.goto(`${url}/c/newest/objects`);
      await expect(button(page, "Create store")).toHaveAccessibleDescription(/STREAM\.CREATE/);
    },
    { NATSIGHT_ROLE: "reader" },
  );
  expect(Object.keys(await chunksIn(nc, "papers"))).toHaveLength(2);
});

test("an operator uploads and deletes, and makes no stores", async ({ page, network }) => {
  await withLab(
    [{ id: "newest", url: lab.servers[0]?.url }],
    async ({ url }) => {
      network.allow(url);
      await page.goto(`${url}/c/newest/objects/papers`);
      await upload(page, [
        { name: "by-operator.txt", mimeType: "text/plain", buffer: Buffer.from("mine") },
      ]);
      await expect.poll(() => readMeta(nc, "papers", "by-operator.txt")).not.toBeNull();
      await page.goto(`${url}/c/newest/objects`);
      await expect(button(page, "Create store")).toHaveAccessibleDescription(/STREAM\.CREATE/);
    },
    { NATSIGHT_ROLE: "operator" },
  );
});

test("production asks for the name before an object goes", async ({ page }) => {
  await page.goto(`${lab.url}${objectPath("prod", "papers", "b.txt")}`);
  const pane = objectPane(page, "b.txt");
  await pane.getByRole("button", { name: /^Change object/ }).click();
  await page.getByRole("menuitem", { name: "Delete object", exact: true }).click();
  const ask = dialog(page, /b\.txt/);
  const confirm = ask.getByRole("button", { name: /^Delete/ });
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  expect(await readMeta(nc, "papers", "b.txt")).not.toMatchObject({ deleted: true });
  await ask.getByLabel(/^Type b\.txt/).fill("b.txt");
  await confirm.click();
  await expect.poll(() => readMeta(nc, "papers", "b.txt")).toMatchObject({ deleted: true });
});

import { readFile } from "node:fs/promises";
import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { fillStream } from "@/lib/testing/fill";
import { graveIn } from "./accessible";
import { expect, test } from "./fixtures";
import { tableNamed } from "./table";
import { startVersionLab, type VersionLab } from "./version-lab";

const many = 2_000;

test.describe.configure({ mode: "default" });

let lab: VersionLab;

test.beforeAll(async () => {
  lab = await startVersionLab(["newest", "2.10"], fill);
});
test.afterAll(async () => await lab?.stop());

async function fill(nc: NatsConnection): Promise<void> {
  const { streams, consumers } = await jetstreamManager(nc);
  await streams.add({ name: "MANY", subjects: ["m.>"], allow_direct: true });
  await streams.add({ name: "ODD", subjects: ["odd.>"] });
  await streams.add({
    ...{ name: "WORK", subjects: ["w.>"], retention: RetentionPolicy.Workqueue },
  });
  await consumers.add("WORK", { durable_name: "worker", ack_policy: AckPolicy.Explicit });
  await fillStream(nc, many, (n) => ({
    ...{ subject: n % 400 === 0 ? "m.rare" : "m.usual", payload: `{"n": ${n}}` },
  }));
  const js = jetstream(nc);
  for (let n = 0; n < 5; n++) await js.publish("w.job", `job ${n}`);
  await js.publish("odd.<script>alert(1)</script>", "<img src=x onerror=alert(1)>");
  await js.publish("odd.grüße.日本", "Grüße, 日本");
  await js.publish("odd.binary", new Uint8Array([0, 1, 2, 0xff, 0xfe, 0x80]));
  await js.publish("odd.big", new Uint8Array(1_000 * 1_024).fill(120));
}

const { table, names, rowOf, firstRow } = tableNamed("Messages");
const open = (page: Page, stream: string, query = "", connection = "newest") =>
  page.goto(`${lab.url}/c/${connection}/streams/${stream}/messages${query}`);

test.beforeEach(({ network }) => network.allow(lab.url));

for (const connection of ["newest", "210"]) {
  test(`on ${connection}, the newest messages come first, older ones as one scrolls, and no consumer is made`, async ({
    page,
  }) => {
    await open(page, "MANY", "", connection);
    await expect(firstRow(page)).toHaveText("2,000");
    await expect(rowOf(page, "2,000")).toContainText('{"n":2000}');
    await rowOf(page, "1,999").focus();
    await page.keyboard.press("End");
    await expect(rowOf(page, "1,901")).toBeFocused();
    await expect(page.getByText(/^[23]\d\d messages loaded/)).toBeVisible();
    await page.keyboard.press("PageDown");
    await expect(
      table(page)
        .getByRole("rowheader", { name: /^1,8\d\d$/ })
        .first(),
    ).toBeVisible();
    const manager = await jetstreamManager(
      lab.connections[connection === "newest" ? 0 : 1] as NatsConnection,
    );
    expect((await manager.streams.info("MANY")).state).toMatchObject({
      ...{ messages: many, consumer_count: 0 },
    });
  });

  test(`on ${connection}, a sequence, a time, a subject and the first are found, and the address keeps them`, async ({
    page,
  }) => {
    await open(page, "MANY", "", connection);
    await expect(firstRow(page)).toHaveText("2,000");
    await page.getByRole("textbox", { name: "Sequence" }).fill("1,204");
    await page.getByRole("button", { name: "Go to sequence" }).click();
    await expect(page).toHaveURL(/\?seq=1204$/);
    await expect(rowOf(page, "1,204")).toBeInViewport();
    await page.reload();
    await expect(rowOf(page, "1,204")).toBeInViewport();

    const nc = lab.connections[connection === "newest" ? 0 : 1] as NatsConnection;
    const manager = await jetstreamManager(nc);
    const message = await manager.streams.getMessage("MANY", { seq: 1 });
    await page.getByRole("textbox", { name: "Time" }).fill(message?.timestamp ?? "");
    await page.getByRole("button", { name: "Go to time" }).click();
    await expect(page).toHaveURL(/\?time=/);
    await expect(rowOf(page, "1")).toBeInViewport();

    await page.getByRole("button", { name: "First", exact: true }).click();
    await expect(firstRow(page)).toHaveText("1");
    await page.getByRole("button", { name: "Newest", exact: true }).click();
    await page.getByRole("combobox", { name: "Subject" }).fill("m.rare");
    await page.keyboard.press("Enter");
    await expect(names(page)).toHaveText([...["2,000", "1,600", "1,200", "800", "400"]]);
    await expect(page).toHaveURL(/subject=m\.rare/);
  });
}

test("new messages are followed, and what somebody reads stays where it is", async ({ page }) => {
  const nc = lab.connections[0] as NatsConnection;
  const { streams } = await jetstreamManager(nc);
  await streams.add({ name: "LIVE", subjects: ["live"] });
  for (let n = 1; n <= 50; n++) await jetstream(nc).publish("live", String(n));
  await open(page, "LIVE");
  await expect(firstRow(page)).toHaveText("50");
  await page.getByLabel("Follow").check();
  await expect(page).toHaveURL(/follow=true/);
  await page.mouse.move(5, 5);
  await jetstream(nc).publish("live", "51");
  await expect(firstRow(page)).toHaveText("51");
  await rowOf(page, "50").hover();
  const before = await rowOf(page, "50").boundingBox();
  for (let n = 52; n <= 54; n++) await jetstream(nc).publish("live", String(n));
  await expect(page.getByRole("button", { name: "3 new" })).toBeVisible();
  expect(await rowOf(page, "50").boundingBox()).toEqual(before);
  await page.getByRole("button", { name: "3 new" }).click();
  await expect(rowOf(page, "54")).toBeInViewport();
});

test("one message is opened, walked from by keys, and deleted in NATS", async ({ page }) => {
  await open(page, "MANY", "?seq=1500");
  await rowOf(page, "1,500").focus();
  await page.keyboard.press("Enter");
  const detail = page.getByRole("region", { name: "Message 1500", exact: true });
  await expect(detail).toContainText("m.usual");
  await expect(detail.getByRole("tree")).toContainText("1500");
  await expect(detail).toContainText("nats stream get MANY 1500");
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/open=1499/);
  await page.keyboard.press("k");
  await expect(page).toHaveURL(/open=1500/);
  await detail.getByRole("button", { name: "Where are the consumers" }).click();
  await expect(detail).toContainText("The stream has none.");
  await detail.getByRole("button", { name: "Delete message" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete message 1500" });
  await expect(dialog).toContainText("nats stream rmm MANY 1500");
  await dialog.getByLabel("Type 1500 to delete it").fill("1500");
  await dialog.getByRole("button", { name: "Delete message" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(page, "1,500")).toHaveCount(0);
  await expect(rowOf(page, "1,499")).toBeVisible();
  const manager = await jetstreamManager(lab.connections[0] as NatsConnection);
  expect(await manager.streams.getMessage("MANY", { seq: 1_500 })).toBeNull();
});

test("[R02] a work queue is read with nothing taken from it", async ({ page }) => {
  await open(page, "WORK");
  await expect(firstRow(page)).toHaveText("5");
  await rowOf(page, "5").click();
  const detail = page.getByRole("region", { name: "Message 5", exact: true });
  await detail.getByRole("button", { name: "Where are the consumers" }).click();
  await expect(detail).toContainText("worker");
  await expect(detail).toContainText("not delivered yet");
  await page.getByLabel("Last per subject").check();
  await expect(names(page)).toHaveText(["5"]);
  const manager = await jetstreamManager(lab.connections[0] as NatsConnection);
  const { state } = await manager.streams.info("WORK");
  expect(state).toMatchObject({ messages: 5, consumer_count: 1 });
  expect((await manager.consumers.info("WORK", "worker")).num_pending).toBe(5);
});

test("[T05] hostile subjects and payloads are only shown, and taken away whole", async ({
  page,
}) => {
  await open(page, "ODD");
  await expect(rowOf(page, "1")).toContainText("odd.<script>alert(1)</script>");
  await expect(rowOf(page, "1")).toContainText("<img src=x onerror=alert(1)>");
  await expect(rowOf(page, "2")).toContainText("Grüße, 日本");
  await expect(rowOf(page, "3")).toContainText("00 01 02 ff fe 80");
  await expect(rowOf(page, "4")).toContainText("1000 KiB");
  await rowOf(page, "4").click();
  await page
    .getByRole("button", { name: /^Show 1000 KiB/ })
    .first()
    .click();
  await expect(page.getByRole("region", { name: "Payload" })).toContainText("text");
  await page.getByRole("button", { name: "Export loaded" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "JSON lines" }).click(),
  ]);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows.map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1]);
  expect(rows[0]?.payload).toBe("x".repeat(1_000 * 1_024));
  expect(rows[1]?.payload_base64).toBe("AAEC//6A");
  expect(await graveIn(page)).toEqual([]);
});

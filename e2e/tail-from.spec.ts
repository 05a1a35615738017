import AxeBuilder from "@axe-core/playwright";
import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { expect, test } from "./fixtures";
import { tableNamed } from "./table";
import { idOf, startVersionLab, type VersionLab } from "./version-lab";

test.describe.configure({ mode: "default" });

const versions = ["newest", "2.10"] as const;
const eightMiB = 8 * 1024 * 1024;

const { rows } = tableNamed("Messages");
const counts = (page: Page) => page.getByRole("region", { name: "Counts" });
const received = (page: Page, count: string) =>
  expect(counts(page).getByText("Received", { exact: true }).locator("..")).toHaveText(
    `Received${count}`,
  );

let lab: VersionLab;

test.beforeAll(async () => {
  lab = await startVersionLab(versions, fill, { config: "max_payload: 9MB" });
});
test.afterAll(async () => await lab?.stop());
test.beforeEach(({ network }) => network.allow(lab.url));

async function fill(nc: NatsConnection): Promise<void> {
  const { streams } = await jetstreamManager(nc);
  await streams.add({ name: "JOBS", subjects: ["jobs.>"], retention: "workqueue" });
  await streams.add({ name: "ORDERS", subjects: ["orders.*"], allow_direct: true });
  await streams.add({ name: "RETURNS", subjects: ["orders.*.returned"] });
  await fillStream(nc, 1_500, (n) => ({
    ...{ subject: n % 3 === 0 ? "orders.us" : "orders.eu", payload: total(n) },
  }));
  await nc.request("jobs.one", "waiting");
}

const total = (n: number) => JSON.stringify({ total: n });

for (const [index, version] of versions.entries()) {
  test(`on ${version}, a stream is read from a sequence on, in order, then followed; no consumer appears`, async ({
    page,
  }) => {
    const nc = lab.connections[index] as NatsConnection;
    await page.goto(`${lab.url}/c/${idOf(version)}/tail?subject=orders.>`);
    await page.getByLabel("From", { exact: true }).selectOption("A stream's sequence");
    await page.getByLabel("Stream", { exact: true }).selectOption("ORDERS");
    await expect(page.getByText("One at a time: sequences are a stream's own.")).toBeVisible();
    await page.getByLabel("Sequence", { exact: true }).fill("x");
    await page.getByRole("button", { name: "Read from there" }).click();
    await expect(page.getByText("A whole number, such as 1204.")).toBeVisible();
    await page.getByLabel("Sequence", { exact: true }).fill("501");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/stream=ORDERS&seq=501/);
    await expect(
      page.getByText("Following ORDERS: all is read up to sequence 1,500"),
    ).toBeVisible();
    await received(page, "1,000");
    await expect(rows(page).first()).toContainText("1,500");
    await expect(rows(page).nth(1)).toContainText("1,499");
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByText("is read on from sequence 1,501 when you resume")).toBeVisible();
    for (let n = 1_501; n <= 1_505; n++) nc.publish("orders.eu", total(n));
    await page.getByRole("button", { name: "Resume" }).click();
    await received(page, "1,005");
    await page.getByRole("combobox", { name: "Filter by" }).selectOption("JSON path");
    await page.getByRole("searchbox", { name: "Filter messages" }).fill("$.total > 1503");
    await expect(rows(page)).toHaveCount(2);
    nc.publish("orders.us", total(9_000));
    nc.publish("orders.us", total(9));
    await expect(rows(page)).toHaveCount(3);
    await expect(counts(page)).toContainText("1 not what the filter asks for");
    await page.getByRole("searchbox", { name: "Filter messages" }).fill("$.total >");
    await expect(
      page.getByRole("alert").filter({ hasText: "Nothing stands behind" }),
    ).toBeVisible();
    const { consumers, streams } = await jetstreamManager(nc);
    expect(await consumers.list("ORDERS").next()).toEqual([]);
    expect((await streams.info("ORDERS")).state.messages).toBe(1_507);
  });
}

test("the address says the place; a work queue is read and nothing is taken from it; where nothing is stored, that is said", async ({
  page,
}) => {
  const nc = lab.connections[0] as NatsConnection;
  await page.goto(`${lab.url}/c/newest/tail?subject=jobs.>&stream=JOBS&time=2020-01-01T00:00:00Z`);
  await expect(rows(page)).toHaveCount(1);
  await rows(page).first().click();
  const detail = page.getByRole("region", { name: "jobs.one" });
  await expect(detail).toContainText("waiting");
  await expect(detail).toContainText("Stored");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const { consumers, streams } = await jetstreamManager(nc);
  expect(await consumers.list("JOBS").next()).toEqual([]);
  expect((await streams.info("JOBS")).state.messages).toBe(1);
  await page.goto(`${lab.url}/c/newest/tail?subject=jobs.>&stream=JOBS&seq=500`);
  await expect(page.getByText("Waiting for sequence 500: JOBS ends at 1")).toBeVisible();
  await page.goto(`${lab.url}/c/newest/tail?subject=jobs.>&stream=GONE&seq=1`);
  await expect(page.getByText("Not listening: Stream GONE can't be read")).toBeVisible();
  await page.goto(`${lab.url}/c/newest/tail?subject=nowhere`);
  await page.getByLabel("From", { exact: true }).selectOption("A time, in a stream");
  await expect(page.getByText("No stream stores these subjects")).toBeVisible();
});

test("a request is answered by hand: whoever asked gets what was typed", async ({ page }) => {
  const nc = lab.connections[0] as NatsConnection;
  await page.goto(`${lab.url}/c/newest/tail?subject=ask.>`);
  await expect(page.getByText(/^Listening for/)).toBeVisible();
  const answer = nc.request("ask.price", "How much?", { timeout: 30_000 });
  await rows(page).filter({ hasText: "How much?" }).click();
  await expect(page.getByText(/^Asked \d+ s ago$/)).toBeVisible();
  await page.getByRole("button", { name: "Reply" }).click();
  const drawer = page.getByRole("dialog", { name: "Publish" });
  await expect(drawer).toContainText("To a request on ask.price that came at");
  await drawer.getByLabel("Payload", { exact: true }).fill("17 euros");
  await page.keyboard.press("Control+Enter");
  expect((await answer).string()).toBe("17 euros");
  const result = drawer.getByRole("region", { name: "Result" });
  await expect(result).toContainText("somebody listens on this inbox");
  await drawer.getByRole("button", { name: "Close" }).click();
  const gone = await connectTo(lab.servers[0]?.url ?? "");
  gone.publish("ask.price", "Anybody?", { reply: "_INBOX.gone.1" });
  await gone.close();
  await rows(page).filter({ hasText: "Anybody?" }).click();
  await page.getByRole("button", { name: "Reply" }).click();
  await page.keyboard.press("Control+Enter");
  await expect(result).toContainText("Nobody listens on this inbox any more");
});

test("[T04] a payload of 8 MiB and subjects of any letters are counted to the byte, and opened", async ({
  page,
}) => {
  const nc = lab.connections[0] as NatsConnection;
  await page.goto(`${lab.url}/c/newest/tail?subject=odd.>`);
  await expect(page.getByText(/^Listening for/)).toBeVisible();
  nc.publish("odd.<script>alert(1)</script>.grüße.日本", "small");
  nc.publish("odd.big", new Uint8Array(eightMiB).fill(120));
  await received(page, "2");
  await expect(counts(page)).toContainText("8 MiB of headers and payloads came");
  await expect(
    rows(page).filter({ hasText: "odd.<script>alert(1)</script>.grüße.日本" }),
  ).toBeVisible();
  await rows(page).filter({ hasText: "odd.big" }).click();
  await expect(page.getByRole("region", { name: "odd.big" })).toContainText("8,388,608 bytes");
});

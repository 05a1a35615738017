import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Locator, Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { type Lab, startLab } from "./lab";
import { slowestLetterMs, tableNamed } from "./table";

/** What NATS allows in names; markup and code if it were taken for it. */
const hostileName = `Größe<img'"&?#%`;

/** A message each; what nobody reads grows by as many. */
const everyMs = 100;

let servers: TestServer[];
let connections: NatsConnection[];
let lab: Lab;
let timer: NodeJS.Timeout;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  servers = await Promise.all([
    startServer(),
    startServer({ version: "2.10" }),
    startServer({ version: "2.9" }),
    startServer(),
  ]);
  connections = await Promise.all(servers.map(({ url }) => connectTo(url)));
  const [one, two, three, many] = connections;
  if (!one || !two || !three || !many) throw new Error("A server is missing.");
  await Promise.all([seed(one), seed(two), seed(three), seedMany(many)]);
  const ids = ["one", "two", "three", "many"];
  lab = await startLab(ids.map((id, index) => ({ id, label: id, url: servers[index]?.url })));
  timer = setInterval(() => {
    for (const nc of [one, two, three]) if (!nc.isClosed()) nc.publish("pay.made", "x");
  }, everyMs);
});

test.afterAll(async () => {
  clearInterval(timer);
  await Promise.all(connections?.map((nc) => nc.close()) ?? []);
  await lab?.stop();
  await Promise.all(servers?.map((server) => server.stop()) ?? []);
});

test.beforeEach(({ network }) => network.allow(lab.url));

/** One that nobody pulls, one whose worker holds every ack, one that has read all. */
async function seed(nc: NatsConnection): Promise<void> {
  const { streams, consumers } = await jetstreamManager(nc);
  await streams.add({ name: "PAY", subjects: ["pay.*"], storage: "memory" });
  await streams.add({ name: "HELD", subjects: ["held.*"], storage: "memory" });
  await streams.add({ name: hostileName, subjects: ["odd.*"], storage: "memory" });
  const durable = (stream: string, name: string, more: object = {}) =>
    consumers.add(stream, { durable_name: name, ack_policy: "explicit", ...more });
  await durable("PAY", "billing");
  await durable("HELD", "held", { max_ack_pending: 3, ack_wait: 3_600_000_000_000 });
  for (let count = 0; count < 20; count++) await nc.request("held.one", "x");
  await fetchWithoutAck(nc, 3);
  await durable(hostileName, hostileName);
  await durable("PAY", "reader", {
    ack_policy: "none",
    deliver_policy: "new",
    filter_subject: "pay.never",
  });
}

async function fetchWithoutAck(nc: NatsConnection, count: number): Promise<void> {
  let got = 0;
  const inbox = `_INBOX.held.${Math.random()}`;
  nc.subscribe(inbox, { callback: () => void got++ });
  const subject = "$JS.API.CONSUMER.MSG.NEXT.HELD.held";
  nc.publish(subject, JSON.stringify({ batch: count, no_wait: true }), {
    reply: inbox,
  });
  await until("messages that are held", () => got >= count);
}

async function seedMany(nc: NatsConnection): Promise<void> {
  const { streams, consumers } = await jetstreamManager(nc);
  for (const stream of ["A", "B"]) {
    await streams.add({ name: stream, subjects: [`${stream}.>`], storage: "memory" });
    for (let from = 0; from < 500; from += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          consumers.add(stream, {
            durable_name: `${stream}_${from + n}`,
            ack_policy: "explicit",
            mem_storage: true,
          }),
        ),
      );
    }
  }
  for (let count = 0; count < 5; count++) await nc.request("A.x", "x");
}

const { names, rowOf } = tableNamed("Consumers");
const at = (page: Page, path: string) => expect(page).toHaveURL(`${lab.url}${path}`);
const cell = (page: Page, row: string, column: number) =>
  rowOf(page, row).getByRole("cell").nth(column);

const textOf = async (of: Locator) => (await of.textContent()) ?? "";

/** After the box that selects. */
const column = { stream: 1, lag: 2, pending: 3, trend: 4, eta: 5, cause: 6 };

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${lab.url}${path}`);
  await expect(names(page).first()).toBeVisible();
}

for (const [index, id] of ["one", "two", "three"].entries()) {
  test(`who is behind stands on top, with time, trend and cause, as NATS itself says (${id})`, async ({
    page,
  }) => {
    const nc = connections[index];
    if (!nc) throw new Error("no connection");
    await open(page, `/c/${id}/consumers`);
    await expect(names(page)).toHaveText([/billing|held/, /billing|held/, hostileName, "reader"]);
    await expect(cell(page, "billing", column.cause)).toHaveText(/nobody pulls/);
    await expect(cell(page, "held", column.cause)).toHaveText(/acks held/);
    await expect(cell(page, "reader", column.lag)).toHaveText("0 s");
    await expect(page.getByText("2 of 4 consumers are behind; worst:")).toBeVisible();
    await expect(cell(page, "held", column.pending)).toHaveText("17");

    const { consumers, streams } = await jetstreamManager(nc);
    const first = await streams.getMessage("PAY", { seq: 1 });
    const storedMs = Date.parse(first?.timestamp ?? "");
    await expect
      .poll(async () => {
        const shown = await textOf(rowOf(page, "billing"));
        const [, min = "0", s = "0"] = /(?:(\d+) min )?(\d+) s/.exec(shown) ?? [];
        return Math.abs(Number(min) * 60 + Number(s) - (Date.now() - storedMs) / 1_000);
      })
      .toBeLessThan(4);
    await expect
      .poll(async () => {
        const shown = Number(
          (await textOf(cell(page, "billing", column.pending))).replace(",", ""),
        );
        const { num_pending } = await consumers.info("PAY", "billing");
        return num_pending - shown;
      })
      .toBeLessThan(50);
    await expect
      .poll(
        async () =>
          Number(/([\d.]+)\/s/.exec(await textOf(cell(page, "billing", column.trend)))?.[1]),
        { timeout: 20_000 },
      )
      .toBeGreaterThan(7);
    await expect(cell(page, "billing", column.eta)).toHaveText("grows");
    await expect(cell(page, "held", column.eta)).toHaveText("never");
  });
}

test("what is chosen is in the address and survives a reload; a name leads to its page", async ({
  page,
}) => {
  await open(page, "/c/one/consumers");
  await page.getByRole("button", { name: /^Acks held/ }).click();
  await expect(names(page)).toHaveText(["held"]);
  await page.getByRole("combobox", { name: "Behind" }).selectOption("any");
  await at(page, "/c/one/consumers?cause=acks-held&behind=true");
  await page.reload();
  await expect(names(page)).toHaveText(["held"]);
  await page.getByRole("button", { name: /^Acks held/ }).click();
  await page.getByRole("combobox", { name: "Behind" }).selectOption("over 1 d");
  await expect(page.getByText("No consumer is like this now.")).toBeVisible();
  await page.getByRole("button", { name: "Show all consumers" }).click();
  await page.getByRole("combobox", { name: "Stream" }).fill("pay");
  await expect(names(page)).toHaveText(["billing", "reader"]);
  await page.getByRole("button", { name: "Group by stream" }).click();
  await at(page, "/c/one/consumers?stream=pay&group=stream");
  const grouped = tableNamed("Consumers by stream");
  await expect(grouped.rowOf(page, "PAY")).toContainText("1 / 2");
  await grouped.firstRow(page).click();
  await at(page, "/c/one/consumers?stream=PAY");
  await page.keyboard.press("/");
  await page.keyboard.type("bill");
  await expect(names(page)).toHaveText(["billing"]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await at(page, "/c/one/streams/PAY/consumers/billing");
});

test("the heat map tells who was behind when; it opens, marks out a time, and is walked through by keyboard", async ({
  page,
}) => {
  await open(page, "/c/one/consumers?range=15m");
  const map = page.getByRole("slider", { name: /^Heat map/ });
  await map.focus();
  // The first moment is there a history's step after the console has begun.
  await expect
    .poll(
      async () => {
        await page.keyboard.press("End");
        await page.keyboard.press("ArrowLeft");
        return map.getAttribute("aria-valuetext");
      },
      { timeout: 30_000 },
    )
    .toMatch(/^(billing of PAY|held of HELD), .*: \d/);
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?from=.*&to=/);
  await page.goBack();
  await at(page, "/c/one/consumers?range=15m");

  const box = await map.boundingBox();
  if (!box) throw new Error("no map");
  const right = box.x + box.width;
  await page.mouse.move(right - 14, box.y + 8);
  await expect(page.locator("[data-tip]")).toContainText(/PAY|HELD/);
  await page.mouse.down();
  await page.mouse.move(right - 200, box.y + 8, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/\?from=.*&to=/);
  await page.goBack();
  await page.mouse.click(right - 14, box.y + 8);
  await expect(page).toHaveURL(/\/streams\/.*\/consumers\//);
  await page.goBack();
  await page.getByRole("button", { name: "Lag over time: show as table" }).click();
  await expect(
    page.getByRole("table", { name: "Lag over time" }).getByRole("row", { name: /^billing PAY/ }),
  ).toContainText(/\d+ s/);
});

test("1,000 consumers are there at once, each letter finds at once, and twelve can be compared", async ({
  page,
}) => {
  await open(page, "/c/one/consumers");
  const fewTypedMs = await slowestLetterMs(page, "Consumers", ["bil", "bill", "billi"]);
  await open(page, "/c/many/consumers");
  await expect(page.getByText("500 of 1,000 consumers are behind")).toBeVisible();
  const typedMs = await slowestLetterMs(page, "Consumers", ["b_4", "b_49", "b_499"]);
  // A busy machine is as slow with a few.
  expect(typedMs).toBeLessThan(Math.max(250, 6 * fewTypedMs));
  await expect(names(page)).toHaveText(["B_499"]);
  await page.getByRole("searchbox", { name: "Filter consumers" }).fill("a_10");
  await expect(names(page)).toHaveCount(11);
  await page.getByRole("checkbox", { name: "Select all consumers" }).check();
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("region", { name: "Compared" }).getByRole("figure")).toHaveCount(11);
  await page.getByRole("button", { name: "Leave A_10 out of the comparison" }).click();
  await expect(page.getByRole("region", { name: "Compared" }).getByRole("figure")).toHaveCount(10);
});

test("names are shown as they are, in both sizes, and axe finds nothing [T04]", async ({
  page,
}) => {
  await open(page, "/c/one/consumers");
  await expect(rowOf(page, hostileName)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(rowOf(page, "held")).toContainText(/acks held/);
  await expect(rowOf(page, hostileName)).toBeVisible();
  await expectAccessible(page);
  await expect(page).toHaveTitle("Consumers · one · Natsight");
});

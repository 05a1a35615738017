import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { type Lab, startLab } from "./lab";
import { tableNamed } from "./table";

const versions = ["newest", "2.10", "2.9"] as const;
/** What each says of a pause that it has not. */
const lacksPause = {
  newest: "",
  "2.10": /paused since NATS 2\.11/,
  "2.9": /paused since NATS 2\.11/,
};
/** What each says of several filters. */
const tooMany = { newest: 0, "2.9": 1 };
/** What NATS allows in names; markup and code if it were taken for it. */
const hostile = `Größe<img'"&?#%`;

let servers: TestServer[] = [];
let connections: NatsConnection[] = [];
let lab: Lab;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  servers = await Promise.all(versions.map((version) => startServer({ version })));
  connections = await Promise.all(servers.map(({ url }) => connectTo(url)));
  await Promise.all(connections.map(seed));
  const [newest, older, oldest] = servers.map(({ url }) => url);
  lab = await startLab([
    { id: "newest", url: newest },
    { id: "2.10", url: older },
    { id: "2.9", url: oldest },
    { id: "look", url: newest, readOnly: true },
    { id: "prod", label: "Shop", url: newest, production: true },
  ]);
});

test.afterAll(async () => {
  await Promise.all(connections.map((nc) => nc.close()));
  await lab?.stop();
  await Promise.all(servers.map((server) => server.stop()));
});

test.beforeEach(({ network }) => network.allow(lab.url));

/** A work queue of ten messages, of which a worker was given three and acknowledged the first. */
async function seed(nc: NatsConnection): Promise<void> {
  const { streams, consumers } = await jetstreamManager(nc);
  const storage = "memory";
  await streams.add({ name: "WORK", subjects: ["work.>"], retention: "workqueue", storage });
  await consumers.add("WORK", {
    ...{ durable_name: "worker", ack_policy: "explicit", filter_subject: "work.a.>" },
    ...{ max_ack_pending: 50, description: "Does what is to be done" },
  });
  for (let n = 1; n <= 10; n++) {
    await nc.request(`work.${n % 2 === 0 ? "b" : "a"}.${n}`, JSON.stringify({ number: n }));
  }
  const worker = await jetstream(nc).consumers.get("WORK", "worker");
  const given = await worker.fetch({ max_messages: 3, expires: 1_000 });
  for await (const message of given) if (message.seq === 1) await message.ackAck();
  await streams.add({ name: hostile, subjects: ["odd.>"], storage });
  await consumers.add(hostile, { durable_name: hostile, ack_policy: "none" });
  await consumers.add(hostile, { durable_name: "second", ack_policy: "none" });
  await streams.add({ name: "EVENTS", subjects: ["events.>"], storage });
}

const ofWork = (id: string) => `/c/${id}/streams/WORK/consumers/worker`;
const { names } = tableNamed("Consumers");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const at = (page: Page, path: string) => expect(page).toHaveURL(`${lab.url}${path}`);
const figure = (page: Page, label: string) =>
  page.getByText(label, { exact: true }).first().locator("xpath=..");

const ncOf = (id: (typeof versions)[number]) => connections[versions.indexOf(id)] as NatsConnection;
const infoOf = async (id: (typeof versions)[number], stream: string, name: string) =>
  (await jetstreamManager(ncOf(id))).consumers.info(stream, name);

for (const id of versions) {
  const info = () => infoOf(id, "WORK", "worker");

  test(`on ${id}, the page says what NATS says, and opens both messages without taking any`, async ({
    page,
  }) => {
    const manager = await jetstreamManager(ncOf(id));
    const before = await info();
    expect(before).toMatchObject({ num_pending: 2, num_ack_pending: 2 });
    const { ack_floor: floor, delivered } = before;
    const { first_seq: first, last_seq: last } = (await manager.streams.info("WORK")).state;
    await page.goto(`${lab.url}${ofWork(id)}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("worker");
    await expect(page).toHaveTitle(`worker · WORK · Streams · ${id} · Natsight`);
    await expect(page.getByText("Does what is to be done")).toBeVisible();
    await expect(button(page, "Pause")).toHaveAccessibleDescription(lacksPause[id]);
    const position = page.getByRole("region", { name: "Position" });
    await expect(position).toContainText("2 not delivered, 2 wait for their ack");
    await expect(position.locator("dd")).toHaveText(
      [first, floor.stream_seq, delivered.stream_seq, last].map((sequence) => `${sequence}`),
    );
    await expect(figure(page, "Not delivered")).toContainText("2");
    await expect(page.getByRole("meter", { name: "Ack pending" })).toHaveAttribute(
      "aria-valuetext",
      "2 of 50",
    );

    for (const chart of ["Lag in time", "Lag in messages", "In and acknowledged"]) {
      await expect(page.getByRole("figure", { name: chart })).toBeVisible();
    }

    await button(page, "Open the oldest unacknowledged message").click();
    await expect(page.getByRole("heading", { name: "Message 3" })).toBeVisible();
    await expect(page.getByText("work.a.3")).toBeVisible();
    await button(page, "Open the next to be delivered").click();
    await expect(page.getByRole("heading", { name: "Message 7" })).toBeVisible();
    await expect(page.getByText("work.a.7")).toBeVisible();
    await at(page, `${ofWork(id)}?open=7`);
    await page.keyboard.press("Escape");
    await at(page, ofWork(id));

    await page.getByRole("tab", { name: "Configuration and state" }).click();
    await expect(page.locator("dd").getByText("50", { exact: true })).toBeVisible();
    await expect(
      page.getByRole("code").filter({ hasText: "nats consumer info WORK worker" }),
    ).toBeVisible();
    const after = await info();
    for (const key of ["num_pending", "num_ack_pending", "num_redelivered", "delivered"] as const) {
      expect(after[key]).toEqual(before[key]);
    }
    expect((await manager.streams.info("WORK")).state).toMatchObject({
      ...{ messages: 9, consumer_count: 1 },
    });
  });
}

for (const id of ["newest", "2.9"] as const) {
  const info = () => infoOf(id, "EVENTS", "made");

  test(`on ${id}, a consumer is created and deleted, and NATS holds just that`, async ({
    page,
  }) => {
    await page.goto(`${lab.url}/c/${id}/streams/EVENTS/consumers`);
    await button(page, "Create consumer").click();
    const form = page.getByRole("dialog", { name: "Create consumer of EVENTS" });
    const submit = form.getByRole("button", { name: "Create consumer" });
    await submit.click();
    await expect(form.getByText("Give the consumer a name.")).toBeVisible();
    await expect(form.getByLabel("Name")).toBeFocused();
    await form.getByLabel("Name").fill("made");
    const filters = form.getByRole("combobox", { name: "Filter subjects" });
    await filters.fill("events.a events.b ");
    await expect(
      form.getByText("This server is 2.9.10: several filters need NATS 2.10."),
    ).toHaveCount(tooMany[id]);
    await form.getByRole("button", { name: "Remove events.b" }).click();
    await form.getByLabel("Deliver policy").selectOption({ label: "From a sequence on" });
    await form.getByLabel("Start sequence").fill("9,007,199,254,740,993");
    await form.getByLabel("Ack wait").fill("90s");
    await form.getByLabel("Max deliver").fill("5");
    await expect(form).toContainText(
      "nats consumer add EVENTS made --pull --filter=events.a --deliver=9007199254740993 --ack=explicit --wait=1m30s",
    );
    await submit.click();
    await at(page, `/c/${id}/streams/EVENTS/consumers/made`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("made");
    expect((await info()).config).toMatchObject({
      ...{ durable_name: "made", filter_subject: "events.a", ack_wait: 90_000_000_000 },
      ...{ max_deliver: 5, deliver_policy: "by_start_sequence" },
    });
    expect((await ncOf(id).request("$JS.API.CONSUMER.INFO.EVENTS.made")).string()).toContain(
      '"opt_start_seq":9007199254740993',
    );

    await button(page, "Delete consumer").click();
    const remove = page.getByRole("dialog", { name: "Delete consumer made" });
    await expect(remove).toContainText("Its place in EVENTS is lost");
    await remove.getByRole("textbox").fill("made");
    await remove.getByRole("button", { name: "Delete consumer" }).click();
    await at(page, `/c/${id}/streams/EVENTS/consumers`);
    await expect(info()).rejects.toThrow(/not found/);
    await expect(page.getByText("Nobody reads EVENTS by a consumer yet.")).toBeVisible();
  });
}

test("production is asked for twice before a consumer is paused for a while, and before it goes on", async ({
  page,
}) => {
  const worker = () => infoOf("newest", "WORK", "worker");
  await page.goto(`${lab.url}${ofWork("prod")}`);
  await button(page, "Pause").click();
  const pause = page.getByRole("dialog", { name: "Pause consumer worker" });
  await pause.getByLabel("For", { exact: true }).fill("2h");
  await expect(pause).toContainText("nats consumer pause WORK worker 2h");
  const confirm = pause.getByRole("button", { name: "Pause", exact: true });
  await expect(confirm).toHaveAccessibleDescription("Say first that production is meant.");
  await confirm.press("Enter");
  await pause.getByLabel("This is production: pause it on Shop").check();
  expect((await worker()).paused ?? false).toBe(false);
  const askedMs = Date.now();
  await confirm.click();
  await expect(pause).toBeHidden();
  await expect(page.getByText(/^Paused until .* for another 1 h 59 min: nothing/)).toBeVisible();
  const { paused, config } = await worker();
  expect(paused).toBe(true);
  expect(Math.abs(Date.parse(config.pause_until ?? "") - askedMs - 7_200_000)).toBeLessThan(10_000);

  await button(page, "Resume").click();
  const resume = page.getByRole("dialog", { name: "Resume consumer worker" });
  await resume.getByLabel("This is production: resume it on Shop").check();
  await resume.getByRole("button", { name: "Resume" }).click();
  await expect(resume).toBeHidden();
  await expect(button(page, "Pause")).toBeVisible();
  expect((await worker()).paused ?? false).toBe(false);
});

test("[R05] a resume without an answer is told as unknown, and what NATS says of it is read", async ({
  page,
}) => {
  const [server] = servers;
  const { consumers } = await jetstreamManager(connections[0] as NatsConnection);
  await consumers.pause("WORK", "worker", new Date(Date.now() + 3_600_000));
  await page.goto(`${lab.url}${ofWork("newest")}`);
  await button(page, "Resume").click();
  const resume = page.getByRole("dialog", { name: "Resume consumer worker" });
  await server?.freeze();
  try {
    await resume.getByRole("button", { name: "Resume" }).click();
    await expect(resume.getByRole("alert")).toContainText("was not resumed, or nobody knows");
  } finally {
    server?.thaw();
  }
  await expect(
    resume.getByText("NATS says now: consumer worker is there and not paused."),
  ).toBeVisible();
  expect((await consumers.info("WORK", "worker")).paused ?? false).toBe(false);
});

test("who may only look is told why", async ({ page }) => {
  await page.goto(`${lab.url}${ofWork("look")}`);
  for (const [name, verb] of [
    ["Pause", "PAUSE"],
    ["Delete consumer", "DELETE"],
  ] as const) {
    await expect(button(page, name)).toHaveAccessibleDescription(
      new RegExp(`may not publish to \\$JS\\.API\\.CONSUMER\\.${verb}\\.WORK\\.worker`),
    );
  }
  await page.goto(`${lab.url}/c/look/streams/WORK/consumers?create=true`);
  await expect(button(page, "Create consumer")).toHaveAccessibleDescription(/CONSUMER\.CREATE/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("[T04] any name is a name, by keys alone; one that is not there is said not to be", async ({
  page,
}) => {
  const path = `/c/newest/streams/${encodeURIComponent(hostile)}/consumers`;
  const own = `${path}/${encodeURIComponent(hostile)}`;
  await page.goto(`${lab.url}${path}`);
  await expect(names(page)).toHaveText([hostile, "second"]);
  await page.keyboard.press("/");
  await page.keyboard.type(hostile);
  await expect(names(page)).toHaveText([hostile]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await at(page, own);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(hostile);
  await expect(
    page.getByText("Everything is delivered; nothing is to be acknowledged"),
  ).toBeVisible();
  await expect(page).toHaveTitle(`${hostile} · ${hostile} · Streams · newest · Natsight`);
  await page.getByRole("tab", { name: "Overview" }).focus();
  await page.keyboard.press("ArrowRight");
  await at(page, `${own}?tab=config`);
  await expect(page.locator("dt", { hasText: "Ack policy" })).toBeVisible();
  await page.getByRole("button", { name: `Consumer ${hostile}`, exact: true }).press("Enter");
  await page.keyboard.type("second");
  await expect(page.getByRole("option")).toHaveText([/^second/]);
  await page.keyboard.press("Enter");
  await at(page, `${path}/second`);

  await page.goto(`${lab.url}/c/newest/streams/WORK/consumers/nobody`);
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Consumer nobody is not there",
  );
  await page.getByRole("link", { name: "All consumers of WORK" }).click();
  await expect(names(page)).toHaveText(["worker"]);
});

const phone = { width: 390, height: 844 };

test("axe finds nothing grave in what is open, on a wide screen and on a phone", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1_440, height: 900 });
  await page.goto(`${lab.url}${ofWork("newest")}?open=3`);
  await expect(page.getByText("work.a.3")).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize(phone);
  await expectAccessible(page);
});

test("axe finds nothing grave in the configuration and the form on a phone", async ({ page }) => {
  await page.setViewportSize(phone);
  await page.goto(`${lab.url}${ofWork("newest")}?tab=config`);
  await expect(page.locator("dt", { hasText: "Ack policy" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${lab.url}/c/newest/streams/WORK/consumers?create=true`);
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(names(page)).toHaveText(["worker"]);
  await expectAccessible(page);
});

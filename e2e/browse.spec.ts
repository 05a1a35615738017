import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { startCluster } from "@/lib/testing/cluster";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { connectThrough } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { type Lab, startLab, withLab } from "./lab";
import { withConsole } from "./start-console";
import { tableNamed } from "./table";

const many = 100_000;
const far = 9_007_199_254_740_993n;
const eightMiB = 8 * 1_024 * 1_024;

test.describe.configure({ mode: "default" });

let lab: Lab;
let server: TestServer;
let nc: NatsConnection;

test.beforeAll(async () => {
  server = await startServer({ config: "max_payload: 8MB" });
  nc = await connectTo(server.url);
  const { streams } = await jetstreamManager(nc);
  const kept = { storage: "memory", allow_direct: true } as const;
  await streams.add({ name: "MANY", subjects: ["m.>"], ...kept });
  await fillStream(nc, many, (n) => ({ subject: `m.k${n % 10}`, payload: `{"n":${n}}` }));
  lab = await startLab([{ id: "one", label: "One", url: server.url }]);
});
test.afterAll(async () => {
  await nc?.close();
  await lab?.stop();
  await server?.stop();
});
test.beforeEach(({ network }) => network.allow(lab.url));

const { table, names, rowOf, firstRow } = tableNamed("Messages");
const open = (page: Page, stream: string, query = "") =>
  page.goto(`${lab.url}/c/one/streams/${stream}/messages${query}`);

test("the bar beside the list leads through a long stream by mouse, wheel and keys", async ({
  page,
}) => {
  await open(page, "MANY");
  await expect(firstRow(page)).toHaveText("100,000");
  const bar = page.getByRole("scrollbar", { name: "Position in the stream" });
  const box = await bar.boundingBox();
  const { x = 0, y = 0, height = 0 } = box ?? {};
  await page.mouse.move(x + 5, y + 5);
  await page.mouse.down();
  await page.mouse.move(x + 5, y + height / 4, { steps: 4 });
  await page.mouse.move(x + 5, y + height / 2, { steps: 4 });
  // Where it leads to is told before it is let go, and nothing is asked for on the way.
  await expect(page.getByText(/^Sequence (49|50),\d{3}$/)).toBeVisible();
  await expect(page).not.toHaveURL(/seq=/);
  await page.mouse.up();
  await expect(page).toHaveURL(/seq=(49|50)\d{3}$/);
  await expect(firstRow(page)).toHaveText(/^(49|50),\d{3}$/);
  await expect(bar).toHaveAttribute("aria-valuetext", /^Sequence (49|50),\d{3}$/);

  const before = await bar.getAttribute("aria-valuetext");
  await table(page).hover();
  await page.mouse.wheel(0, 3_000);
  await expect(bar).not.toHaveAttribute("aria-valuetext", before ?? "");
  await expect(page.getByText(/^[2-9]\d\d messages loaded/)).toBeVisible();
  await bar.focus();
  await page.keyboard.press("End");
  await expect(rowOf(page, "1")).toBeInViewport();
  await bar.focus();
  await page.keyboard.press("Home");
  await expect(rowOf(page, "100,000")).toBeInViewport();
});

test("a sequence beyond 2^53 is shown, gone to and deleted, digit by digit", async ({ page }) => {
  await nc.request(
    "$JS.API.STREAM.CREATE.FAR",
    `{"name":"FAR","subjects":["far"],"storage":"memory","retention":"limits","first_seq":${far},"allow_direct":true}`,
  );
  await fillStream(nc, 300, (n) => ({ subject: "far", payload: String(n) }));
  await open(page, "FAR");
  await expect(firstRow(page)).toHaveText("9,007,199,254,741,292");
  await page.getByRole("textbox", { name: "Sequence" }).fill(String(far + 2n));
  await page.getByRole("button", { name: "Go to sequence" }).click();
  await expect(page).toHaveURL(/seq=9007199254740995$/);
  await rowOf(page, "9,007,199,254,740,995").click();
  const detail = page.getByRole("region", { name: "Message 9007199254740995", exact: true });
  await detail.getByRole("button", { name: "Delete message" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete message 9007199254740995" });
  await dialog.getByRole("textbox").fill("9007199254740995");
  await dialog.getByRole("button", { name: "Delete message" }).click();
  await expect(dialog).toHaveCount(0);
  const stored = async (sequence: bigint) =>
    (await nc.request("$JS.API.STREAM.MSG.GET.FAR", `{"seq":${sequence}}`)).string();
  expect(await stored(far + 1n)).toContain(`"seq":${far + 1n}`);
  expect(await stored(far + 2n)).toContain("10037");
  expect(await stored(far + 3n)).toContain(`"seq":${far + 3n}`);
});

test("a payload of 8 MiB is opened, and saved byte for byte", async ({ page }) => {
  const { streams } = await jetstreamManager(nc);
  await streams.add({ name: "EIGHT", subjects: ["eight"], storage: "memory", allow_direct: true });
  const payload = new Uint8Array(eightMiB).map((_, at) => (at * 7) % 251);
  await nc.request("eight", "before");
  await nc.request("eight", payload);
  await nc.request("eight", "behind");
  await open(page, "EIGHT");
  await expect(rowOf(page, "1")).toContainText("before");
  await expect(rowOf(page, "2")).toContainText("8 MiB");
  await rowOf(page, "2").click();
  await page
    .getByRole("button", { name: /^Show 8 MiB/ })
    .first()
    .click();
  await expect(page.getByRole("region", { name: "Payload" })).toContainText("8 MiB · binary");
  await page.getByRole("button", { name: "Copy message 2" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Save the raw payload" }).click(),
  ]);
  const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  expect(hash(await readFile(await download.path()))).toBe(hash(payload));
});

for (const retention of [RetentionPolicy.Workqueue, RetentionPolicy.Interest]) {
  test(`[R02] a stream of ${retention} retention is the same after everything was looked at`, async ({
    page,
  }) => {
    const { streams, consumers } = await jetstreamManager(nc);
    const stream = `KEEP_${retention}`;
    const kept = { storage: "memory", allow_direct: true } as const;
    await streams.add({ name: stream, subjects: [`${stream}.>`], retention, ...kept });
    await consumers.add(stream, { durable_name: "w", ack_policy: AckPolicy.Explicit });
    await fillStream(nc, 250, (n) => ({ subject: `${stream}.${n % 2}`, payload: String(n) }));
    const worker = await jetstream(nc).consumers.get(stream, "w");
    await (await worker.next())?.ackAck();
    const heldNow = async () => {
      const { delivered, ack_floor, num_pending, num_ack_pending } = await consumers.info(
        stream,
        "w",
      );
      const { messages, first_seq, last_seq, consumer_count } = (await streams.info(stream)).state;
      return {
        ...{ messages, first_seq, last_seq, consumer_count },
        ...{ delivered, ack_floor, num_pending, num_ack_pending },
      };
    };
    const before = await heldNow();
    expect(before).toMatchObject({ messages: 249, consumer_count: 1, num_pending: 249 });

    await open(page, stream);
    await expect(firstRow(page)).toHaveText("250");
    await rowOf(page, "249").focus();
    await page.keyboard.press("End");
    await expect(page.getByText(/^2\d\d messages loaded/)).toBeVisible();
    await page.getByRole("button", { name: "First", exact: true }).click();
    await expect(firstRow(page)).toHaveText("2");
    await page.getByRole("textbox", { name: "Time" }).fill("2020-01-01");
    await page.getByRole("button", { name: "Go to time" }).click();
    await expect(rowOf(page, "2")).toBeInViewport();
    await page.getByRole("textbox", { name: "Sequence" }).fill("100");
    await page.getByRole("button", { name: "Go to sequence" }).click();
    await expect(rowOf(page, "100")).toBeInViewport();
    await page.getByRole("combobox", { name: "Subject" }).fill(`${stream}.1`);
    await page.keyboard.press("Enter");
    await expect(rowOf(page, "100")).toHaveCount(0);
    await expect(rowOf(page, "99")).toBeInViewport();
    await page.getByLabel("Last per subject").check();
    await expect(names(page)).toHaveText(["249"]);
    await page.getByLabel("Follow").check();
    await rowOf(page, "249").click();
    const detail = page.getByRole("region", { name: "Message 249", exact: true });
    await detail.getByRole("button", { name: "Where are the consumers" }).click();
    await expect(detail).toContainText("not delivered yet");
    await page
      .getByRole("navigation", { name: `Stream ${stream}` })
      .getByRole("link", { name: "Subjects" })
      .click();
    await expect(page.getByText("2 subjects").first()).toBeVisible();
    expect(await heldNow()).toEqual(before);
  });
}

test("a reader is shown why no message is deleted, and the gateway lets none be [T28]", async ({
  page,
  network,
}) => {
  const env = { NATS_URL: server.url, NATSIGHT_ROLE: "reader" };
  await withConsole({ env }, async (own) => {
    const url = await own.url();
    network.allow(url);
    await page.goto(`${url}/c/local/streams/MANY/messages?open=500`);
    const remove = page.getByRole("button", { name: "Delete message" });
    await expect(remove).toHaveAttribute("aria-disabled", "true");
    await expect(remove).toHaveAccessibleDescription(
      /reader.*publish: \{ allow: \["\$JS\.API\.STREAM\.MSG\.DELETE\.MANY"\] \}/,
    );
    await remove.click({ force: true });
    await expect(page.getByRole("dialog")).toHaveCount(0);

    const gateway = `${url.replace("http", "ws")}/gateway/local`;
    const reader = await connectThrough(gateway, { reconnect: false }, { Origin: url });
    await expect(
      reader.request("$JS.API.STREAM.MSG.DELETE.MANY", '{"seq":500}', { timeout: 2_000 }),
    ).rejects.toThrow(/permission/i);
    await reader.close();
    const { streams } = await jetstreamManager(nc);
    expect((await streams.getMessage("MANY", { seq: 500 }))?.seq).toBe(500);
  });
});

test("when a stream's leader dies while somebody pages, the page says so and goes on, no row twice or missing [R03]", async ({
  page,
  network,
}) => {
  test.setTimeout(90_000);
  const cluster = await startCluster({ name: "trio" });
  try {
    const own = await connectTo(cluster.urls[0] ?? "");
    const { streams } = await jetstreamManager(own);
    // Every message has to come from the leader.
    await streams.add({ name: "TRIO", subjects: ["t"], num_replicas: 3, allow_direct: false });
    await fillStream(own, 700, (n) => ({ subject: "t", payload: String(n) }));
    const { cluster: group } = await streams.info("TRIO");
    await own.close();
    const leader = cluster.servers.find(({ name }) => name === group?.leader);
    const others = cluster.urls.filter((url) => url !== leader?.url);
    await withLab([{ id: "trio", urls: [leader?.url, ...others] }], async ({ url }) => {
      network.allow(url);
      await page.goto(`${url}/c/trio/streams/TRIO/messages`);
      await expect(firstRow(page)).toHaveText("700");
      await rowOf(page, "699").focus();
      await page.keyboard.press("End");
      await expect(page.getByText(/^200 messages loaded/)).toBeVisible();
      await leader?.kill();
      await page.keyboard.press("End");
      await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
      await table(page).hover();
      await expect(async () => {
        await page.mouse.wheel(0, 20_000);
        await expect(page.getByText(/^700 messages loaded/)).toBeVisible({ timeout: 500 });
      }).toPass({ timeout: 40_000 });
      await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
      await page.getByRole("button", { name: "Export loaded" }).click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: "JSON lines" }).click(),
      ]);
      const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
      expect(lines.map((line) => (JSON.parse(line) as { sequence: number }).sequence)).toEqual(
        Array.from({ length: 700 }, (_, n) => 700 - n),
      );
    });
  } finally {
    await cluster.stop();
  }
});

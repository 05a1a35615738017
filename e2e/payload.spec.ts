import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { encode as toMsgpack } from "@msgpack/msgpack";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { type NatsConnection, headers as newHeaders } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { encode as toCbor } from "cborg";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { graveIn } from "./accessible";
import { expect, test } from "./fixtures";
import { type Lab, startLab } from "./lab";
import { tableNamed } from "./table";

test.describe.configure({ mode: "default" });

const many = 1_200;
const order = { id: "o-42", total: 18_446_744_073_709_551_615n };
const orderJson = '{"id":"o-42","total":18446744073709551615}';
/** The same by zstd 1.5. */
const zstd = "KLUv/QRYUQEAeyJpZCI6Im8tNDIiLCJ0b3RhbCI6MTg0NDY3NDQwNzM3MDk1NTE2MTV9jgTEUw==";
/** 1: "order-42", 2: 150, 3: { 1: "sku" } */
const protobuf = "0a086f726465722d34321096011a050a03736b75";
const mib = 1_024 * 1_024;

let lab: Lab;
let server: TestServer;
let nc: NatsConnection;

test.beforeAll(async () => {
  server = await startServer({ version: "newest" });
  nc = await connectTo(server.url);
  await fill(nc);
  const urls = [server.url];
  lab = await startLab([
    { id: "own", urls },
    { id: "reader", urls, readOnly: true },
  ]);
});
test.afterAll(async () => {
  await lab?.stop();
  await nc.close();
  await server.stop();
});
test.beforeEach(({ network }) => network.allow(lab.url));

async function fill(connection: NatsConnection): Promise<void> {
  const { streams } = await jetstreamManager(connection);
  await streams.add({ name: "PACKED", subjects: ["p.>"] });
  await streams.add({ name: "ORDERS", subjects: ["o.>"], allow_direct: true });
  const js = jetstream(connection);
  const packed: [subject: string, payload: Uint8Array | string][] = [
    ["p.gzip", gzipSync(orderJson)],
    ["p.zstd", Buffer.from(zstd, "base64")],
    ["p.msgpack", toMsgpack(order, { useBigInt64: true })],
    ["p.cbor", toCbor(order)],
    ["p.protobuf", Buffer.from(protobuf, "hex")],
    ["p.base64", gzipSync(orderJson).toString("base64")],
    ["p.bomb", gzipSync(new Uint8Array(16 * mib))],
    ["p.broken", gzipSync(orderJson).subarray(0, 30)],
    ["p.4711.odd", Buffer.from([0x82, 0xc0])],
    ["p.4712.odd", Buffer.from([0xc1, 0x01])],
    ["p.nested", "[".repeat(20_000) + "]".repeat(20_000)],
  ];
  for (const [subject, payload] of packed) await js.publish(subject, payload);
  await fillStream(connection, many, (n) => ({
    subject: n % 100 === 0 ? "o.hundred" : "o.usual",
    payload: `{"n":${n},"by":{"name":"b${n}"}}`,
  }));
  const big = { n: 4_000, by: { name: "large" }, filling: "x".repeat(4_000) };
  await js.publish("o.big", JSON.stringify(big));
  await js.publish("o.binary", new Uint8Array([0xff, 0x0a, 0x00]));
  const headers = newHeaders();
  headers.set("Nats-Msg-Id", "first");
  headers.append("Colour", "red");
  await js.publish("o.mine", '{"n":1}', { headers });
}

const open = (page: Page, stream: string, query = "", connection = "own") =>
  page.goto(`${lab.url}/c/${connection}/streams/${stream}/messages${query}`);
const payload = (page: Page) => page.getByRole("region", { name: "Payload", exact: true });
const { table, rowOf } = tableNamed("Messages");

test("what is packed in a payload is shown, every digit of it, and the list names it", async ({
  page,
}) => {
  const steps = [
    ["1", "gzip → JSON"],
    ["2", "zstd → JSON"],
    ["3", "MessagePack"],
    ["4", "CBOR"],
    ["6", "base64 → gzip → JSON"],
  ] as const;
  await open(page, "PACKED");
  for (const [sequence, words] of steps) {
    await rowOf(page, sequence).click();
    await expect(payload(page).getByText(` · ${words} · `)).toBeVisible();
    await expect(
      payload(page).getByRole("treeitem", { name: /total: 18446744073709551615/ }),
    ).toBeVisible();
  }
  await expect(rowOf(page, "1")).toContainText(/gzip, \d+ B/);
  await rowOf(page, "5").click();
  await expect(payload(page).getByRole("treeitem", { name: /2 VARINT: 150/ })).toBeVisible();
  await expect(payload(page).getByRole("treeitem", { name: /1 LEN: "sku"/ })).toBeVisible();
  expect(await graveIn(page)).toEqual([]);
});

test("[T42] a bomb is cut, what is broken says why, and the message beside it is read as ever", async ({
  page,
}) => {
  await open(page, "PACKED", "?open=1");
  await expect(payload(page).getByText(" · gzip → JSON · ")).toBeVisible();
  await rowOf(page, "7").click();
  // A busy machine may not get so far in the time that it has.
  await expect(payload(page)).toContainText(
    /The first 4 MiB of what is packed in it|it took longer than 200 ms, so it was stopped/,
  );
  await rowOf(page, "8").click();
  await expect(payload(page).getByText(/^Not decoded as gzip: /)).toBeVisible();
  await expect(payload(page).getByRole("tab", { name: "Hex" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await rowOf(page, "11").click();
  await expect(payload(page).getByRole("treeitem").first()).toBeVisible();
  await rowOf(page, "1").click();
  await expect(payload(page).getByText(" · gzip → JSON · ")).toBeVisible();
});

test("how a payload is read is chosen by hand, and kept for subjects of its shape", async ({
  page,
}) => {
  await open(page, "PACKED", "?open=9");
  await expect(payload(page).getByText("2 B · binary")).toBeVisible();
  await payload(page).getByLabel("Read as").selectOption("MessagePack");
  await expect(payload(page).getByText(/^Not decoded as MessagePack: /)).toBeVisible();
  await page.reload();
  await expect(payload(page).getByText(/^Not decoded as MessagePack: /)).toBeVisible();
  await rowOf(page, "10").click();
  await expect(
    payload(page).getByText(/^Not decoded as MessagePack: byte 0 begins no value/),
  ).toBeVisible();
  await rowOf(page, "1").click();
  await expect(payload(page).getByLabel("Read as")).toHaveValue("auto");
});

test("values of payloads are columns, in the address, of large messages too", async ({ page }) => {
  await open(page, "ORDERS");
  await page.getByRole("button", { name: "JSON columns" }).click();
  await page.getByRole("button", { name: "by.name", exact: true }).click();
  await page.getByLabel("JSON path").fill("$.n");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/col=by\.name&col=\$\.n|col=by\.name&col=%24\.n/);
  await page.reload();
  await expect(table(page).getByRole("columnheader", { name: "by.name" })).toBeVisible();
  await expect(rowOf(page, "1,200")).toContainText("b1200");
  await expect(rowOf(page, "1,201")).toContainText("large");
  await expect(rowOf(page, "1,201")).toContainText("4000");
  await expect(rowOf(page, "1,202")).toContainText("The payload is no JSON.");
  await page.getByRole("button", { name: "JSON columns" }).click();
  await page.getByRole("button", { name: "Remove by.name" }).click();
  await expect(table(page).getByRole("columnheader", { name: "by.name" })).toHaveCount(0);
});

test("a message is edited and sent again, as a new one, and a binary one byte for byte", async ({
  page,
}) => {
  await open(page, "ORDERS", "?open=1203");
  const drawer = page.getByRole("dialog", { name: "Publish" });
  await page.getByRole("button", { name: "Edit and resend" }).click();
  await expect(
    drawer.getByRole("heading", { name: "Resend message 1203 of ORDERS" }),
  ).toBeVisible();
  await expect(drawer).toContainText("Left out, for they were about the first one: Nats-Msg-Id.");
  await drawer.getByLabel("Payload").fill('{"n":2}');
  await drawer.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(drawer.getByText(/sequence 1,?204/i).first()).toBeVisible();
  const { streams } = await jetstreamManager(nc);
  const again = await streams.getMessage("ORDERS", { seq: 1_204 });
  expect([again?.subject, again?.string(), again?.header.get("Colour")]).toEqual([
    ...["o.mine", '{"n":2}', "red"],
  ]);
  expect(again?.header.get("Nats-Msg-Id")).not.toBe("first");
  expect((await streams.getMessage("ORDERS", { seq: 1_203 }))?.string()).toBe('{"n":1}');
  await drawer.getByRole("button", { name: "Close" }).click();
  await rowOf(page, "1,202").click();
  await page.getByRole("button", { name: "Edit and resend" }).click();
  await expect(drawer).toContainText("sent byte for byte");
  await drawer.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(drawer.getByText(/sequence 1,?205/i).first()).toBeVisible();
  const bytes = (await streams.getMessage("ORDERS", { seq: 1_205 }))?.data;
  expect([...(bytes ?? [])]).toEqual([0xff, 0x0a, 0x00]);
  await open(page, "ORDERS", "?open=1203", "reader");
  await expect(page.getByRole("button", { name: "Edit and resend" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
});

test("[R02] a range is taken away byte for byte as NATS holds it, with no consumer", async ({
  page,
}) => {
  // A browser without a window of its own can't ask where to.
  await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  await open(page, "ORDERS");
  await page.getByRole("button", { name: "Export loaded" }).click();
  await page.getByRole("menuitem", { name: "A range of the stream" }).click();
  const dialog = page.getByRole("dialog", { name: "Export messages of ORDERS" });
  await dialog.getByLabel("From").fill("91");
  await dialog.getByLabel("To").fill("1202");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Export" }).click(),
  ]);
  await expect(page.getByRole("region", { name: "Export messages" })).toContainText(
    "Saved as ORDERS.jsonl: 1,112 messages",
  );
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  const rows = lines.map((line) => JSON.parse(line) as Record<string, string>);
  expect(rows.length).toBe(1_112);
  const { streams } = await jetstreamManager(nc);
  for (const [index, sequence] of [91, 100, 700, 1_201, 1_202].entries()) {
    const row = rows[sequence - 91];
    const stored = await streams.getMessage("ORDERS", { seq: sequence });
    const body = Buffer.from(row?.payload ?? "", row?.payload === undefined ? "base64" : "utf8");
    const whole =
      row?.payload === undefined ? Buffer.from(row?.payload_base64 ?? "", "base64") : body;
    expect([index, row?.subject, whole]).toEqual([
      index,
      stored?.subject,
      Buffer.from(stored?.data ?? []),
    ]);
  }
  expect((await streams.info("ORDERS")).state.consumer_count).toBe(0);
});

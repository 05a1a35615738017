import { randomBytes } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { jetstreamManager } from "@nats-io/jetstream";
import { headers, type Msg, type NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { type Lab, startLab } from "./lab";
import { withConsole } from "./start-console";

let server: TestServer;
let old: TestServer;
let lab: Lab;
let nc: NatsConnection;

test.beforeAll(async () => {
  [server, old] = await Promise.all([startServer(), startServer({ version: "2.10" })]);
  nc = await connectTo(server.url);
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
  lab = await startLab([
    { id: "new", url: server.url },
    { id: "old", url: old.url },
    { id: "prod", label: "Shop", url: server.url, production: true },
  ]);
});
test.beforeEach(({ network }) => network.allow(lab.url));
test.afterAll(async () => {
  await nc?.close();
  await lab?.stop();
  await Promise.all([server?.stop(), old?.stop()]);
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const result = (page: Page) => page.getByRole("region", { name: "Result" });

async function open(page: Page, query: string, connection = "new"): Promise<void> {
  await page.goto(`${lab.url}/c/${connection}/publish?${query}`);
  await expect(page.getByText("Connected")).toBeVisible();
}

/** What a subscriber of the test's own hears. */
async function listen(subject: string): Promise<Msg[]> {
  const heard: Msg[] = [];
  nc.subscribe(subject, { callback: (_error, message) => void heard.push(message) });
  await nc.flush();
  return heard;
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

const storedIn = async (subject: string) => {
  const { streams } = await jetstreamManager(nc);
  const { state } = await streams.info("ORDERS", { subjects_filter: subject });
  return Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
};

test("a message arrives byte for byte: unicode, headers, a file; and is in the history, as a command, as a template", async ({
  page,
}) => {
  const heard = await listen("plain.>");
  await open(page, "subject=plain.ü");
  const text = '{"name":"Žluťoučký 🐎","n":{{n}},"big":9007199254740993}';
  await field(page, "Payload").fill(text);
  await button(page, "Add header").click();
  await field(page, "Header name 1").fill("x-Trace");
  await field(page, "Header value 1").fill("it's {{uuid}}");
  await field(page, "Reply subject").fill("answers.here");
  await button(page, "Publish").click();
  await expect(result(page)).toContainText("The server took the message");
  expect(heard[0]?.subject).toBe("plain.ü");
  expect(heard[0]?.string()).toBe(text.replace("{{n}}", "1"));
  expect(heard[0]?.reply).toBe("answers.here");
  expect(heard[0]?.headers?.get("x-Trace")).toMatch(/^it's [0-9a-f-]{36}$/);
  await expect(page.getByRole("region", { name: "Same as" })).toContainText(
    /^Same asCopynats pub --reply answers\.here -H 'x-Trace:it'\\''s [0-9a-f-]{36}' 'plain\.ü' /,
  );

  const bytes = randomBytes(100_000);
  const file = { name: "photo.bin", mimeType: "application/octet-stream", buffer: bytes };
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByRole("region", { name: "Payload" })).toContainText("photo.bin");
  await button(page, "Publish").click();
  await expect.poll(() => heard.length).toBe(2);
  expect(Buffer.from(heard[1]?.data ?? "").equals(bytes)).toBe(true);

  const history = page.getByRole("region", { name: "History" });
  await expect(history.getByRole("button", { name: /photo|too large/ })).toBeVisible();
  await field(page, "Template name").fill("horse");
  await history.getByRole("button", { name: /Žluťoučký/ }).click();
  await button(page, "Save").click();
  await page.goto(`${lab.url}/c/new/publish`);
  await page.getByRole("button", { name: /^horse/ }).click();
  await expect(field(page, "Payload")).toHaveValue(text);
  await expect(page).toHaveURL(/subject=plain\.%C3%BC/);
  await button(page, "Delete template horse").click();
  await button(page, "Clear history").click();
  await expect(history.getByRole("listitem")).toHaveCount(0);
});

test("a stream's acknowledgement is shown: sequence, duplicate, a wrong expectation, no stream; a lifetime needs 2.11", async ({
  page,
}) => {
  await open(page, "subject=orders.ack");
  await expect(page.getByText("Stream ORDERS takes it.")).toBeVisible();
  await page.getByLabel("Wait for the stream's acknowledgement").check();
  await field(page, "Nats-Msg-Id").fill("once");
  await button(page, "Publish").click();
  await expect(result(page)).toContainText(/Stored in stream ORDERS as sequence \d+/);
  await button(page, "Publish").click();
  await expect(result(page)).toContainText(/Duplicate: stream ORDERS has it as sequence \d+/);
  expect(await storedIn("orders.ack")).toBe(1);

  await expectAccessible(page);

  await field(page, "Nats-Msg-Id").fill("");
  await field(page, "Nats-Expected-Last-Subject-Sequence").fill("18446744073709551615");
  await button(page, "Publish").click();
  await expect(result(page)).toContainText("The last sequence is another one");
  await expect(result(page)).toContainText("10071");
  await field(page, "Subject").fill("elsewhere");
  await button(page, "Publish").click();
  await expect(result(page)).toContainText("No stream takes this subject");
  expect(await storedIn("orders.ack")).toBe(1);

  await open(page, "subject=orders.ack", "old");
  await page.getByLabel("Wait for the stream's acknowledgement").check();
  await expect(field(page, "Nats-TTL")).toBeDisabled();
  await expect(field(page, "Nats-TTL")).toHaveAccessibleDescription(/Needs NATS 2\.11.* 2\.10/);
});

test("R05: an unknown outcome is told, and sent again by hand the message is stored once", async ({
  page,
}) => {
  await open(page, "subject=orders.once");
  await page.getByLabel("Wait for the stream's acknowledgement").check();
  await server.freeze();
  await button(page, "Publish").click();
  await expect(result(page)).toContainText("The outcome is unknown");
  server.thaw();
  await expect.poll(() => storedIn("orders.once")).toBe(1);
  await button(page, "Send the same message again").click();
  await expect(result(page)).toContainText("Duplicate: stream ORDERS has it");
  expect(await storedIn("orders.once")).toBe(1);
});

test("many go out at a rate until they are stopped, and the count is what NATS got", async ({
  page,
}) => {
  await open(page, "subject=orders.many.{{n}}");
  await page.getByLabel("Wait for the stream's acknowledgement").check();
  await field(page, "Count").fill("100000");
  await field(page, "Rate").fill("200");
  await button(page, "Publish").click();
  await expect.poll(() => storedIn("orders.many.>")).toBeGreaterThan(100);
  await button(page, "Cancel Publish to orders.many.{{n}}").click();
  const job = page.getByRole("region", { name: "Publish to orders.many.{{n}}" });
  await expect(job).toContainText("cancelled");
  const [, sent = "", acknowledged] =
    /([\d,]+) of 100,000 sent, ([\d,]+) acknowledged/.exec((await job.textContent()) ?? "") ?? [];
  expect(acknowledged).toBe(sent);
  expect(await storedIn("orders.many.>")).toBe(Number(sent.replace(",", "")));
});

test("a request shows its first answer, many, none, and a service's error, each in words", async ({
  page,
}) => {
  for (const n of [1, 2, 3]) {
    nc.subscribe("ask", { callback: (_error, asked) => void asked.respond(`answer of ${n}`) });
  }
  const failed = headers();
  failed.set("Nats-Service-Error-Code", "404");
  failed.set("Nats-Service-Error", "no such order");
  nc.subscribe("service", {
    callback: (_error, asked) => void asked.respond("", { headers: failed }),
  });
  await nc.flush();
  const answers = page.getByRole("region", { name: "Answers" });
  await open(page, "mode=request&subject=ask");
  await button(page, "Send request").click();
  await expect(answers.getByText(/^1 answer in \d+\.\d ms/)).toBeVisible();
  await expect(answers).toContainText(/answer of [123]/);
  await page.getByLabel("Wait for").selectOption("silence");
  await button(page, "Send request").click();
  await expect(answers.getByText(/^3 answers in .* then it was quiet/)).toBeVisible();
  await expect(answers).toContainText("answer of 3");
  await expectAccessible(page);
  await field(page, "Subject").fill("nobody");
  await button(page, "Send request").click();
  await expect(answers.getByRole("alert")).toContainText("No responders");
  await field(page, "Subject").fill("service");
  await button(page, "Send request").click();
  await expect(answers.getByRole("alert")).toContainText("no such order (404)");
});

test("a responder answers a client until it is stopped, counting what it did", async ({ page }) => {
  await open(page, "mode=respond&subject=echo.*");
  await field(page, "Queue group").fill("workers");
  await expect(page.getByText("Takes requests away from the other members")).toBeVisible();
  await field(page, "Answer").fill("no {{n}}");
  await button(page, "Start responder").click();
  const responder = page.getByRole("region", { name: "Responder" });
  await expect(responder).toContainText("0 received");
  await expect(async () => {
    expect((await nc.request("echo.a", "first")).string()).toMatch(/^no \d$/);
  }).toPass();
  await nc.request("echo.b", "second");
  await expect(responder.getByRole("listitem").first()).toContainText("echo.b");
  await expect(responder).toContainText(/2 received, 2 answered/);
  await expectAccessible(page);
  await button(page, "Stop responder").click();
  await expect(responder).toContainText("Stopped");
  await expect
    .poll(() =>
      nc.request("echo.a").then(
        () => "answered",
        (error) => String(error),
      ),
    )
    .toMatch(/no responders/i);
});

test("p opens the drawer anywhere in a connection, and it gives the focus back; axe finds nothing", async ({
  page,
}) => {
  const heard = await listen("drawer");
  await page.goto(`${lab.url}/c/new`);
  await expect(page.getByText("Connected")).toBeVisible();
  await page.keyboard.press("p");
  const drawer = page.getByRole("dialog", { name: "Publish" });
  await expect(drawer.getByLabel("Subject", { exact: true })).toBeFocused();
  await page.keyboard.type("drawer");
  await expectAccessible(page);
  await page.keyboard.press("Control+Enter");
  await expect(drawer.getByRole("region", { name: "Result" })).toContainText("took the message");
  expect(heard).toHaveLength(1);
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("publish a mess");
  await page.keyboard.press("Enter");
  await expect(drawer).toBeVisible();
});

test("production asks once; a subject with wildcards or an empty token is refused; NATS's own are warned of", async ({
  page,
}) => {
  const heard = await listen("shop.>");
  await open(page, "subject=shop.one", "prod");
  await button(page, "Publish").click();
  const dialog = page.getByRole("dialog", { name: "Publish on Shop?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await button(page, "Publish").click();
  expect(heard).toHaveLength(0);
  await dialog.getByRole("button", { name: "Publish on Shop" }).click();
  await expect(result(page)).toContainText("took the message");
  await button(page, "Publish").click();
  await expect.poll(() => heard.length).toBe(2);
  for (const wrong of ["shop.*", "shop.>", "shop..two", "shop two"]) {
    await field(page, "Subject").fill(wrong);
    await expect(button(page, "Publish")).toHaveAttribute("aria-disabled", "true");
  }
  await field(page, "Subject").fill("$JS.API.STREAM.DELETE.ORDERS");
  await expect(field(page, "Subject")).toHaveAccessibleDescription(/a command/);
});

test("a reader publishes nothing, and is told the line that would allow it", async ({
  page,
  network,
}) => {
  const env = { NATS_URL: server.url, NATSIGHT_ROLE: "reader" };
  const heard = await listen("secret");
  await withConsole({ env }, async (own) => {
    const url = await own.url();
    network.allow(url);
    await page.goto(`${url}/c/local/publish?subject=secret`);
    const note = page.getByRole("main").getByRole("note");
    await expect(note).toContainText("The role here, reader, may not publish to secret.");
    await expect(note).toContainText('publish: { allow: ["secret"] }');
    await expect(button(page, "Publish")).toHaveAttribute("aria-disabled", "true");
    await field(page, "Payload").press("Control+Enter");
    await nc.flush();
    expect(heard).toEqual([]);
  });
});

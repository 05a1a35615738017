import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { type Lab, startLab } from "./lab";

test.describe.configure({ mode: "default" });

let server: TestServer;
let lab: Lab;
let nc: NatsConnection;

test.beforeAll(async () => {
  server = await startServer();
  nc = await connectTo(server.url);
  const { streams } = await jetstreamManager(nc);
  await streams.add({ name: "ORDERS", subjects: ["orders.>"] });
  lab = await startLab([{ id: "new", url: server.url }]);
});
test.beforeEach(({ network }) => network.allow(lab.url));
test.afterAll(async () => {
  await nc?.close();
  await lab?.stop();
  await server?.stop();
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const result = (page: Page) => page.getByRole("region", { name: "Result" });

async function open(page: Page, query: string): Promise<void> {
  await page.goto(`${lab.url}/c/new/publish?${query}`);
  await expect(page.getByText("Connected")).toBeVisible();
}

const storedIn = async (subject: string) => {
  const { streams } = await jetstreamManager(nc);
  const { state } = await streams.info("ORDERS", { subjects_filter: subject });
  return Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
};

test("many go on beside another form; the drawer asks before it ends them", async ({ page }) => {
  await open(page, "subject=orders.beside");
  await field(page, "Count").fill("100000");
  await field(page, "Rate").fill("50");
  await button(page, "Publish").click();
  await page.getByText("Request", { exact: true }).click();
  await expect(button(page, "Send request")).toBeVisible();
  const atSwitch = await storedIn("orders.beside");
  await expect.poll(() => storedIn("orders.beside")).toBeGreaterThan(atSwitch + 20);
  await button(page, "Cancel Publish to orders.beside").click();
  await expect(page.getByRole("region", { name: "Publish to orders.beside" })).toContainText(
    "cancelled",
  );

  await page.goto(`${lab.url}/c/new/streams`);
  await expect(page.getByText("Connected")).toBeVisible();
  await page.keyboard.press("p");
  const drawer = page.getByRole("dialog", { name: "Publish" });
  await drawer.getByLabel("Subject", { exact: true }).fill("orders.drawer");
  await drawer.getByLabel("Count", { exact: true }).fill("100000");
  await drawer.getByLabel("Rate", { exact: true }).fill("50");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => storedIn("orders.drawer")).toBeGreaterThan(0);
  await page.keyboard.press("Escape");
  const question = drawer.getByRole("alert");
  await expect(question).toContainText("Publish to orders.drawer would end with this.");
  await question.getByRole("button", { name: "Stay" }).click();
  const stayed = await storedIn("orders.drawer");
  await expect.poll(() => storedIn("orders.drawer")).toBeGreaterThan(stayed);
  await page.keyboard.press("Escape");
  await question.getByRole("button", { name: "Stop and leave" }).click();
  await expect(drawer).toHaveCount(0);
  await expect
    .poll(async () => {
      const before = await storedIn("orders.drawer");
      await nc.flush();
      return (await storedIn("orders.drawer")) - before;
    })
    .toBe(0);
});

test("the form completes a subject, checks and formats JSON without rounding, and tells a stream what it expects", async ({
  page,
}) => {
  const { streams } = await jetstreamManager(nc);
  await streams.add({ name: "BRIEF", subjects: ["brief"], allow_msg_ttl: true });
  await open(page, "");
  await field(page, "Subject").fill("ord");
  await expect(page.getByRole("option", { name: "orders." })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field(page, "Subject")).toHaveValue("orders.");
  await page.keyboard.type("form");
  await field(page, "Payload").fill('{"big":9007199254740993,"a":[1]');
  await expect(page.getByText("no valid JSON")).toBeVisible();
  await expect(button(page, "Format JSON")).toHaveAttribute("aria-disabled", "true");
  await field(page, "Payload").fill('{"big":9007199254740993,"a":[1]}');
  await button(page, "Format JSON").click();
  await expect(field(page, "Payload")).toHaveValue(
    '{\n  "big": 9007199254740993,\n  "a": [\n    1\n  ]\n}',
  );

  await field(page, "Payload").fill("{{now}} {{random}}");
  await page.getByLabel("Wait for the stream's acknowledgement").check();
  await field(page, "Nats-Expected-Stream").fill("BRIEF");
  await button(page, "Publish").click();
  await expect(result(page)).toContainText("Another stream takes this subject");
  await field(page, "Nats-Expected-Stream").fill("ORDERS");
  const { last_seq: last } = (await streams.info("ORDERS")).state;
  await field(page, "Nats-Expected-Last-Sequence").fill(String(last + 5));
  await button(page, "Publish").click();
  await expect(result(page)).toContainText("The last sequence is another one");
  await field(page, "Nats-Expected-Last-Sequence").fill(String(last));
  await button(page, "Publish").click();
  await expect(result(page)).toContainText(`Stored in stream ORDERS as sequence ${last + 1}`);
  const stored = await streams.getMessage("ORDERS", { seq: last + 1 });
  expect(stored?.string()).toMatch(/^\d{4}-\d\d-\d\dT\S+Z \S+$/);

  await field(page, "Nats-Expected-Stream").fill("");
  await field(page, "Nats-Expected-Last-Sequence").fill("");
  await field(page, "Nats-TTL").fill("1h");
  await button(page, "Publish").click();
  await expect(result(page)).toContainText("The stream gives messages no lifetime of their own");
  await field(page, "Subject").fill("brief");
  await button(page, "Publish").click();
  await expect(result(page)).toContainText("Stored in stream BRIEF as sequence 1");
  expect((await streams.getMessage("BRIEF", { seq: 1 }))?.header.get("Nats-TTL")).toBe("1h");
});

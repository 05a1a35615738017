import { jetstreamManager } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import type { Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { startServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { withLab } from "./lab";

// Each would leave a mark if anything of it became markup or code.
const mark = "data-hostile";
const texts = [
  `<img src=x ${mark} onerror="document.body.setAttribute('${mark}','1')">`,
  `"><svg ${mark} onload=alert(1)>`,
  `<iframe ${mark} srcdoc="<script>parent.document.body.setAttribute('${mark}','1')</script>">`,
  `<a ${mark} href="javascript:alert(1)">orders</a>`,
  `<style ${mark}>body{display:none}</style>`,
  `{{constructor.constructor('alert(1)')()}}`,
  `\${alert(1)}`,
  `';alert(1)//`,
  `=HYPERLINK("http://evil.example","x")`,
  `\u202Egnp.exe`,
];
/** What NATS allows in a name: no dots, spaces, stars, slashes, and no sign that ends a tag. */
const names = [
  `<img${mark}onerror=alert(1)`,
  `"onmouseover="alert(1)`,
  `javascript:alert(1)`,
  `{{7*7}}`.replace("*", "x"),
  `$(id)`,
  `'--`,
  `__proto__`,
  `constructor`,
  `=1+1`,
  `Größe→日本`,
];

test("whatever stands in names, subjects, descriptions, headers and payloads is text [T04, T05]", async ({
  page,
  network,
}) => {
  test.setTimeout(180_000);
  const server = await startServer({ name: `<b${mark}>n1</b${mark}>` });
  const nc = await connectTo(server.url, { name: texts[0] ?? "" });
  await seed(nc);
  const entry = {
    id: "lab",
    label: `<img src=x ${mark}>`,
    urls: [server.url],
    monitoring: `http://127.0.0.1:${server.ports.monitor}`,
  };
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  try {
    await withLab([entry], async ({ url }) => {
      network.allow(url);
      await page.goto(`${url}/c/lab`);
      const table = page.getByRole("table", { name: "Streams" });
      await expect(table.getByRole("row", { name: names[0] ?? "" })).toBeVisible();
      await expectClean(page);
      for (const name of names) {
        await page.goto(`${url}/c/lab?stream=${encodeURIComponent(name)}`);
        await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
        await expect(page.getByRole("region", { name: "Last message" })).toContainText("hostile");
        await expectClean(page);
      }
      for (const [path, title] of [
        [`/streams`, "Streams"],
        [`/streams/${encodeURIComponent(names[0] ?? "")}`, names[0] ?? ""],
        [
          `/streams/${encodeURIComponent(names[0] ?? "")}/messages?q=hostile&open=1`,
          names[0] ?? "",
        ],
        [`/streams/${encodeURIComponent(names[1] ?? "")}/subjects`, names[1] ?? ""],
        [`/streams/${encodeURIComponent(names[2] ?? "")}/config`, names[2] ?? ""],
      ] as const) {
        await page.goto(`${url}/c/lab${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
        await expect(page.getByText(/hostile/).first()).toBeVisible();
        await expectClean(page);
      }
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type("a");
      await expect(page.getByRole("dialog").getByRole("option").first()).toBeVisible();
      await expectClean(page);
      for (const path of ["/connections", "/connections?test=lab", "/settings"]) {
        await page.goto(`${url}${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expectClean(page);
      }
    });
    expect(dialogs).toEqual([]);
  } finally {
    await nc.close();
    await server.stop();
  }
});

/** One stream a name; texts go wherever NATS takes any text. */
async function seed(nc: NatsConnection): Promise<void> {
  const manager = await jetstreamManager(nc);
  for (const [index, name] of names.entries()) {
    const text = texts[index % texts.length] ?? "";
    const subject = `hostile.${index}.>`;
    await manager.streams.add({
      ...{ name, subjects: [subject], description: text, metadata: { [text]: text } },
    });
    await manager.consumers.add(name, { durable_name: name, description: text });
    const head = headers();
    head.set("X-Hostile", text.replace(/[^\x20-\x7e]/g, ""));
    const payload = JSON.stringify({ hostile: text, [text]: texts });
    await nc.request(`hostile.${index}.${text.replace(/[\s.*>]/g, "_")}`, payload, {
      ...{ headers: head, timeout: 2_000 },
    });
  }
}

async function expectClean(page: Page): Promise<void> {
  expect(await page.locator(`[${mark}]`).count()).toBe(0);
  const schemes = await page
    .locator("a[href]")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol));
  expect(schemes.filter((scheme) => !/^https?:$/.test(scheme))).toEqual([]);
  expect(await page.locator("iframe, object, embed").count()).toBe(0);
}

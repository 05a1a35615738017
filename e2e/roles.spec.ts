import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { accountsConfig } from "@/lib/testing/accounts";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { type StartOptions, withConsole } from "./start-console";

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const streams = (page: Page) => page.getByRole("table", { name: "Streams" });
const head = (page: Page) => page.getByRole("banner");
const varz = "$SYS.REQ.SERVER.PING.VARZ";

type Network = { allow(origin: string): void };

/** Opens a console of the test's own, and keeps what its pages asked for and were refused. */
async function atConsole(
  options: StartOptions,
  page: Page,
  network: Network,
  use: (url: string, wire: Wire) => Promise<void>,
): Promise<void> {
  const wire: Wire = { answered: 0, refused: [] };
  page.on("response", (response) => {
    if (!new URL(response.url()).pathname.startsWith("/api/c/")) return;
    wire.answered += 1;
    if (!response.ok()) wire.refused.push(`${response.status()} ${response.url()}`);
  });
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      wire.refused.push(...(String(payload).match(/-ERR '.*'/g) ?? []));
    });
  });
  await withConsole(options, async (own) => {
    const url = await own.url();
    network.allow(url);
    await use(url, wire);
  });
}

/** How often the console answered, and what it or the gateway refused. */
type Wire = { answered: number; refused: string[] };

/** Two beats later, too, nothing was sent that is not allowed. */
async function expectNothingRefused(wire: Wire): Promise<void> {
  const { answered } = wire;
  await expect.poll(() => wire.answered).toBeGreaterThan(answered + 2);
  expect(wire.refused).toEqual([]);
}

/** What every role sees: streams, account, use of JetStream, rates. */
async function expectTheRest(page: Page): Promise<void> {
  await expect(streams(page).getByRole("row", { name: /ORDERS / })).toBeVisible();
  await expect(region(page, "Account")).toContainText("Clients");
  await expect(region(page, "JetStream")).toContainText("Storage");
  await expect(
    page.getByRole("figure", { name: "Messages" }).getByText(/^In: now \d/),
  ).toBeAttached();
}

for (const role of ["observer", "reader", "publisher", "operator"]) {
  test(`${role} sees the overview; why not the server's figures is said, and nothing refused is sent`, async ({
    page,
    network,
  }) => {
    await atConsole({ env: { NATSIGHT_ROLE: role } }, page, network, async (url, wire) => {
      await page.goto(url);
      await expectTheRest(page);
      await expect(head(page)).toContainText(`Role: ${role}`);
      const server = region(page, "Servers");
      await expect(server.getByRole("note")).toContainText(
        `The role here, ${role}, may not publish to ${varz}.`,
      );
      await expect(server.getByRole("note")).toContainText(`publish: { allow: ["${varz}"] }`);
      await expect(server.getByRole("note")).toContainText("It takes the role admin");
      await expect(region(page, "Flow")).toContainText("this account");
      await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
      await expectNothingRefused(wire);
    });
  });
}

test("admin sees all of it, and no role is spoken of", async ({ page, network }) => {
  await atConsole({}, page, network, async (url, wire) => {
    await page.goto(url);
    await expectTheRest(page);
    await expect(region(page, "Servers")).toContainText("CPU");
    await expect(region(page, "Flow")).toContainText("all servers together");
    await expect(head(page)).not.toContainText("Role");
    await expectNothingRefused(wire);
  });
});

test("axe finds nothing serious where a role holds back, at a phone's width", async ({
  page,
  network,
}) => {
  await atConsole({ env: { NATSIGHT_ROLE: "observer" } }, page, network, async (url) => {
    await page.setViewportSize({ width: 390, height: 900 });
    await page.goto(url);
    await expectTheRest(page);
    await expect(region(page, "Servers").getByRole("note")).toBeVisible();
    await expect(head(page)).toContainText("Role: observer");
    await expectAccessible(page);
  });
});

const accounts = accountsConfig({
  SHOP: {
    users: [
      { user: "clerk", password: "pw", permissions: { subscribe: { allow: ["_INBOX_me.>"] } } },
      { user: "mute", password: "pw", permissions: { publish: { deny: ["$JS.API.>"] } } },
    ],
  },
});

/** Connections of a configuration file to one server in the JetStream domain `hub`. */
function configFor({ url }: TestServer): string {
  const clerk = { url, user: "clerk", password: "pw", inboxPrefix: "_INBOX_me" };
  const connections = [
    { id: "prefix", ...clerk, production: true, readOnly: true },
    { id: "hub", ...clerk, jetstream: { domain: "hub" } },
    { id: "elsewhere", ...clerk, jetstream: { domain: "elsewhere" } },
    { id: "unprefixed", ...clerk, inboxPrefix: "_INBOX" },
    { id: "mute", url, user: "mute", password: "pw" },
  ];
  return JSON.stringify({ connections });
}

for (const version of ["newest", "2.10", "2.9"] as const) {
  test(`inbox prefix, domain and flags of a connection go all the way to a ${version} server and back`, async ({
    page,
    network,
  }) => {
    const server = await startServer({
      version,
      jetstream: false,
      config: (dir) =>
        `jetstream { store_dir: ${JSON.stringify(join(dir, "js"))}, domain: hub }\n${accounts}`,
    });
    const folder = mkdtempSync(join(tmpdir(), "natsight-roles-"));
    const file = join(folder, "natsight.config.json");
    writeFileSync(file, configFor(server));
    const env = { NATSIGHT_CONFIG: file, NATSIGHT_EMBEDDED: "0" };
    try {
      await atConsole({ env }, page, network, async (url, wire) => {
        await page.goto(`${url}/c/prefix`);
        await expect(region(page, "JetStream")).toContainText("Storage");
        await expect(region(page, "Account")).toContainText("Clients");
        await expect(head(page)).toContainText("Production");
        await expect(head(page)).toContainText("Read-only");

        await page.goto(`${url}/c/hub`);
        await expect(region(page, "JetStream")).toContainText("hub");
        await expect(region(page, "JetStream")).toContainText("Storage");
        await expect(head(page)).not.toContainText("Production");

        await page.goto(`${url}/c/elsewhere`);
        await expect(region(page, "JetStream").getByRole("alert")).toContainText(
          "nobody answers under $JS.elsewhere.API",
        );
        await expect(region(page, "JetStream").getByRole("alert")).toContainText("domain hub");
        await expect(streams(page)).toHaveCount(0);
        await expectNothingRefused(wire);
      });
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  });
}

test("what the NATS server refuses is said as the server's doing, with the line that allows it", async ({
  page,
  network,
}) => {
  const server = await startServer({ config: accounts });
  const folder = mkdtempSync(join(tmpdir(), "natsight-roles-"));
  const file = join(folder, "natsight.config.json");
  writeFileSync(file, configFor(server));
  const env = { NATSIGHT_CONFIG: file, NATSIGHT_EMBEDDED: "0" };
  try {
    await atConsole({ env }, page, network, async (url) => {
      await page.goto(`${url}/c/mute`);
      const jetstream = region(page, "JetStream").getByRole("note");
      await expect(jetstream).toContainText("The NATS server does not let this connection's user");
      await expect(jetstream).toContainText('publish: { allow: ["$JS.API.INFO"] }');

      await page.goto(`${url}/c/unprefixed`);
      await expect(jetstream).toContainText('subscribe: { allow: ["_INBOX.>"] }');
    });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { type StartOptions, withConsole } from "./start-console";
import { tableNamed } from "./table";

const password = "right-canary-7f3a";
const { table } = tableNamed("Connections");
const row = (page: Page, label: string | RegExp) => table(page).getByRole("row", { name: label });
const { table: steps, rowOf: step } = tableNamed("Test steps");
const outcome = (page: Page) =>
  page.getByRole("region", { name: "Test" }).getByRole("status").first();
const badge = (page: Page) => page.getByRole("status").filter({ hasText: /Connected/ });

type Network = { allow(origin: string): void };

/** A console of the test's own, with the page on its connections. */
async function atConnections(
  page: Page,
  network: Network,
  options: StartOptions,
  use: (url: string) => Promise<void>,
): Promise<void> {
  await withConsole({ args: ["--port", "0", "--no-demo"], ...options }, async (own) => {
    const url = await own.url();
    network.allow(url);
    await page.goto(`${url}/connections`);
    await use(url);
    expect(await page.content()).not.toContain(password);
    expect(own.printed()).not.toContain(password);
  });
}

async function withServer(use: (server: TestServer) => Promise<void>): Promise<void> {
  const server = await startServer({
    config: `authorization { user: ann, password: "${password}" }`,
  });
  try {
    await use(server);
  } finally {
    await server.stop();
  }
}

/** Fills in the form of a connection with a user and a password. */
async function fillIn(page: Page, label: string, url: string, secret: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(label);
  await page.getByLabel("URLs").fill(url);
  await page.getByLabel("Authentication").selectOption({ label: "User and password" });
  await page.getByLabel("User", { exact: true }).fill("ann");
  await page.getByLabel("Password", { exact: true }).fill(secret);
}

test("a connection that is added connects, opens, and is forgotten only by its typed name", async ({
  page,
  network,
}) => {
  await withServer((server) =>
    atConnections(page, network, {}, async (url) => {
      await page.getByRole("link", { name: "Add connection" }).click();
      await expect(page).toHaveURL(`${url}/connections?add`);
      await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
      await fillIn(page, "prod", server.url, password);
      await page.getByLabel("Production").check();
      await page.getByRole("button", { name: "Save" }).click();

      await expect(row(page, /prod/)).toContainText("Connected");
      await expect(row(page, /prod/)).toContainText("production");
      await expect(row(page, /prod/)).toContainText("saved here");
      await expect(row(page, /prod/)).toContainText(server.version);
      await expect(row(page, /prod/)).toHaveAttribute("aria-current", "true");

      await row(page, /prod/).getByRole("link", { name: "Open prod" }).click();
      await expect(page).toHaveURL(/\/c\/[^/]+$/);
      await expect(badge(page)).toContainText("Connected");
      await page.getByRole("link", { name: "Connections" }).click();

      await row(page, /prod/).getByRole("button", { name: "Delete prod" }).click();
      const dialog = page.getByRole("dialog", { name: "Delete connection prod" });
      await expect(dialog.getByRole("button", { name: "Delete connection" })).toBeDisabled();
      await dialog.getByLabel("Type prod to delete it").fill("prod");
      await dialog.getByRole("button", { name: "Delete connection" }).click();
      await expect(dialog).toBeHidden();
      await expect(row(page, /prod/)).toHaveCount(0);
      await page.reload();
      await expect(row(page, /Embedded/)).toBeVisible();
      await expect(row(page, /prod/)).toHaveCount(0);
    }),
  );
});

test("a wrong password is refused in words, the test names the step, and a new one mends it", async ({
  page,
  network,
}) => {
  await withServer((server) =>
    atConnections(page, network, {}, async (url) => {
      await page.goto(`${url}/connections?add`);
      await fillIn(page, "prod", server.url, "wrong-canary");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(row(page, /prod/)).toContainText("Refused");
      await expect(row(page, /prod/)).toContainText(/Authorization Violation/i);

      await row(page, /prod/).getByRole("link", { name: "Test prod" }).click();
      await expect(page).toHaveURL(/\/connections\?test=/);
      await expect(step(page, "NATS hello")).toContainText("OK");
      await expect(step(page, "Authentication")).toContainText("Failed");
      await expect(step(page, "Authentication").getByRole("listitem").first()).toBeVisible();
      await expect(outcome(page)).toContainText("Failed at Authentication");

      await page.getByRole("link", { name: "Edit connection" }).click();
      const stored = page.getByRole("group", { name: "Password" });
      await expect(stored).toContainText("stored");
      await stored.getByRole("button", { name: "Replace Password" }).click();
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Save" }).click();
      await expect(row(page, /prod/)).toContainText("Connected");

      // Nothing else was touched, so what is stored stays.
      await row(page, /prod/).getByRole("link", { name: "Edit prod" }).click();
      await page.getByLabel("Read-only").check();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(row(page, /prod/)).toContainText("read-only");
      await expect(row(page, /prod/)).toContainText("Connected");
    }),
  );
});

test("a draft is tested before it is saved, with what is stored already", async ({
  page,
  network,
}) => {
  await withServer((server) =>
    atConnections(page, network, {}, async (url) => {
      await page.goto(`${url}/connections?add`);
      await fillIn(page, "", server.url, "wrong-canary");
      await page.getByRole("button", { name: "Test" }).click();
      await expect(step(page, "Authentication")).toContainText("Failed");
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Run again" }).click();
      await expect(step(page, "Authentication")).toContainText("OK");
      await expect(outcome(page)).toContainText("It connects");

      await page.getByLabel("Name", { exact: true }).fill("prod");
      await page.getByRole("button", { name: "Save" }).click();
      await row(page, /prod/).getByRole("link", { name: "Edit prod" }).click();
      await page.getByLabel("URLs").fill(`${server.url}\nnats://127.0.0.1:1`);
      await page.getByRole("button", { name: "Test" }).click();
      // What was stored for one address is not shown to another.
      const stored = page.getByRole("group", { name: "Password" });
      await expect(stored).toContainText("stored for other addresses");
      await stored.getByRole("button", { name: "Replace Password" }).click();
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Test" }).click();
      await expect(step(page, "Authentication").first()).toContainText("OK");
      await expect(steps(page)).toContainText("nats://127.0.0.1:1");
    }),
  );
});

test("what is wrong is said at its field, and unsaved changes are not lost by a slip", async ({
  page,
  network,
}) => {
  await atConnections(page, network, {}, async (url) => {
    await page.getByRole("link", { name: "Add connection" }).click();
    await page.getByLabel("Name", { exact: true }).fill("embedded server");
    await page.getByLabel("URLs").fill("http://127.0.0.1:8222");
    await page.getByRole("button", { name: "Save" }).click();
    const name = page.getByLabel("Name", { exact: true });
    await expect(name).toHaveAccessibleDescription(/already/);
    await expect(name).toBeFocused();
    await expect(page.getByLabel("URLs")).toHaveAccessibleDescription(/http:\/\/ is none/);

    const asked = page.getByRole("dialog", { name: "Discard your changes?" });
    for (const leave of [
      () => page.keyboard.press("Escape"),
      () => page.getByRole("button", { name: "Cancel" }).click(),
      () => page.getByRole("link", { name: "Natsight" }).click(),
      () => page.evaluate(() => history.back()),
    ]) {
      await leave();
      await expect(asked).toBeVisible();
      await asked.getByRole("button", { name: "Keep editing" }).click();
      await expect(page).toHaveURL(`${url}/connections?add`);
      await expect(name).toHaveValue("embedded server");
    }
    await page.keyboard.press("Escape");
    await asked.getByRole("button", { name: "Discard changes" }).click();
    await expect(page).toHaveURL(`${url}/connections`);
    await expect(page.getByRole("link", { name: "Add connection" })).toBeFocused();
  });
});

test("the default decides where the start page leads", async ({ page, network }) => {
  await withServer((server) =>
    atConnections(page, network, {}, async (url) => {
      await expect(row(page, /Embedded/)).toContainText("default");
      await page.goto(`${url}/connections?add`);
      await fillIn(page, "prod", server.url, password);
      await page.getByRole("button", { name: "Save" }).click();
      await row(page, /prod/).getByRole("button", { name: "Make prod the default" }).click();
      await expect(row(page, /prod/).getByRole("rowheader")).toContainText("default");
      const address = await row(page, /prod/)
        .getByRole("link", { name: "Open prod" })
        .getAttribute("href");
      await page.goto(url);
      await expect(page).toHaveURL(`${url}${address}`);
    }),
  );
});

test("contexts of the nats CLI are found, imported on a click, and marked", async ({
  page,
  network,
}) => {
  const home = mkdtempSync(join(tmpdir(), "natsight-home-"));
  const folder = join(home, "nats", "context");
  mkdirSync(folder, { recursive: true });
  const env = { HOME: home, XDG_CONFIG_HOME: home };
  try {
    await withServer((server) =>
      atConnections(page, network, { env }, async (url) => {
        await page.goto(`${url}/connections?import`);
        await expect(page.getByText("nats context save", { exact: false })).toBeVisible();
        await expect(page.getByText(folder).first()).toBeVisible();

        const context = { description: "Staging", url: server.url, user: "ann", password };
        writeFileSync(join(folder, "staging.json"), JSON.stringify(context));
        writeFileSync(join(folder, "proxied.json"), JSON.stringify({ socks_proxy: "socks5://x" }));
        writeFileSync(join(home, "nats", "context.txt"), "staging");
        await page.reload();
        const contexts = page.getByRole("table", { name: "Contexts" });
        const staging = contexts.getByRole("row", { name: /staging/ });
        await expect(staging).toContainText("Staging");
        await expect(staging).toContainText("User and password");
        await expect(staging).toContainText("selected in the CLI");
        await expect(contexts.getByRole("row", { name: /proxied/ })).toContainText(/SOCKS/);
        await staging.getByRole("button", { name: "Import staging" }).click();
        await expect(staging).toContainText("imported");
        const long = "x".repeat(81);
        for (const name of ["amber", long, "zinc"]) {
          writeFileSync(join(folder, `${name}.json`), JSON.stringify({ url: server.url }));
        }
        await page.reload();
        await page.getByRole("button", { name: "Import all 3" }).click();
        await expect(page.getByRole("status").first()).toHaveText("2 were imported.");
        await expect(page.getByRole("alert").first()).toContainText(`${long} was not imported`);
        await staging.getByRole("link", { name: "show" }).click();
        await expect(row(page, /staging/)).toContainText("Connected");
      }),
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test("an observer sees the list, and why nothing can be changed", async ({ page, network }) => {
  await atConnections(page, network, { env: { NATSIGHT_ROLE: "observer" } }, async (url) => {
    await expect(row(page, /Embedded/)).toContainText("Connected");
    await expect(row(page, /Embedded/)).toContainText("observer");
    for (const name of ["Add connection", "Import nats contexts"]) {
      const button = page.getByRole("button", { name });
      await expect(button).toBeDisabled();
      await expect(button).toHaveAccessibleDescription(/observer/);
    }
    for (const name of [/^Test/, /^Edit/, /default$/, /^Delete/]) {
      await expect(row(page, /Embedded/).getByRole("button", { name })).toBeDisabled();
    }
    for (const view of ["add", "edit=local", "test=local", "import"]) {
      await page.goto(`${url}/connections?${view}`);
      await expect(page.getByRole("main")).toContainText(/observer|admin/);
      await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
    }
  });
});

test("a page that has lost its connection leads to the test of it", async ({ page, network }) => {
  const server = await startServer();
  await server.kill();
  try {
    await atConnections(page, network, { env: { NATS_URL: server.url } }, async (url) => {
      await page.goto(url);
      await page.getByRole("main").getByRole("link", { name: "Test connection" }).click();
      await expect(page).toHaveURL(/\/connections\?test=/);
      await expect(step(page, "TCP")).toContainText("Failed");
      await server.restart();
      await page.getByRole("button", { name: "Run again" }).click();
      await expect(outcome(page)).toContainText("It connects");
    });
  } finally {
    await server.stop();
  }
});

test("the report of a test is copied as plain text without anything secret", async ({
  page,
  context,
  network,
}) => {
  await withServer((server) =>
    atConnections(page, network, {}, async (url) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
      await page.goto(`${url}/connections?add`);
      await fillIn(page, "prod", server.url, password);
      await page.getByRole("button", { name: "Test" }).click();
      await expect(outcome(page)).toContainText("It connects");
      await page.getByRole("button", { name: "Copy report" }).click();
      await expect(page.getByText("Copied")).toBeVisible();
      const report = await page.evaluate(() => navigator.clipboard.readText());
      expect(report).toContain("Test of prod: It connects");
      expect(report).toMatch(/OK +Authentication/);
      expect(report).not.toContain(password);
    }),
  );
});

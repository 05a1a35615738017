import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { usersConfig } from "@/lib/testing/accounts";
import { startServer } from "@/lib/testing/servers";
import { startAuthLab } from "./auth-lab";
import { expect, test } from "./fixtures";
import { filesWith, huntSecrets, readPage } from "./secret-hunt";
import { withConsole } from "./start-console";

const typed = "canary-typed-into-a-form";
const ofContext = "canary-of-a-context";

/** A person who adds a connection, reads it again, tests it and imports a context. */
async function useConnections(page: Page, url: string, server: string): Promise<void> {
  await page.goto(`${url}/connections?add`);
  await page.getByLabel("Name", { exact: true }).fill("mine");
  await page.getByLabel("URLs").fill(server);
  await page.getByLabel("Authentication").selectOption({ label: "User and password" });
  await page.getByLabel("User", { exact: true }).fill("ada");
  await page.getByLabel("Password", { exact: true }).fill(typed);
  await page.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("table", { name: "Connections" }).getByRole("row", { name: /mine/ });
  await expect(row).toContainText("Connected");
  await row.getByRole("link", { name: "Test mine" }).click();
  await expect(page.getByRole("table", { name: "Test steps" }).first()).toContainText("OK");
  await page.goto(`${url}/connections`);
  await row.getByRole("link", { name: "Edit mine" }).click();
  await expect(page.getByRole("group", { name: "Password" })).toContainText("stored");
  await page.goto(`${url}/connections?import`);
  await page.getByRole("button", { name: "Import far" }).click();
  await expect(page.getByRole("row", { name: /far/ })).toContainText("imported");
  await page.goto(`${url}/connections`);
  await page.getByRole("searchbox", { name: "Filter connections" }).fill("far");
  await expect(page.getByRole("rowheader", { name: "far" })).toBeVisible();
}

test("T18 T37 no secret reaches the browser, the terminal or the data folder, whatever is done", async ({
  context,
  network,
}) => {
  test.setTimeout(180_000);
  const dir = mkdtempSync(join(tmpdir(), "natsight-secrets-"));
  const dataDir = join(dir, "data");
  const lab = await startAuthLab("newest", dir);
  const own = await startServer({ config: usersConfig([{ user: "ada", password: typed }]) });
  const contexts = join(dir, "xdg", "nats", "context");
  mkdirSync(contexts, { recursive: true });
  const far = { url: "nats://127.0.0.1:1", user: "ada", password: ofContext };
  writeFileSync(join(contexts, "far.json"), JSON.stringify(far));
  const config = join(dir, "natsight.config.json");
  writeFileSync(config, JSON.stringify({ connections: lab.cases.map(({ entry }) => entry) }));

  const secrets = [...lab.secrets, typed, ofContext];
  const hunt = huntSecrets(context, secrets);
  const env = { NATSIGHT_CONFIG: config, XDG_CONFIG_HOME: join(dir, "xdg") };
  try {
    await withConsole({ env, dataDir }, async (console) => {
      const url = await console.url();
      network.allow(url);
      const page = await context.newPage();
      const seen: string[] = [];
      for (const { id, stream } of lab.cases) {
        await page.goto(`${url}/c/${id}`);
        await expect(page.getByRole("row", { name: stream })).toBeVisible();
        await page.goto(`${url}/connections?test=${id}`);
        await expect(page.getByText(/^It connects/)).toBeVisible();
        seen.push(await readPage(page));
      }
      await useConnections(page, url, own.url);
      seen.push(await readPage(page));
      for (const path of ["health", "connections", "connections/user/settings", "contexts"]) {
        const answer = await context.request.get(`${url}/api/${path}`);
        seen.push(await answer.text());
      }
      expect(await hunt.found()).toEqual([]);
      expect(secrets.filter((secret) => seen.join("\n").includes(secret))).toEqual([]);
      expect(secrets.filter((secret) => console.printed().includes(secret))).toEqual([]);
    });
    expect(filesWith(dataDir, secrets)).toEqual([]);
  } finally {
    await Promise.all([lab.stop(), own.stop()]);
    rmSync(dir, { recursive: true, force: true });
  }
});

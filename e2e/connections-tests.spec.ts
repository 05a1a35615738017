import { type AddressInfo, createServer } from "node:net";
import type { Page } from "@playwright/test";
import { startServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { withLab } from "./lab";

type Network = { allow(origin: string): void };

/** A console whose file names these connections, with the page on its list. */
async function atList(
  page: Page,
  network: Network,
  urls: Record<string, string>,
  use: () => Promise<void>,
): Promise<void> {
  const connections = Object.entries(urls).map(([id, url]) => ({ id, label: id, urls: [url] }));
  await withLab(connections, async ({ url }) => {
    network.allow(url);
    await page.goto(`${url}/connections`);
    await use();
  });
}

test("connections are tested one after another, and the report leads to each", async ({
  page,
  network,
}) => {
  const server = await startServer();
  const urls = { alpha: server.url, beta: "nats://127.0.0.1:1", gamma: server.url };
  try {
    await atList(page, network, urls, async () => {
      for (const name of ["alpha", "beta"]) {
        await page.getByRole("checkbox", { name: `Select ${name}` }).check();
      }
      await page.getByRole("button", { name: "Test selected" }).click();
      const job = page.getByRole("region", { name: "Test of 2 connections" });
      await expect(job).toContainText("1 of 2 connects.");
      const outcomes = job.getByRole("listitem");
      await expect(outcomes).toHaveCount(2);
      await expect(outcomes.first()).toContainText("beta");
      await expect(outcomes.first()).toContainText("Failed at TCP: Connection refused");
      await expect(outcomes.last()).toContainText(/alpha.*Passed.*It connects/);

      await job.getByRole("link", { name: "Test beta step by step" }).click();
      await expect(page).toHaveURL(/\?test=beta$/);
      await expect(page.getByText(/^Failed at TCP/)).toBeVisible();
      await page.goBack();
      await expect(outcomes).toHaveCount(2);
      await job.getByRole("button", { name: "Dismiss Test of 2 connections" }).click();
      await expect(job).toBeHidden();
    });
  } finally {
    await server.stop();
  }
});

test("tests that take too long are called off, and what was found stays", async ({
  page,
  network,
}) => {
  const server = await startServer();
  const mute = createServer(() => undefined);
  await new Promise<void>((settle) => mute.listen(0, "127.0.0.1", settle));
  const { port } = mute.address() as AddressInfo;
  const urls = { alpha: server.url, mute: `nats://127.0.0.1:${port}`, omega: server.url };
  try {
    await atList(page, network, urls, async () => {
      await page.getByRole("checkbox", { name: "Select all connections" }).check();
      await page.getByRole("button", { name: "Test selected" }).click();
      const job = page.getByRole("region", { name: "Test of 3 connections" });
      await expect(job).toContainText("1 of 3 tested");
      await expect(page.getByRole("button", { name: "Test selected" })).toBeDisabled();
      await job.getByRole("button", { name: "Cancel Test of 3 connections" }).click();
      await expect(job).toContainText("1 of 3 connects.");
      await expect(job.getByRole("listitem").filter({ hasText: "Not tested" })).toHaveCount(2);
      await expect(job.getByRole("listitem").last()).toContainText(/alpha.*Passed/);
    });
  } finally {
    mute.close();
    await server.stop();
  }
});

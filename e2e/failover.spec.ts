import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCluster } from "@/lib/testing/cluster";
import { expect, test } from "./fixtures";
import { withLab } from "./lab";
import { withConsole } from "./start-console";

test("whoever looks at a cluster is taken to its next server, and told so [R01]", async ({
  page,
  network,
}) => {
  test.setTimeout(120_000);
  const cluster = await startCluster({ name: "lab" });
  const entry = { id: "lab", label: "Lab", urls: cluster.urls };
  try {
    await withLab([entry], async ({ url }) => {
      network.allow(url);
      await page.goto(`${url}/c/lab`);
      const badge = page.getByRole("banner");
      const status = badge.getByRole("status");
      await expect(status).toHaveText(/Connected\s*lab-1 · /);
      await expect(badge.getByText("moved from")).toHaveCount(0);

      await cluster.servers[0]?.kill();
      await expect(status).toHaveText(/Connected\s*lab-2 · /, { timeout: 3_000 });
      await expect(badge.getByText("moved from lab-1")).toBeVisible();
      await expect(
        badge.getByTitle(
          /^On lab-2 since \d\d:\d\d:\d\d, before that on lab-1 until \d\d:\d\d:\d\d\.$/,
        ),
      ).toBeVisible();

      await cluster.servers[2]?.kill();
      await cluster.servers[1]?.kill();
      await expect(status).toHaveText(/Reconnecting\s*\S/);
      await expect(badge.getByTitle(/^The NATS server can't be reached/)).toBeVisible();
      await expect(badge.getByText(/^since \d\d:\d\d:\d\d$/)).toBeVisible();
      const test = badge.getByRole("link", { name: "Test connection" });
      await expect(test).toHaveAttribute("href", "/connections?test=lab");

      await cluster.servers[2]?.restart();
      await expect(status).toHaveText(/Connected\s*lab-3 · /, { timeout: 3_000 });
      await expect(badge.getByText("moved from lab-2")).toBeVisible();
      await expect(test).toHaveCount(0);
    });
  } finally {
    await cluster.stop();
  }
});

test("a page whose console restarts comes back by itself [R15]", async ({ page, network }) => {
  test.setTimeout(120_000);
  const dir = mkdtempSync(join(tmpdir(), "natsight-restart-"));
  try {
    let port = "0";
    await withConsole({ dataDir: dir }, async (first) => {
      const url = await first.url();
      port = new URL(url).port;
      network.allow(url);
      await page.goto(url);
      await expect(page.getByRole("banner").getByRole("status")).toHaveText(/Connected/);
    });
    const status = page.getByRole("banner").getByRole("status");
    await expect(status).toHaveText(/Reconnecting/);
    await withConsole({ dataDir: dir, args: ["--port", port] }, async (second) => {
      await second.url();
      await expect(status).toHaveText(/Connected/, { timeout: 5_000 });
    });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

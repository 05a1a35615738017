import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAuthLab } from "./auth-lab";
import { expect, test } from "./fixtures";
import { withConsole } from "./start-console";

for (const version of ["newest", "2.10", "2.9"] as const) {
  test(`each kind of authentication ends at a page that lives, on nats-server ${version}`, async ({
    page,
    network,
  }) => {
    test.setTimeout(120_000);
    const dir = mkdtempSync(join(tmpdir(), "natsight-auth-"));
    const lab = await startAuthLab(version, dir);
    const config = join(dir, "natsight.config.json");
    writeFileSync(config, JSON.stringify({ connections: lab.cases.map(({ entry }) => entry) }));
    try {
      await withConsole({ env: { NATSIGHT_CONFIG: config } }, async (own) => {
        const url = await own.url();
        network.allow(url);
        for (const { id, stream } of lab.cases) {
          await test.step(id, async () => {
            await page.goto(`${url}/c/${id}`);
            await expect(
              page.getByRole("table", { name: "Streams" }).getByRole("row", { name: stream }),
            ).toBeVisible();
            await expect(page.getByRole("status").filter({ hasText: "Connected" })).toBeVisible();
          });
        }
        expect(own.printed()).not.toContain("canary-");
      });
    } finally {
      await lab.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  });
}

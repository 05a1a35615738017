import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createUser } from "@nats-io/nkeys";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";
import { withConsole } from "./start-console";

const password = "typed-in-the-tab";
const key = createUser();

/** A console with these connections in its file, which can be written anew. */
async function withLab(
  use: (lab: {
    server: TestServer;
    direct: Record<string, unknown>;
    url: string;
    write: (connections: object[]) => void;
    printed: () => string;
  }) => Promise<void>,
  connections: (direct: object, server: TestServer) => object[],
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "natsight-direct-"));
  const server = await startServer({
    websocket: true,
    name: "edge-1",
    config: `authorization { users: [
      { user: ada, password: ${password} }
      { nkey: ${key.getPublicKey()} }
    ] }`,
  });
  const config = join(dir, "natsight.config.json");
  const write = (list: object[]) => writeFileSync(config, JSON.stringify({ connections: list }));
  const direct = {
    id: "edge",
    label: "Edge",
    url: `ws://127.0.0.1:${server.ports.websocket}`,
    transport: "direct",
  };
  write(connections(direct, server));
  try {
    await withConsole({ env: { NATSIGHT_CONFIG: config } }, async (own) => {
      const url = await own.url();
      await use({ server, direct, url, write, printed: own.printed });
    });
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

test("a direct connection asks who comes, and keeps it in the tab's memory alone", async ({
  page,
  network,
}) => {
  test.setTimeout(90_000);
  await withLab(
    async ({ server, direct, url, printed }) => {
      network.allow(url);
      network.allow(String(direct.url).replace("ws", "http"));
      const sent: string[] = [];
      page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
      await page.goto(`${url}/c/edge`);
      await expect(page.getByRole("heading", { name: "Sign in to Edge" })).toBeVisible();
      const button = page.getByRole("button", { name: "Sign in" });

      await button.click();
      await expect(page.getByLabel("User", { exact: true })).toHaveAccessibleDescription(
        /This is empty/,
      );
      await page.getByLabel("User", { exact: true }).fill("ada");
      await page.getByLabel("Password").fill("wrong");
      await button.click();
      await expect(page.getByRole("alert").filter({ hasText: "not signed in" })).toContainText(
        "The server said: Authorization Violation.",
      );

      await expect(page.getByLabel("User", { exact: true })).toHaveValue("ada");
      await page.getByLabel("Password").fill(password);
      const socket = page.waitForEvent("websocket");
      await page.getByLabel("Password").press("Enter");
      expect((await socket).url()).toBe(`${direct.url}/`);
      const status = page.getByRole("banner").getByRole("status");
      await expect(status).toHaveText(/Connected\s*edge-1 · /);
      await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();

      expect(sent.join("\n")).not.toContain(password);
      expect(printed()).not.toContain(password);
      const stored = await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
      );
      expect(stored).not.toContain(password);

      await server.kill();
      await expect(status).toHaveText(/Reconnecting/);
      await server.restart();
      await expect(status).toHaveText(/Connected/, { timeout: 5_000 });

      await page.getByRole("button", { name: "Sign out" }).click();
      await expect(page.getByRole("heading", { name: "Sign in to Edge" })).toBeVisible();
      await expect(page.getByLabel("Password")).toHaveValue("");
    },
    (direct) => [direct],
  );
});

test("a direct connection is signed into with a seed, whose code comes only then", async ({
  page,
  network,
}) => {
  await withLab(
    async ({ direct, url, printed }) => {
      network.allow(url);
      network.allow(String(direct.url).replace("ws", "http"));
      const seed = new TextDecoder().decode(key.getSeed());
      await page.goto(`${url}/c/edge`);
      await page.getByLabel("Authentication").selectOption("NKey");
      await page.getByLabel("Seed").fill(seed);
      await page.getByRole("button", { name: "Sign in" }).click();
      const status = page.getByRole("banner").getByRole("status");
      await expect(status).toHaveText(/Connected\s*edge-1 · /);
      expect(printed()).not.toContain(seed);
    },
    (direct) => [direct],
  );
});

test("a direct connection that is added later is reached though the worker's scripts were kept", async ({
  page,
  network,
}) => {
  test.setTimeout(90_000);
  const gateway = (server: TestServer) => ({
    id: "hub",
    label: "Hub",
    url: server.url,
    user: "ada",
    password,
  });
  await withLab(
    async ({ server, direct, url, write }) => {
      network.allow(url);
      network.allow(String(direct.url).replace("ws", "http"));
      const signIn = async () => {
        await page.getByLabel("User", { exact: true }).fill("ada");
        await page.getByLabel("Password").fill(password);
        await page.getByRole("button", { name: "Sign in" }).click();
      };
      // Visited before there was such a connection: what a browser keeps, it has kept now.
      for (let visit = 0; visit < 2; visit++) {
        await page.goto(`${url}/c/hub`);
        await expect(page.getByRole("banner").getByRole("status")).toHaveText(/Connected/);
      }
      write([gateway(server), direct]);
      await expect(async () => {
        const list = await (await page.request.get(`${url}/api/connections`)).text();
        expect(list).toContain('"edge"');
      }).toPass();

      // In a page that was there before, the worker's policy is the old one, and that is said.
      await page.getByRole("link", { name: "Connections" }).click();
      await page.getByRole("link", { name: "Open Edge" }).click();
      await signIn();
      await expect(page.getByRole("banner").getByRole("status")).toHaveText(
        /Refused\s*This page was loaded before the connection was added\. Reload it\./,
      );
      network.violations.length = 0;

      await page.reload();
      await signIn();
      await expect(page.getByRole("banner").getByRole("status")).toHaveText(/Connected\s*edge-1/);
    },
    (_direct, server) => [gateway(server)],
  );
});

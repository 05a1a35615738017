import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "@/lib/testing/until";
import { expect, test } from "./fixtures";

// A clone in an empty folder, with an empty npm cache and nothing fetched before. Minutes, so only in
// `npm run test:long`; it takes the newest commit, not what is uncommitted.
test.describe.configure({ mode: "serial", timeout: 600_000 });

let folder: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "natsight-clone-"));
  execFileSync("git", ["clone", "--quiet", process.cwd(), join(folder, "natsight")]);
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("Ctrl-C while packages are installed ends it, and the next start goes on", async () => {
  await interrupted(
    () => existsSync(inClone("node_modules")) || existsSync(join(folder, "npm-cache")),
  );
});

test("npm start alone leads from a clone to a page with moving figures", async ({
  page,
  network,
}) => {
  await withNpmStart(async (own) => {
    const url = await own.url();
    network.allow(url);
    await page.goto(url);
    await expect(
      page.getByRole("figure", { name: "Messages" }).getByText(/^In: now \d/),
    ).toBeAttached();
  });
});

test("Ctrl-C while the pages are built ends it, and the next start goes on", async () => {
  rmSync(inClone("dist"), { recursive: true, force: true });
  await interrupted((printed) => printed.includes("pages:") || existsSync(inClone(".next/lock")));
});

test("started again it builds and lives, without the network", async () => {
  const offline = { npm_config_offline: "true", HTTPS_PROXY: "http://127.0.0.1:9" };
  await withNpmStart(async (own) => {
    const url = await own.url();
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
    expect(own.printed()).toContain("packages are there");
  }, offline);
});

test("npm run dev shows a changed page at once, and restarts for a changed server", async ({
  page,
  network,
}) => {
  await withNpm(
    ["run", "dev"],
    async (own) => {
      const url = await own.url();
      network.allow(url);
      await page.goto(url);
      await expect(
        page.getByRole("figure", { name: "Messages" }).getByText(/^In: now \d/),
      ).toBeAttached({
        timeout: 60_000,
      });
      await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
      edit("components/overview/overview.tsx", ">Overview<", ">Overview, changed<");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview, changed", {
        timeout: 30_000,
      });
      expect(await page.evaluate(() => "stayed" in globalThis)).toBe(true);

      edit("lib/server/http/api.ts", '"degraded"', '"changed"');
      edit("lib/server/http/api.ts", '"ok"', '"changed"');
      await until(
        "the changed answer",
        async () => {
          const port = new URL(
            own
              .printed()
              .match(/http:\/\/127[^ ]+/g)
              ?.at(-1) ?? url,
          ).origin;
          const answer = await fetch(`${port}/api/health`).catch(() => undefined);
          return answer && (await answer.text()).includes("changed");
        },
        60_000,
      );
    },
    { NATSIGHT_PORT: "0" },
  );
});

function edit(path: string, from: string, to: string): void {
  const file = inClone(path);
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

type NpmStart = { child: ChildProcess; printed(): string; url(): Promise<string> };

async function interrupted(when: (printed: string) => boolean): Promise<void> {
  await withNpmStart(async ({ child, printed }) => {
    await until("the moment to interrupt", () => when(printed()), 300_000);
    const sinceMs = performance.now();
    child.kill("SIGINT");
    await until("its end", () => child.exitCode !== null || child.signalCode !== null, 6_000);
    expect(performance.now() - sinceMs).toBeLessThan(5_000);
    await until("the lock's end", () => !existsSync(inClone(".natsight/lock")), 1_000);
  });
}

function withNpmStart(
  use: (own: NpmStart) => Promise<void>,
  env?: Record<string, string>,
): Promise<void> {
  return withNpm(["start", "--", "--port", "0"], use, env);
}

async function withNpm(
  args: string[],
  use: (own: NpmStart) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const child = spawn("npm", args, {
    cwd: inClone("."),
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      npm_config_cache: join(folder, "npm-cache"),
      NATSIGHT_DATA: inClone(".natsight"),
      NATSIGHT_CACHE: inClone(".natsight/cache"),
      ...env,
    },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      printed += chunk;
    });
  }
  const ended = new Promise((settle) => child.once("close", settle));
  try {
    await use({
      child,
      printed: () => printed,
      url: () =>
        until(
          "its address",
          () => {
            if (child.exitCode !== null)
              throw new Error(`it ended with ${child.exitCode}:\n${printed}`);
            return /Natsight is at (\S+)/.exec(printed)?.[1];
          },
          400_000,
        ),
    });
  } finally {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
    await ended;
  }
}

function inClone(path: string): string {
  return join(folder, "natsight", path);
}

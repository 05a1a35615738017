import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { jetstreamManager } from "@nats-io/jetstream";
import { connectTo } from "@/lib/testing/connect";
import { commandsNaming, runs } from "@/lib/testing/process";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { expect, test } from "./fixtures";
import {
  embeddedServer,
  endConsole,
  startConsole,
  tryEmbedded,
  withConsole,
} from "./start-console";

test.describe.configure({ timeout: 90_000 });

test("Ctrl-C ends everything within five seconds and leaves no process, port or lock behind", async () => {
  await withConsole({}, async (own) => {
    const url = await own.url();
    const nats = embeddedServer(own.dataDir);
    own.child.kill("SIGINT");
    const { code, tookMs } = await own.ended();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(5_000);
    expect(runs(nats.pid)).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
    expect(readdirSync(own.dataDir)).not.toContain("lock");
    expect(existsSync(join(own.dataDir, "nats", "server.json"))).toBe(false);
  });
});

for (const [when, line] of [
  ["while it looks for a nats-server", "nats-server, path"],
  ["while the console opens", "✓ NATS"],
  ["while the demo wakes up", "✓ Console"],
] as const) {
  test(`Ctrl-C ${when} ends everything too`, async () => {
    await withConsole({}, async (own) => {
      await until(`"${line}" printed`, () => own.printed().includes(line), 30_000);
      own.child.kill("SIGINT");
      const { tookMs } = await own.ended();
      expect(tookMs).toBeLessThan(5_000);
      expect(commandsNaming(own.dataDir)).toEqual([]);
      expect(readdirSync(own.dataDir)).not.toContain("lock");
      expect(existsSync(join(own.dataDir, "nats", "server.json"))).toBe(false);
    });
  });
}

test("killed with -9 and started again it takes over the orphaned server and its data", async () => {
  const first = startConsole({});
  await first.url();
  const orphan = embeddedServer(first.dataDir);
  const serverPid: number = await until(
    "the server's pid in the lock",
    () => JSON.parse(readFileSync(join(first.dataDir, "lock"), "utf8")).server?.pid,
  );
  const nc = await connectTo(`nats://127.0.0.1:${orphan.ports.client}`);
  await (await jetstreamManager(nc)).streams.add({ name: "MINE", subjects: ["mine"] });
  await nc.request("mine", "kept");
  await nc.close();
  process.kill(serverPid, "SIGKILL");
  first.child.kill("SIGKILL");
  await first.ended();
  expect(runs(orphan.pid)).toBe(true);

  await withConsole({ dataDir: first.dataDir }, async (second) => {
    await second.url();
    expect(second.printed()).toContain("taken over");
    expect(embeddedServer(second.dataDir).pid).toBe(orphan.pid);
    const again = await connectTo(`nats://127.0.0.1:${orphan.ports.client}`);
    const info = await (await jetstreamManager(again)).streams.info("MINE");
    expect(info.state.messages).toBe(1);
    await again.close();
  });
  expect(runs(orphan.pid)).toBe(false);
  rmSync(first.dataDir, { recursive: true, force: true });
});

test("killed and started again at once, it waits for the rest of the first to end", async () => {
  const first = startConsole({});
  await first.url();
  first.child.kill("SIGKILL");
  await first.ended();
  await withConsole({ dataDir: first.dataDir }, async (second) => {
    const url = await second.url();
    const health = await (await fetch(`${url}/api/health`)).json();
    expect(health.status).toBe("ok");
  });
  rmSync(first.dataDir, { recursive: true, force: true });
});

test("a killed npm takes along all that it started", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "natsight-e2e-"));
  const npm = spawn("npm", ["start", "--", "--no-build", "--port", "0"], {
    stdio: "ignore",
    env: { ...process.env, NATSIGHT_DATA: dataDir, NATSIGHT_CACHE: resolve(".natsight/cache") },
  });
  const nats = await until("the nats-server", () => tryEmbedded(dataDir), 30_000);
  npm.kill("SIGKILL");
  await until("its end", () => !runs(nats.pid) && !existsSync(join(dataDir, "lock")), 7_000);
  rmSync(dataDir, { recursive: true, force: true });
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} to npm alone ends all that it started`, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "natsight-e2e-"));
    const npm = spawn("npm", ["start", "--", "--no-build", "--port", "0"], {
      stdio: "ignore",
      env: { ...process.env, NATSIGHT_DATA: dataDir, NATSIGHT_CACHE: resolve(".natsight/cache") },
    });
    const nats = await until("the nats-server", () => tryEmbedded(dataDir), 30_000);
    npm.kill(signal);
    await until("its end", () => !runs(nats.pid) && !existsSync(join(dataDir, "lock")), 6_000);
    rmSync(dataDir, { recursive: true, force: true });
  });
}

test("when only npm start is killed, the server ends by itself with all that it started", async () => {
  const own = startConsole({});
  const url = await own.url();
  const nats = embeddedServer(own.dataDir);
  own.child.kill("SIGKILL");
  await until("the nats-server ended", () => !runs(nats.pid), 6_000);
  await expect(fetch(url)).rejects.toThrow();
  rmSync(own.dataDir, { recursive: true, force: true });
});

test("of two starts on one folder the second refuses and names the first", async () => {
  await withConsole({}, async (first) => {
    const url = await first.url();
    await withConsole({ dataDir: first.dataDir }, async (second) => {
      const { code } = await second.ended();
      expect(code).toBe(1);
      expect(second.printed()).toContain(`process ${first.child.pid}`);
      expect(second.printed()).toContain(url);
    });
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
  });
});

test("two starts in the same moment leave one that runs and one that refuses", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "natsight-e2e-"));
  const both = [startConsole({ dataDir }), startConsole({ dataDir })];
  await until("one of them refused", () => both.find(({ child }) => child.exitCode === 1), 20_000);
  const running = both.find(({ child }) => child.exitCode === null);
  expect((await fetch(`${await running?.url()}/api/health`)).status).toBe(200);
  for (const one of both) await endConsole(one);
  rmSync(dataDir, { recursive: true, force: true });
});

test("a port that is taken is said, and the next free one is used", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((settle) => taken.once("listening", settle));
  const address = taken.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await withConsole({ args: ["--port", String(port), "--no-demo"] }, async (own) => {
    const url = new URL(await own.url());
    expect(Number(url.port)).toBeGreaterThan(port);
    expect(own.printed()).toContain(`port ${port} is taken`);
    expect((await fetch(`${url}api/health`)).status).toBe(200);
  });
  taken.close();
});

test("whoever read its lines may go away, and it serves on", async () => {
  await withConsole({ args: ["--port", "0", "--no-demo"] }, async (own) => {
    const url = await own.url();
    own.child.stdout?.destroy();
    own.child.stderr?.destroy();
    // Each of these is a line of the log that nobody reads any more.
    const report = JSON.stringify({ "csp-report": { "violated-directive": "script-src" } });
    const headers = { "Content-Type": "application/csp-report", Origin: new URL(url).origin };
    for (let sent = 0; sent < 5; sent++) {
      const answer = await fetch(`${url}/api/csp`, { method: "POST", headers, body: report });
      expect(answer.status).toBe(204);
    }
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
  });
});

test("a broken nats-server on the PATH is said, and another one is found", async () => {
  const folder = mkdtempSync(join(tmpdir(), "natsight-e2e-"));
  writeFileSync(join(folder, "nats-server"), "#!/bin/sh\necho 'Segmentation fault'; exit 139\n");
  chmodSync(join(folder, "nats-server"), 0o755);
  await withConsole({ env: { PATH: `${folder}:${process.env.PATH}` } }, async (own) => {
    await own.url();
    expect(own.printed()).toMatch(/nats-server, path: (failed|skipped).*nats-server/);
    expect(own.printed()).toContain("✓ NATS");
  });
  rmSync(folder, { recursive: true, force: true });
});

test("without a nats-server, network and apt it says what was tried and exits with 1", async () => {
  const folder = mkdtempSync(join(tmpdir(), "natsight-e2e-"));
  // The release page cannot be reached through a proxy that nobody runs, nor apt be found on this PATH.
  const env = { PATH: folder, NATSIGHT_CACHE: join(folder, "cache") };
  await withConsole({ env }, async (own) => {
    const { code } = await own.ended();
    expect(code).toBe(1);
    for (const source of ["environment", "path", "cache", "official release", "Debian's archive"]) {
      expect(own.printed()).toContain(`nats-server, ${source}: `);
    }
    expect(own.printed()).toContain("What to do:");
    expect(readdirSync(own.dataDir)).not.toContain("lock");
  });
  rmSync(folder, { recursive: true, force: true });
});

test("with NATS_URL it uses that server, shows its figures, and starts none", async ({
  page,
  network,
}) => {
  const server = await startServer({
    config: 'authorization { user: ann, password: "s3cret-canary" }',
  });
  const env = { NATS_URL: server.url, NATS_USER: "ann", NATS_PASSWORD: "s3cret-canary" };
  try {
    await withConsole({ env }, async (own) => {
      const url = await own.url();
      expect(existsSync(join(own.dataDir, "nats"))).toBe(false);
      const html = await (await fetch(`${url}/api/connections`)).text();
      expect(html).not.toContain("s3cret-canary");
      expect(own.printed()).not.toContain("s3cret-canary");
      const health = await (await fetch(`${url}/api/health`)).json();
      expect(health.connections).toHaveLength(1);
      network.allow(url);
      await page.goto(url);
      await expect(page.getByRole("status").filter({ hasText: "Connected" })).toBeVisible();
      await expect(page.getByRole("region", { name: "Account" })).toContainText("Clients");
    });
  } finally {
    await server.stop();
  }
});

test("a data folder that cannot be written to is said in words", async () => {
  const folder = mkdtempSync(join(tmpdir(), "natsight-e2e-"));
  writeFileSync(join(folder, "file"), "");
  await withConsole({ dataDir: join(folder, "file") }, async (own) => {
    const { code } = await own.ended();
    expect(code).toBe(1);
    expect(own.printed()).toContain("cannot be written to");
    expect(own.printed()).not.toContain("    at ");
  });
  rmSync(folder, { recursive: true, force: true });
});

test("a fault in the middle of the start is said, and nothing is left running", async () => {
  const folder = mkdtempSync(join(tmpdir(), "natsight-e2e-"));
  mkdirSync(join(folder, "token"));
  await withConsole({ dataDir: folder }, async (own) => {
    const { code } = await own.ended();
    expect(code).toBe(1);
    expect(own.printed()).toContain("✗ Start");
    expect(commandsNaming(folder)).toEqual([]);
  });
  rmSync(folder, { recursive: true, force: true });
});

test("a server that does not answer is said, not ticked, and the console opens all the same", async () => {
  await withConsole({ env: { NATS_URL: "nats://127.0.0.1:1" } }, async (own) => {
    const url = await own.url();
    expect(own.printed()).toMatch(/! NATS +127\.0\.0\.1:1: lost: /);
    const health = await (await fetch(`${url}/api/health`)).json();
    expect(health).toMatchObject({
      status: "degraded",
      connections: [{ id: "local", state: "lost" }],
    });
  });
});

for (const [what, args, env, words] of [
  ["an address of the network", ["--host", "0.0.0.0"], {}, "no login yet"],
  ["an unknown option", ["--prot", "80"], {}, "--prot"],
  ["a port that is none", ["--port", "http"], {}, "--port http is no port"],
  ["a context that does not exist", [], { NATS_CONTEXT: "nowhere" }, "nowhere"],
  [
    "a credentials file that does not exist",
    [],
    { NATS_URL: "nats://127.0.0.1:1", NATS_CREDS: "/no/such.creds" },
    "/no/such.creds",
  ],
] as const) {
  test(`${what} is refused with the reason`, async () => {
    await withConsole({ args: [...args], env: { ...env } }, async (own) => {
      const { code } = await own.ended();
      expect(code).toBeGreaterThan(0);
      expect(own.printed()).toContain(words);
    });
  });
}

test("--help tells every option and starts nothing", async () => {
  await withConsole({ args: ["--help"] }, async (own) => {
    const { code } = await own.ended();
    expect(code).toBe(0);
    for (const option of ["--port", "--host", "--no-demo", "--no-build", "--open", "--help"]) {
      expect(own.printed()).toContain(option);
    }
    expect(readdirSync(own.dataDir)).toEqual([]);
  });
});

import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { processStart } from "@/lib/server/lock/process.mjs";
import { binaryOf } from "@/lib/testing/binaries";
import { guardProcess } from "@/lib/testing/watchdog";
import { type LaunchResult, launchNatsServer, type RunningServer } from "./launch";

let dir = "";
let running: RunningServer | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "natsight-test-"));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(dir, { recursive: true, force: true });
});

async function launch(config: string, more: object = {}): Promise<LaunchResult> {
  const { path } = await binaryOf("newest");
  const all = { binary: path, config, dir, onSpawn: guardProcess, ...more };
  const result = await launchNatsServer(all);
  if (result.ok) running = result.server;
  return result;
}

const loopback = 'host: "127.0.0.1"\nport: -1\n';

describe("launching a nats-server", () => {
  it("tells the ports that the server has chosen", async () => {
    const result = await launch(
      `${loopback}http: "127.0.0.1:-1"\nwebsocket { host: "127.0.0.1", port: -1, no_tls: true }`,
    );
    expect(result).toMatchObject({
      ok: true,
      server: {
        ports: {
          client: expect.any(Number),
          monitor: expect.any(Number),
          websocket: expect.any(Number),
        },
        started: processStart(running?.pid ?? 0),
      },
    });
  });

  it("leaves no process when the one who should note it can't", async () => {
    let pid = 0;
    const result = await launch(loopback, {
      onSpawn: (spawned: number) => {
        pid = spawned;
        guardProcess(spawned);
        throw new Error("no space left");
      },
    });
    expect(result).toMatchObject({ ok: false, why: expect.stringContaining("no space left") });
    expect(processStart(pid)).toBeUndefined();
  });

  it("quotes the server when its configuration is wrong", async () => {
    const result = await launch(`${loopback}no_such_setting: 1`);
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? [] : result.log.join()).toContain("no_such_setting");
  });

  it("quotes the server when its port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" ? address?.port : 0;
    const result = await launch(`host: "127.0.0.1"\nport: ${port}`);
    taken.close();
    expect(result.ok ? [] : result.log.join()).toContain("address already in use");
  });

  it("says so when there is no such binary", async () => {
    const result = await launch(loopback, { binary: join(dir, "nowhere") });
    expect(result).toMatchObject({ ok: false, why: expect.stringContaining("ENOENT") });
  });

  it("gives up on a program that never gets ready, and ends it", async () => {
    let pid = 0;
    const binary = join(dir, "idle");
    writeFileSync(binary, "#!/bin/sh\nexec sleep 60\n", { mode: 0o755 });
    const result = await launch(loopback, {
      binary,
      readyWithinMs: 100,
      onSpawn: (spawned: number) => {
        pid = spawned;
      },
    });
    expect(result).toMatchObject({ ok: false });
    expect(pid).toBeGreaterThan(0);
    expect(processStart(pid)).toBeUndefined();
  });

  it("tells when and how the server ended", async () => {
    await launch(loopback);
    running?.kill("SIGKILL");
    expect(await running?.exited).toEqual({ code: null, signal: "SIGKILL" });
    expect(running?.hasExited()).toBe(true);
    expect(running?.kill("SIGTERM")).toBe(false);
  });

  it("ends a frozen server as well", async () => {
    await launch(loopback);
    running?.kill("SIGSTOP");
    await running?.stop();
    expect(processStart(running?.pid ?? 0)).toBeUndefined();
  });
});

import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isFree } from "@/lib/server/embedded/ports";
import { processStart } from "@/lib/server/lock/process.mjs";
import { runScript } from "./script";
import { until } from "./until";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "natsight-test-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const startsOne = `
  import { startServer } from "@/lib/testing/servers";
  const gone = await startServer();
  await gone.stop();
  const server = await startServer();
  console.log(JSON.stringify({ pid: server.pid, port: server.ports.client, dir: server.dir }));
`;

it.each([
  ["is killed", "setInterval(() => {}, 1000);", "SIGKILL"],
  ["is interrupted", "setInterval(() => {}, 1000);", "SIGINT"],
  ["fails", "setTimeout(() => { process.exitCode = 1; process.exit(); }, 50);", undefined],
] as const)("nothing stays when the test process %s", async (_how, ending, signal) => {
  const { child, line } = await runScript(dir, startsOne + ending);
  const server = JSON.parse(line) as { pid: number; port: number; dir: string };
  expect(processStart(server.pid)).toBeDefined();
  if (signal) child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  await until("the server has gone", () => processStart(server.pid) === undefined);
  await until("its port is free", () => isFree(server.port));
  await until("its folder is gone", () => !existsSync(server.dir));
});

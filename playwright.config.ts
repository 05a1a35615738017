import { execFileSync } from "node:child_process";
import { defineConfig } from "@playwright/test";
import { chromiumLaunchOptions } from "./scripts/chromium.mjs";

// The config is read once a worker: all of them must see the same port.
process.env.NATSIGHT_E2E_PORT ??= freePort();
const port = process.env.NATSIGHT_E2E_PORT;
const address = `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: "e2e",
  testIgnore: process.env.NATSIGHT_TEST_LONG === "1" ? [] : ["fresh-clone.spec.ts"],
  outputDir: ".natsight/e2e-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: address,
    launchOptions: chromiumLaunchOptions(),
    contextOptions: { reducedMotion: "reduce" },
    // A trace records each frame, which takes more of the processor than the page does.
    trace: "on-first-retry",
  },
  webServer: {
    command: `${process.execPath} scripts/start.mjs --no-build --port ${port}`,
    url: `${address}/api/health`,
    timeout: 90_000,
    stdout: "ignore",
    gracefulShutdown: { signal: "SIGTERM", timeout: 8_000 },
    env: {
      NATSIGHT_DATA: ".natsight/e2e",
      NATSIGHT_CACHE: ".natsight/cache",
    },
  },
});

function freePort(): string {
  const script =
    "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})";
  return execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim();
}

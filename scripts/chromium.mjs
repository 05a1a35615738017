import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { run } from "./run.mjs";

// Chromium's own calls home are off: no test may leave the machine. `--no-sandbox` because CI is root.
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * The browser on this machine: what the environment names, Playwright's own, or the system's; one
 * that does not start (a missing library) is none.
 * @returns {string | undefined}
 */
function findChromium() {
  const own = chromium.executablePath();
  const candidates = [
    process.env.NATSIGHT_CHROMIUM,
    existsSync(own) ? own : undefined,
    ...["chromium", "chromium-browser", "google-chrome"].map(onPath),
  ];
  return candidates.find((path) => path !== undefined && starts(path));
}

/** Launch options for Playwright and vitest alike. */
export function chromiumLaunchOptions() {
  const executablePath = findChromium();
  return { args: quiet, ...(executablePath ? { executablePath } : {}) };
}

/**
 * Gets a browser where there is none: Playwright's download, or Debian's package.
 * @param {import("../lib/server/steps/steps.mjs").Step} step
 */
export async function ensureChromium(step) {
  const tried = [];
  for (const { name, get } of [
    { name: "on this machine", get: async () => ({ code: 0, tail: "" }) },
    { name: "Playwright's download", get: downloadOwn },
    { name: "Debian's package", get: installPackage },
  ]) {
    step.progress(name);
    const { code, tail } = await get();
    const path = findChromium();
    if (path) {
      step.done(path);
      return true;
    }
    tried.push(
      `${name}: ${code === 0 ? "none that starts" : tail.split("\n").slice(-3).join(" ")}`,
    );
  }
  step.fail(tried.join("\n"), "install Chromium, or set NATSIGHT_CHROMIUM to the path of one.");
  return false;
}

function downloadOwn() {
  const cli = "node_modules/@playwright/test/cli.js";
  return run(process.execPath, [cli, "install", "--no-shell", "chromium"], { timeoutMs: 240_000 });
}

async function installPackage() {
  if (!onPath("apt-get")) return { code: 1, tail: "no apt-get here" };
  const isRoot = process.getuid?.() === 0;
  const [command, ...first] = isRoot ? ["apt-get"] : ["sudo", "-n", "apt-get"];
  if (!command) return { code: 1, tail: "" };
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const update = await run(command, [...first, "update"], { env, timeoutMs: 120_000 });
  if (update.code !== 0) return update;
  const packages = ["install", "-y", "--no-install-recommends", "chromium"];
  return run(command, [...first, ...packages], { env, timeoutMs: 300_000 });
}

/** @param {string} path */
function starts(path) {
  try {
    execFileSync(path, ["--version"], { stdio: "ignore", timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name @returns {string | undefined} */
function onPath(name) {
  try {
    return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

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
 * The browser on this machine: what the environment names, Playwright's own, or the system's.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env.NATSIGHT_CHROMIUM;
  if (named) return named;
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      // Not under this name.
    }
  }
  return undefined;
}

/** Launch options for Playwright and vitest alike. */
export function chromiumLaunchOptions() {
  const executablePath = findChromium();
  return { args: quiet, ...(executablePath ? { executablePath } : {}) };
}

import { chromium } from "@playwright/test";
import { chromiumLaunchOptions } from "../scripts/chromium.mjs";

/**
 * Runs `work` with a real Chromium, started before anything is timed.
 * @template T
 * @param {(browser: import("@playwright/test").Browser) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBrowser(work) {
  // Signals are the runner's: it ends the consoles too, which Playwright knows nothing of.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ ...chromiumLaunchOptions(), ...signals });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/**
 * Runs `work` on a page whose browser context is new: nothing is cached. Where it fails, it says what
 * the page showed.
 * @template T
 * @param {import("@playwright/test").Browser} browser
 * @param {(page: import("@playwright/test").Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPage(browser, work) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    try {
      return await work(page);
    } catch (error) {
      const shown = await page
        .locator("body")
        .ariaSnapshot({ timeout: 1_000 })
        .catch(() => "nothing");
      const details = [...problems, `The page showed: ${shown.slice(0, 600)}`].join("\n");
      throw new Error(`${error instanceof Error ? error.message : error}\n${details}`);
    }
  } finally {
    await context.close();
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { withPage } from "./browser.mjs";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Response} Response */

/**
 * What a page costs a browser that has nothing of it yet.
 * @typedef {{beforePaintKb: number, aliveKb: number, settledKb: number, firstPaintMs: number, firstContentfulPaintMs: number, aliveMs: number, requests: number}} Weight
 */

/** After the network fell silent once; an open page asks again each beat. */
const settleMs = 3_000;

/** @type {Map<string, number>} */
const gzipBytes = new Map();

/**
 * Opens a page in a new browser context until it is alive, and weighs the scripts that it asked for.
 * @param {import("@playwright/test").Browser} browser
 * @param {string} url
 * @param {(page: Page) => Promise<unknown>} isAlive
 * @returns {Promise<Weight>}
 */
export function weigh(browser, url, isAlive) {
  return withPage(browser, async (page) => {
    /** @type {Response[]} */
    const responses = [];
    page.on("response", (response) => responses.push(response));
    const startedMs = performance.now();
    await page.goto(url, { waitUntil: "commit" });
    await isAlive(page);
    const aliveMs = performance.now() - startedMs;
    const requests = responses.length;
    const alive = urlsOf(responses);
    // What a page fetches of its own accord when it has time: whoever keeps it open has that too.
    await page.waitForLoadState("networkidle");
    await sleep(settleMs);
    const { askedMs, originMs, ...paints } = await readTimings(page);
    /** @type {Set<string>} */
    const early = new Set();
    for (const response of responses.filter(isScript)) {
      const url = response.url();
      // The page's own clock knows nothing of what the worker asks for.
      const atMs = askedMs[url] ?? response.request().timing().startTime - originMs;
      if (atMs <= paints.firstPaintMs) early.add(url);
    }
    return {
      beforePaintKb: (await sumBytes(early)) / 1_000,
      aliveKb: (await sumBytes(alive)) / 1_000,
      settledKb: (await sumBytes(urlsOf(responses))) / 1_000,
      ...paints,
      aliveMs,
      requests,
    };
  });
}

/** @param {Response[]} responses */
function urlsOf(responses) {
  return new Set(responses.filter(isScript).map((response) => response.url()));
}

/** @param {Response} response */
function isScript(response) {
  const type = response.headers()["content-type"] ?? "";
  return type.includes("javascript") && response.url().startsWith("http");
}

/** @param {Iterable<string>} scripts */
async function sumBytes(scripts) {
  let sum = 0;
  for (const url of scripts) sum += await gzipBytesOf(url);
  return sum;
}

/** Encoded here, alike for every page, whatever the server sent. @param {string} url */
async function gzipBytesOf(url) {
  const known = gzipBytes.get(url);
  if (known !== undefined) return known;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} was not answered: HTTP ${response.status}`);
  const { length } = gzipSync(Buffer.from(await response.arrayBuffer()), { level: 6 });
  gzipBytes.set(url, length);
  return length;
}

/**
 * By the page's own clock, on which a script is asked for when the parser finds it, not when the
 * network gets to it.
 * @param {Page} page
 */
function readTimings(page) {
  return page.evaluate(() => {
    const at = (/** @type {string} */ name) =>
      performance.getEntriesByName(name, "paint")[0]?.startTime ?? Number.NaN;
    /** @type {Record<string, number>} */
    const askedMs = {};
    for (const { name, startTime } of performance.getEntriesByType("resource")) {
      // A worker's address says in its fragment what it is to load.
      const [url = name] = name.split("#");
      askedMs[url] = Math.min(startTime, askedMs[url] ?? startTime);
    }
    return {
      firstPaintMs: at("first-paint"),
      firstContentfulPaintMs: at("first-contentful-paint"),
      originMs: performance.timeOrigin,
      askedMs,
    };
  });
}

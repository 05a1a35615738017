import { setTimeout as pause } from "node:timers/promises";
import { until } from "./answers.mjs";
import { withBareBrowser } from "./bare-browser.mjs";
import { median, round } from "./bench.mjs";
import { withBoardLab } from "./board-lab.mjs";

/** @typedef {import("./board-lab.mjs").BoardLab} Lab */
/** @typedef {import("./bare-browser.mjs").BareBrowser} Browser */
/** @typedef {{streams: number, rounds: number, settleMs: number, watchMs: number, tabs: number}} Size */

const goalMs = 1_000;
const goalRefreshMs = 16;
const consumersEach = 10;
const tabBeatMs = 2_000;

/**
 * How soon the lag board of all consumers shows who is behind, what a refresh costs the page's main thread, and whether
 * tabs cost the NATS server anything: against a bare client that reads the same state once.
 * @type {import("./bench.mjs").Bench}
 */
export async function benchBoard({ short, note }) {
  const size = short
    ? { streams: 20, rounds: 1, settleMs: 1_000, watchMs: 2_000, tabs: 5 }
    : { streams: 1_000, rounds: 5, settleMs: 3_000, watchMs: 30_000, tabs: 50 };
  /** @param {number} rttMs */
  const measure = (rttMs) => {
    const named = (/** @type {string} */ text) => note(`${rttMs} ms: ${text}`);
    const options = { streams: size.streams, consumers: consumersEach, rttMs, note: named };
    return withBoardLab(options, (lab) =>
      withBareBrowser((browser) => measureAll(lab, browser, size, named)),
    );
  };
  const near = await measure(0);
  const far = short ? near : await measure(20);
  const all = [near, far];
  return {
    ...{ value: far.firstRowsMs, floor: far.floorMs, unit: "ms" },
    goal: `first rows ≤ ${goalMs} ms, refresh ≤ ${goalRefreshMs} ms, NATS asked no more by ${size.tabs} tabs`,
    pass: all.every(
      ({ firstRowsMs, refreshMs, askedByOne, askedByAll }) =>
        firstRowsMs <= goalMs &&
        refreshMs <= goalRefreshMs &&
        // One reading may fall on either side of the edge.
        askedByAll <= askedByOne + 2 * size.streams,
    ),
    more: { loopback: near, ...(short ? {} : { "20 ms": far }) },
  };
}

/** @param {Lab} lab @param {Browser} browser @param {Size} size @param {(text: string) => void} note */
async function measureAll(lab, browser, { streams, rounds, settleMs, watchMs, tabs }, note) {
  const board = `${lab.origin}/c/local/consumers`;
  note("first reading");
  await untilRead(lab, streams * consumersEach);
  /** @type {number[]} */
  const opened = [];
  /** @type {number[]} */
  const floors = [];
  // The first fills the browser's cache.
  for (let index = 0; index <= rounds; index++) {
    note(`opening ${index} of ${rounds}`);
    floors.push(await lab.askAllMs());
    const ms = await openBoard(browser, board);
    if (index > 0) opened.push(ms);
  }
  note("refreshing");
  const { beatMs } = await ask(lab);
  const everyMs = Math.min(5_000, Math.max(tabBeatMs, beatMs));
  const busyOn = (/** @type {string} */ url, rows = 0) =>
    busyOf(browser, url, { rows, settleMs, watchMs });
  const refreshes = watchMs / everyMs;
  const [busy, elsewhere] = [
    await busyOn(board, streams * consumersEach),
    await busyOn(`${lab.origin}/c/local/publish`),
  ];
  note("one tab");
  const askedByOne = await askedWhile(lab, 1, watchMs);
  note(`${tabs} tabs`);
  const askedByAll = await askedWhile(lab, tabs, watchMs);
  return {
    firstRowsMs: round(median(opened)),
    floorMs: round(median(floors)),
    beatMs,
    // What any page of the connection costs is not the board's.
    refreshMs: Math.max(0.1, round((busy - elsewhere) / refreshes)),
    pageMs: round(busy / refreshes),
    ...{ askedByOne, askedByAll },
  };
}

/** From the navigation to the first row. @param {Browser} browser @param {string} url */
async function openBoard(browser, url) {
  const page = await browser.open(url);
  try {
    return await page.evaluate(`(async () => {
      while (!document.querySelector('table[aria-label="Consumers"] tbody th')) {
        if (performance.now() > 30000) throw new Error("no rows");
        await new Promise((settle) => setTimeout(settle, 4));
      }
      return performance.now();
    })()`);
  } finally {
    await page.close();
  }
}

/** The processor time of a page's main thread while nobody touched it. @param {Browser} browser @param {string} url @param {{rows: number, settleMs: number, watchMs: number}} when */
async function busyOf(browser, url, { rows, settleMs, watchMs }) {
  const page = await browser.open(url);
  try {
    // The worst come first; when all the others follow is not a refresh.
    const count = `Number(document.querySelector('table[aria-label="Consumers"]')?.ariaRowCount ?? 0)`;
    const hasAll = async () => rows === 0 || (await page.evaluate(count)) > rows || undefined;
    await until("all rows", hasAll, { everyMs: 100 });
    // What is loaded after the first paint is over by then.
    await pause(settleMs);
    const before = await page.busyMs();
    await pause(watchMs);
    return (await page.busyMs()) - before;
  } finally {
    await page.close();
  }
}

/** What NATS was asked while so many tabs were given what changed. @param {Lab} lab @param {number} tabs @param {number} forMs */
async function askedWhile(lab, tabs, forMs) {
  let isOver = false;
  const watch = async () => {
    let { revision } = await ask(lab);
    while (!isOver) {
      await pause(tabBeatMs / 2);
      ({ revision } = await ask(lab, revision));
    }
  };
  const watching = Array.from({ length: tabs }, watch);
  await pause(500);
  const before = await lab.asked();
  await pause(forMs);
  const after = await lab.asked();
  isOver = true;
  await Promise.all(watching);
  return Math.max(1, after - before);
}

/** @param {Lab} lab @param {string} [since] @returns {Promise<{revision: string, beatMs: number, rows: object[]}>} */
async function ask({ origin }, since) {
  const query = since === undefined ? "" : `?since=${encodeURIComponent(since)}`;
  return (await fetch(`${origin}/api/c/local/consumers${query}`)).json();
}

/** @param {Lab} lab @param {number} count */
async function untilRead(lab, count) {
  const hasAll = async () => (await ask(lab)).rows.length >= count || undefined;
  await until(`${count} consumers`, hasAll, { everyMs: 250 });
}

import { median, medians, round } from "./bench.mjs";
import { withBrowser, withPage } from "./browser.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { findNatsServer } from "./nats.mjs";
import { showsMovement, showsRates, showsStreams } from "./overview.mjs";
import { startFloorMs } from "./start-floor.mjs";

/** @typedef {import("@playwright/test").Browser} Browser */
/** @typedef {"firstAnswerMs" | "healthyMs" | "announcedMs" | "streamsMs" | "ratesMs" | "movingMs"} Moment */
/** @typedef {Record<Moment, number>} Moments */

const goalOverFloorMs = 3_000;
const rounds = 5;

/**
 * From `npm start` to a usable page: its figures move. A round is the floor, a start on an empty data
 * folder (cold, which is judged), a second one on the same data (warm), and one through npm.
 * @type {import("./bench.mjs").Bench}
 */
export function benchStart({ short, note }) {
  return withBrowser(async (browser) => {
    note("warming up");
    const natsServer = await findNatsServer();
    /** @type {{floor: number[], cold: Moments[], warm: Moments[], npm: Moments[]}} */
    const found = { floor: [], cold: [], warm: [], npm: [] };
    for (let round = 1; round <= (short ? 1 : rounds); round++) {
      note(`round ${round} of ${short ? 1 : rounds}`);
      found.floor.push(await startFloorMs(natsServer));
      const folder = makeFolder();
      found.cold.push(await measure(browser, folder, "node"));
      if (!short) {
        found.warm.push(await measure(browser, folder, "node"));
        found.npm.push(await measure(browser, folder, "npm"));
      }
      removeFolder(folder);
    }
    return judge(found);
  });
}

/** @param {{floor: number[], cold: Moments[], warm: Moments[], npm: Moments[]}} found */
function judge({ floor, cold, warm, npm }) {
  const coldMs = medians(cold);
  const floorMs = round(median(floor));
  return {
    value: coldMs.movingMs,
    unit: "ms",
    floor: floorMs,
    goal: `≤ floor + ${goalOverFloorMs} ms`,
    pass: coldMs.movingMs - floorMs <= goalOverFloorMs,
    more: {
      runs: { rounds: floor.length },
      cold: coldMs,
      ...(warm.length > 0 ? { warm: medians(warm), throughNpm: medians(npm) } : {}),
    },
  };
}

/**
 * The page is opened when the console says its address, as a person would, or `--open`.
 * @param {Browser} browser @param {string} dataDir @param {"node" | "npm"} through
 * @returns {Promise<Moments>}
 */
function measure(browser, dataDir, through) {
  return withPage(browser, async (page) => {
    const console = await startConsole(dataDir, { through });
    const sinceMs = () => performance.now() - console.startedMs;
    const { firstAnswerMs, healthyMs, announcedMs } = console;
    try {
      await page.goto(`${console.url}/c/local`, { waitUntil: "commit" });
      await showsStreams(page);
      const streamsMs = sinceMs();
      await showsRates(page);
      const ratesMs = sinceMs();
      await showsMovement(page);
      return { firstAnswerMs, healthyMs, announcedMs, streamsMs, ratesMs, movingMs: sinceMs() };
    } finally {
      await console.stop();
    }
  });
}

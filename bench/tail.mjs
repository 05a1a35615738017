import { median, round } from "./bench.mjs";
import { measureFlow, receive, withLab } from "./tail-lab.mjs";
import { openTailPage } from "./tail-page.mjs";

/** @typedef {import("./tail-lab.mjs").Lab} Lab */
/** @typedef {import("./tail-lab.mjs").Figures} Figures */
/** @typedef {{sizeBytes: number, subjects: number, windowMessages: number}} Flow */

const goalRatio = 0.75;
/** What is on its way: more than flows between two of the page's few words a second, or the flow would wait for those. */
const windowBytes = 64 * 1024 * 1024;
const mostMessages = 750_000;

/**
 * Messages a second that the tail page itself takes in, counted by what it shows, against a bare WebSocket in a
 * worker through the same gateway.
 * @type {import("./bench.mjs").Bench}
 */
export function benchTail({ short, note }) {
  return withLab(note, async (lab, browser) => {
    /** @param {number} sizeBytes @param {number} subjects @param {number} rounds */
    const measure = async (sizeBytes, subjects, rounds) => {
      const windowMessages = Math.min(mostMessages, Math.floor(windowBytes / (sizeBytes + 40)));
      const flow = { sizeBytes, subjects, windowMessages };
      /** @type {{floor: Figures[], value: Figures[]}} */
      const runs = { floor: [], value: [] };
      for (let index = 0; index < rounds; index++) {
        note(`${sizeBytes} B on ${subjects}, round ${index + 1} of ${rounds}`);
        const bare = { ...flow, how: "bare", thread: "worker", through: "gateway" };
        runs.floor.push(await receive(lab, browser, /** @type {any} */ (bare), short));
        runs.value.push(await tailPage(lab, browser, flow, short));
      }
      return toFigures(runs);
    };
    const judged = await measure(128, 1, short ? 1 : 5);
    /** @type {Record<string, Record<string, number>>} */
    const more = { "128 B": judged };
    if (!short) {
      more["128 B, 1,000 subjects"] = await measure(128, 1_000, 3);
      more["16 B"] = await measure(16, 1, 3);
      more["16 B, 1,000 subjects"] = await measure(16, 1_000, 3);
      more["1 KiB"] = await measure(1_024, 1, 3);
      more["1 KiB, 1,000 subjects"] = await measure(1_024, 1_000, 3);
    }
    const { value = Number.NaN, floor = Number.NaN } = judged;
    return {
      ...{ value, floor, unit: "k messages/s", goal: `≥ ${goalRatio} × floor`, more },
      pass: value / floor >= goalRatio,
    };
  });
}

/** @param {Lab} lab @param {import("./bare-browser.mjs").BareBrowser} browser @param {Flow} flow @param {boolean} short */
async function tailPage(lab, browser, flow, short) {
  const { read, close } = await openTailPage(lab, browser, flow.subjects);
  try {
    return await measureFlow(lab, browser, flow, short, read);
  } finally {
    await close();
  }
}

/** @param {{floor: Figures[], value: Figures[]}} runs */
function toFigures({ floor, value }) {
  const ratios = value.map(({ perSec }, at) => perSec / (floor[at]?.perSec ?? Number.NaN));
  const rate = (/** @type {Figures[]} */ each) =>
    round(median(each.map(({ perSec }) => perSec)) / 1e3);
  const cost = (/** @type {Figures[]} */ each) =>
    Math.round(median(each.map(({ browserUs }) => browserUs)) * 100) / 100;
  /** @type {Record<string, number>} */
  const figures = {
    ...{ value: rate(value), floor: rate(floor) },
    ratioOfRounds: Math.round(median(ratios) * 100) / 100,
    ...{ valueBrowserUs: cost(value), floorBrowserUs: cost(floor) },
  };
  return figures;
}

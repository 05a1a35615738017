import { median, round } from "./bench.mjs";
import { receive, withLab } from "./tail-lab.mjs";

/** @typedef {import("./tail-lab.mjs").Job} Job */
/** @typedef {import("./tail-lab.mjs").Figures} Figures */

const goalRatio = 2;

/** Each round is one of each, in turn, so that noise hits all. @type {Record<string, Omit<Job, "sizeBytes">>} */
const jobs = {
  floor: { how: "nats-core", thread: "main", through: "direct" },
  value: { how: "product", thread: "worker", through: "gateway" },
  clientDirectInWorker: { how: "nats-core", thread: "worker", through: "direct" },
  bareDirect: { how: "bare", thread: "worker", through: "direct" },
  bareThroughGateway: { how: "bare", thread: "worker", through: "gateway" },
};

/**
 * Messages a second that the product's link takes in through the gateway, in a worker, against the bare
 * client of a bare page that is connected to nats-server directly.
 * @type {import("./bench.mjs").Bench}
 */
export function benchTailDirect({ short, note }) {
  return withLab(note, async (lab, browser) => {
    /** @param {number} sizeBytes @param {string[]} names @param {number} rounds */
    const measure = async (sizeBytes, names, rounds) => {
      /** @type {Record<string, Figures[]>} */
      const runs = Object.fromEntries(names.map((name) => [name, []]));
      for (let index = 0; index < rounds; index++) {
        for (const [name, found] of Object.entries(runs)) {
          note(`${sizeBytes} B, round ${index + 1} of ${rounds}: ${name}`);
          const job = jobs[name];
          if (job) found.push(await receive(lab, browser, { ...job, sizeBytes }, short));
        }
      }
      return runs;
    };
    const judged = ["floor", "value"];
    if (short) return judge(await measure(128, judged, 1), {});
    const small = await measure(128, Object.keys(jobs), 7);
    return judge(small, {
      "1 KiB": toMedians(await measure(1_024, judged, 3)),
      "16 B": toMedians(await measure(16, judged, 3)),
    });
  });
}

/** @param {Record<string, Figures[]>} runs @param {Record<string, Record<string, number>>} others */
function judge(runs, others) {
  const { floor = Number.NaN, value = Number.NaN, ...more } = toMedians(runs);
  return {
    value,
    unit: "k messages/s",
    floor,
    goal: `≥ ${goalRatio} × floor`,
    pass: value / floor >= goalRatio,
    more: { "128 B": more, ...others },
  };
}

/**
 * The rates, the browser's microseconds a message, and the ratio of rounds that stood beside each other.
 * @param {Record<string, Figures[]>} runs
 */
function toMedians(runs) {
  const { floor = [], value = [] } = runs;
  const ratios = value.map(({ perSec }, index) => perSec / (floor[index]?.perSec ?? Number.NaN));
  const all = Object.entries(runs);
  /** @type {Record<string, number>} */
  const figures = {
    ...Object.fromEntries(
      all.map(([name, each]) => [name, round(median(each.map(({ perSec }) => perSec)) / 1e3)]),
    ),
    ratioOfRounds: toHundredths(median(ratios)),
    ...Object.fromEntries(
      all.map(([name, each]) => [
        `${name}BrowserUs`,
        toHundredths(median(each.map(({ browserUs }) => browserUs))),
      ]),
    ),
  };
  return figures;
}

/** @param {number} value */
function toHundredths(value) {
  return Math.round(value * 100) / 100;
}

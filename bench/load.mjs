import { medians } from "./bench.mjs";
import { startBlank } from "./blank.mjs";
import { withBrowser } from "./browser.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { showsMovement, showsRates, showsStreams } from "./overview.mjs";
import { weigh } from "./weight.mjs";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("./weight.mjs").Weight} Weight */
/** @typedef {{path: string, isAlive: (page: Page) => Promise<unknown>}} Target */

const goalBeforePaintKb = 90;
const goalAliveKb = 200;
const rounds = 9;

/** Every page of the console; a new one is a line. @type {Target[]} */
const pages = [
  {
    path: "/c/local",
    isAlive: async (page) => {
      await showsStreams(page);
      await showsRates(page);
      await showsMovement(page);
    },
  },
  {
    path: "/connections",
    isAlive: (page) => page.getByRole("main").getByRole("rowheader").first().waitFor(),
  },
  { path: "/settings", isAlive: (page) => page.waitForLoadState("networkidle") },
];

/** @type {Target} */
const blankPage = { path: "/", isAlive: (page) => page.waitForLoadState("networkidle") };

/**
 * The weight of each page against a blank one of the same Next.js; judged is the heaviest.
 * @type {import("./bench.mjs").Bench}
 */
export async function benchLoad({ short, note }) {
  note("starting");
  const dataDir = makeFolder();
  const blank = await startBlank();
  try {
    const console = await startConsole(dataDir);
    try {
      return await withBrowser(async (browser) => {
        /** @type {Weight[]} */
        const blanks = [];
        /** @type {Weight[][]} */
        const weights = pages.map(() => []);
        for (let round = 1; round <= (short ? 1 : rounds); round++) {
          note(`round ${round} of ${short ? 1 : rounds}`);
          blanks.push(await weigh(browser, blank.url + blankPage.path, blankPage.isAlive));
          for (const [index, { path, isAlive }] of pages.entries()) {
            weights[index]?.push(await weigh(browser, console.url + path, isAlive));
          }
        }
        return judge(blanks, weights);
      });
    } finally {
      await console.stop();
    }
  } finally {
    await blank.stop();
    removeFolder(dataDir);
  }
}

/** @param {Weight[]} blanks @param {Weight[][]} weights */
function judge(blanks, weights) {
  const blank = medians(blanks);
  const all = weights.map((runs) => medians(runs));
  const value = Math.max(...all.map(({ beforePaintKb }) => beforePaintKb));
  const aliveKb = Math.max(...all.map((each) => each.aliveKb));
  const byPath = pages.map(({ path }, index) => [path, all[index] ?? {}]);
  return {
    value,
    unit: "kB",
    floor: blank.beforePaintKb,
    goal: `≤ floor + ${goalBeforePaintKb} kB before the first paint, + ${goalAliveKb} kB alive`,
    pass:
      value - blank.beforePaintKb <= goalBeforePaintKb && aliveKb - blank.aliveKb <= goalAliveKb,
    more: { runs: { rounds: blanks.length }, blank, ...Object.fromEntries(byPath) },
  };
}

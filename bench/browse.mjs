import { setTimeout as pause } from "node:timers/promises";
import { until } from "./answers.mjs";
import { median, round } from "./bench.mjs";
import { withLab } from "./browse-lab.mjs";

/** @typedef {import("./browse-lab.mjs").Lab} Lab */
/** @typedef {import("./bare-browser.mjs").BarePage} Page */
/** What is done on the page, what it then shows, the same 100 messages by one request, and how many requests are allowed. @typedef {{act: string, sight: string, floor: object, mostRequests: number}} Step */
/** @typedef {{ms: number, floorMs: number, requests: number, shownMs: number}} Run */

const goalRatio = 1.5;
const perPage = 100;
/** The tab's requests; the console's own collector has another name. */
const tab = "natsight/";
const batchGet = "$JS.API.DIRECT.GET.BIG";

/**
 * How long NATS is asked, and how often, when somebody browses a stream of a million messages: from the first request
 * to the end of its last answer, against one batch direct get of the same messages by a bare client.
 * @type {import("./bench.mjs").Bench}
 */
export async function benchBrowse({ short, note }) {
  const count = short ? 100_000 : 1_000_000;
  /** @param {number} rttMs */
  const measure = (rttMs) => {
    const named = (/** @type {string} */ text) => note(`${rttMs} ms: ${text}`);
    return withLab({ count, rttMs, note: named }, (lab, browser) =>
      measureAll(lab, browser, { count, rounds: short ? 1 : 9, note: named }),
    );
  };
  const near = await measure(0);
  const far = short ? near : await measure(20);
  const all = [...Object.values(near), ...Object.values(far)];
  const { value = Number.NaN, floor = Number.NaN } = far.open ?? {};
  return {
    ...{ value, floor, unit: "ms" },
    goal: `each ≤ ${goalRatio} × floor, ≤ 2 requests, to a time ≤ 3`,
    pass: all.every(({ ratio, requests, mostRequests }) => {
      return (ratio ?? 9) <= goalRatio && (requests ?? 9) <= (mostRequests ?? 0);
    }),
    more: {
      ...prefixed("loopback", near),
      ...(short ? {} : prefixed("20 ms", far)),
    },
  };
}

/** @param {string} where @param {Record<string, Record<string, number>>} figures */
function prefixed(where, figures) {
  return Object.fromEntries(
    Object.entries(figures).map(([name, one]) => [`${name}, ${where}`, one]),
  );
}

/**
 * @param {Lab} lab @param {import("./bare-browser.mjs").BareBrowser} browser
 * @param {{count: number, rounds: number, note: (text: string) => void}} options
 */
async function measureAll(lab, browser, { count, rounds, note }) {
  const middle = await placeOf(lab, count / 2);
  const steps = stepsOf(count, middle);
  /** @type {Record<string, Run[]>} */
  const runs = Object.fromEntries(Object.keys(steps).map((name) => [name, []]));
  for (let index = 0; index < rounds; index++) {
    note(`round ${index + 1} of ${rounds}`);
    const page = await browser.open(`${lab.origin}/c/local/streams/BIG`);
    try {
      await waitFor(
        page,
        `${link("Messages")} && document.body.textContent.includes("Last message")`,
      );
      await page.evaluate(`(${watchers})()`);
      // What the page of the stream loads by itself is over by then.
      await pause(index === 0 ? 2_500 : 500);
      for (const [name, step] of Object.entries(steps)) {
        const floorMs = await askBare(lab, step.floor);
        runs[name]?.push({ floorMs, ...(await doStep(lab, page, step)) });
      }
    } finally {
      await page.close();
    }
  }
  return Object.fromEntries(
    Object.entries(runs).map(([name, each]) => [
      name,
      toFigures(each, steps[name]?.mostRequests ?? 0),
    ]),
  );
}

/** @param {number} count @param {{time: string, sequence: number}} middle @returns {Record<string, Step>} */
function stepsOf(count, middle) {
  const go = (/** @type {string} */ query) =>
    `history.pushState(null, "", location.pathname + ${JSON.stringify(query)})`;
  const first = (/** @type {number} */ sequence) =>
    `shownFirst("${sequence.toLocaleString("en")}")`;
  const batch = { batch: perPage, max_bytes: 4_194_304 };
  const rare = count / 10_000;
  return {
    open: {
      act: `${link("Messages")}.click()`,
      sight: first(count),
      floor: { seq: count - perPage + 1, next_by_subj: ">", ...batch },
      mostRequests: 2,
    },
    next: {
      act: "toEnd()",
      sight: `document.body.textContent.includes("200 messages loaded")`,
      floor: { seq: count - 2 * perPage + 1, next_by_subj: ">", ...batch },
      mostRequests: 2,
    },
    time: {
      act: go(`?time=${encodeURIComponent(middle.time)}`),
      sight: `hasRow("${middle.sequence.toLocaleString("en")}")`,
      floor: { start_time: middle.time, next_by_subj: ">", ...batch },
      mostRequests: 3,
    },
    filter: {
      act: go("?subject=b.rare"),
      sight: `document.body.textContent.includes("${rare} messages loaded")`,
      floor: { seq: 1, next_by_subj: "b.rare", ...batch },
      mostRequests: 2,
    },
  };
}

const link = (/** @type {string} */ name) =>
  `[...document.querySelectorAll('nav[aria-label^="Stream "] a')].find((one) => one.textContent === "${name}")`;

/** Runs in the page: what the steps look for. */
function watchers() {
  const table = () => document.querySelector('table[aria-label="Messages"]');
  const heads = () => [...(table()?.querySelectorAll("tbody th") ?? [])];
  Object.assign(globalThis, {
    shownFirst: (/** @type {string} */ text) => heads()[0]?.textContent === text,
    hasRow: (/** @type {string} */ text) => heads().some((one) => one.textContent === text),
    toEnd: () => {
      const box = table()?.parentElement;
      if (box) box.scrollTop = box.scrollHeight;
    },
  });
}

/**
 * Does something on the page, right after its beat, which it has anyway.
 * @param {Lab} lab @param {Page} page @param {Step} step
 * @returns {Promise<Omit<Run, "floorMs">>}
 */
async function doStep({ tap }, page, { act, sight }) {
  const isBeat = (/** @type {{subject: string}} */ one) =>
    one.subject === "$JS.API.STREAM.INFO.BIG";
  tap.forget();
  await until(
    "a beat",
    async () => tap.asked(tab).some((one) => isBeat(one) && one.answeredMs > 0) || undefined,
  );
  await pause(100);
  tap.forget();
  const tookMs = await page.evaluate(`(async () => {
    const began = performance.now();
    ${act};
    while (!(${sight})) {
      if (performance.now() - began > 15000) throw new Error("not shown: ${sight.replaceAll('"', "'")}");
      await new Promise((settle) => requestAnimationFrame(settle));
    }
    return performance.now() - began;
  })()`);
  await pause(150);
  const asked = tap.asked(tab);
  // The first batch is what was asked for. More is loaded behind what is in sight: it counts as a request, and keeps
  // nobody waiting.
  const begun = Math.min(...asked.map(({ askedMs }) => askedMs));
  const ended = asked.find(({ subject }) => subject === batchGet)?.answeredMs ?? Number.NaN;
  return { ms: ended - begun, requests: asked.length, shownMs: tookMs };
}

/** @param {Lab} lab @param {object} query */
async function askBare({ tap, bare }, query) {
  tap.forget();
  await bare.ask(batchGet, query);
  await pause(5);
  const [one] = tap.asked("bare");
  if (!one) throw new Error("The bare client asked nothing.");
  return one.answeredMs - one.askedMs;
}

/** A time as the address keeps it, and the first message from there on. @param {Lab} lab @param {number} sequence */
async function placeOf({ bare }, sequence) {
  const stored = await bare.ask("$JS.API.STREAM.MSG.GET.BIG", { seq: sequence });
  const time = new Date(/"time":"([^"]+)"/.exec(stored)?.[1] ?? "").toISOString();
  const query = { start_time: time, next_by_subj: ">", batch: 1 };
  const first = /Nats-Sequence: (\d+)/.exec(await bare.ask(batchGet, query))?.[1];
  return { time, sequence: Number(first) };
}

/** @param {Page} page @param {string} expression */
async function waitFor(page, expression) {
  await until(expression, async () => (await page.evaluate(`Boolean(${expression})`)) || undefined);
}

/** @param {Run[]} runs @param {number} mostRequests @returns {Record<string, number>} */
function toFigures(runs, mostRequests) {
  const middle = (/** @type {(run: Run) => number} */ pick) => median(runs.map(pick));
  return {
    value: round(middle(({ ms }) => ms)),
    floor: round(middle(({ floorMs }) => floorMs)),
    ratio: Math.round(middle(({ ms, floorMs }) => ms / floorMs) * 100) / 100,
    // A beat of the page falls into a round now and then.
    requests: Math.ceil(middle(({ requests }) => requests)),
    mostRequests,
    shownMs: round(middle(({ shownMs }) => shownMs)),
  };
}

import { until } from "./answers.mjs";
import { median, round } from "./bench.mjs";
import { bucketOf, fewBucket, withLab } from "./keys-lab.mjs";

/** @typedef {import("./keys-lab.mjs").Lab} Lab */
/** @typedef {import("./bare-browser.mjs").BareBrowser} Browser */
/** @typedef {{firstMs: number, wholeMs: number}} Listed */
/** @typedef {Listed & {branchMs: number, typedMs: number, bytesAKey: number}} Opened */

const patienceMs = 180_000;
const goals = { rate: 0.7, firstMs: 300, prefixMs: 100, bytesAKey: 150 };

/**
 * Opens buckets of 100,000 and of a million keys from the list of buckets, and notes when their first rows stand there,
 * when all are listed, how long a branch and a typed prefix take, and what a key takes of the heap; against a bare WebSocket
 * in the same browser that asks for the same pages of names and parses nothing.
 * @type {import("./bench.mjs").Bench}
 */
export async function benchKeys({ short, note }) {
  const counts = short ? [100_000] : [100_000, 1_000_000];
  const measured = await withLab({ counts, note }, async (lab, browser) => {
    /** @type {Record<string, Record<string, number>>} */
    const all = {};
    for (const count of counts) {
      const rounds = short || count > 500_000 ? 1 : 3;
      all[`${count / 1_000} k keys`] = await measure(lab, browser, { count, rounds, note });
    }
    return all;
  });
  const each = Object.values(measured);
  const last = each.at(-1) ?? {};
  return {
    ...{ value: last.value ?? Number.NaN, floor: last.floor ?? Number.NaN, unit: "k keys/s" },
    goal: `≥ ${goals.rate} × floor; first rows ≤ ${goals.firstMs} ms over its first page; a prefix ≤ ${goals.prefixMs} ms; ≤ ${goals.bytesAKey} B a key`,
    pass: each.every(isGood),
    more: measured,
  };
}

/** @param {Record<string, number>} figures */
function isGood({ ratio = 0, firstOverMs = 1e9, branchMs = 1e9, typedMs = 1e9, bytesAKey = 1e9 }) {
  const isQuick = branchMs <= goals.prefixMs && typedMs <= goals.prefixMs;
  const isSmall = bytesAKey <= goals.bytesAKey;
  return ratio >= goals.rate && firstOverMs <= goals.firstMs && isQuick && isSmall;
}

/**
 * @param {Lab} lab @param {Browser} browser
 * @param {{count: number, rounds: number, note: (text: string) => void}} options
 * @returns {Promise<Record<string, number>>}
 */
async function measure(lab, browser, { count, rounds, note }) {
  /** @type {Listed[]} */
  const floors = [];
  /** @type {Opened[]} */
  const opened = [];
  const emptyBytes = await weigh(lab, browser);
  for (let index = 0; index < rounds; index++) {
    note(`${count} keys: round ${index + 1} of ${rounds}`);
    floors.push(await listBare(lab, browser, count));
    opened.push(await openPage(lab, browser, { count, emptyBytes }));
  }
  const middle = (/** @type {(one: Opened) => number} */ pick) => round(median(opened.map(pick)));
  const floorWhole = median(floors.map(({ wholeMs }) => wholeMs));
  const floorFirst = median(floors.map(({ firstMs }) => firstMs));
  const wholeMs = middle((one) => one.wholeMs);
  return {
    value: round(count / wholeMs),
    floor: round(count / floorWhole),
    ratio: Math.round((100 * floorWhole) / wholeMs) / 100,
    wholeMs,
    floorWholeMs: round(floorWhole),
    firstRowsMs: middle((one) => one.firstMs),
    floorFirstMs: round(floorFirst),
    // The newest keys stand there before the floor has its first page of a million.
    firstOverMs: Math.max(0, round(middle((one) => one.firstMs) - floorFirst)),
    branchMs: middle((one) => one.branchMs),
    typedMs: middle((one) => one.typedMs),
    bytesAKey: middle((one) => one.bytesAKey),
  };
}

/**
 * Waits for what takes longer than one answer of the browser's may.
 * @param {import("./bare-browser.mjs").BarePage} page @param {string} work
 */
async function runLong(page, work) {
  const note = "(value) => { window.benchEnd = value; }";
  await page.evaluate(
    `void (${work}).then((value) => ({ value }), (error) => ({ error: String(error) })).then(${note})`,
  );
  const end = await until(
    "the browser's work",
    async () => (await page.evaluate("window.benchEnd")) ?? undefined,
    { withinMs: patienceMs, everyMs: 200 },
  );
  if (end.error !== undefined) throw new Error(end.error);
  return end.value;
}

/** Bytes of a page of keys that has few of them. @param {Lab} lab @param {Browser} browser */
async function weigh(lab, browser) {
  const page = await browser.open(`${lab.origin}/c/local/kv`);
  try {
    await runLong(page, `(${openBucket})(${JSON.stringify(fewBucket)})`);
    return await page.heapBytes();
  } finally {
    await page.close();
  }
}

/**
 * @param {Lab} lab @param {Browser} browser @param {{count: number, emptyBytes: number}} options
 * @returns {Promise<Opened>}
 */
async function openPage(lab, browser, { count, emptyBytes }) {
  const page = await browser.open(`${lab.origin}/c/local/kv`);
  try {
    const listed = await runLong(page, `(${openBucket})(${JSON.stringify(bucketOf(count))})`);
    const bytesAKey = round(((await page.heapBytes()) - emptyBytes) / count);
    const { branchMs } = await page.evaluate(`(${openBranch})()`);
    const typedMs = await typeEarly(lab, browser, count);
    return { ...listed, branchMs, typedMs, bytesAKey };
  } finally {
    await page.close();
  }
}

/** A prefix far behind what the list has come to. @param {Lab} lab @param {Browser} browser @param {number} count */
async function typeEarly(lab, browser, count) {
  const page = await browser.open(`${lab.origin}/c/local/kv`);
  try {
    return await runLong(page, `(${typePrefix})(${JSON.stringify(bucketOf(count))}, "g999.")`);
  } finally {
    await page.close();
  }
}

/**
 * Runs in the page: opens a bucket from the list of buckets, and notes when there is a row and when all are listed.
 * @param {string} bucket
 * @returns {Promise<Listed>}
 */
async function openBucket(bucket) {
  /** @param {() => unknown} isSo */
  const wait = async (isSo) => {
    const lateMs = performance.now() + 150_000;
    while (!isSo()) {
      if (performance.now() > lateMs)
        throw new Error((document.body.textContent ?? "").slice(0, 900));
      await new Promise((settle) => setTimeout(settle, 8));
    }
  };
  const link = () =>
    [...document.querySelectorAll("a")].find(({ textContent }) => textContent === bucket);
  await wait(link);
  const begunMs = performance.now();
  link()?.click();
  await wait(() => document.querySelector('table[aria-label="Keys"] tbody tr'));
  const firstMs = performance.now() - begunMs;
  const isComplete = () =>
    [...document.querySelectorAll("span.tabular-nums")].some(({ textContent }) =>
      /^[\d,]+ keys? · live/.test(textContent ?? ""),
    );
  await wait(isComplete);
  return { firstMs, wholeMs: performance.now() - begunMs };
}

/** Runs in the page: opens the first branch, and notes when what is below it stands there. */
async function openBranch() {
  const rows = () => document.querySelectorAll('table[aria-label="Keys"] tbody tr');
  const button = rows()[0]?.querySelector("button[aria-expanded]");
  const before = rows()[1]?.textContent;
  const begunMs = performance.now();
  /** @type {HTMLElement} */ (button).click();
  while (rows()[1]?.textContent === before) {
    if (performance.now() - begunMs > 20_000) throw new Error("The branch did not open.");
    await new Promise((settle) => requestAnimationFrame(settle));
  }
  return { branchMs: performance.now() - begunMs };
}

/**
 * Runs in the page: opens a bucket, types a prefix as soon as there are rows, and notes when its own stand there.
 * @param {string} bucket @param {string} prefix
 */
async function typePrefix(bucket, prefix) {
  /** @param {() => unknown} isSo */
  const wait = async (isSo) => {
    const lateMs = performance.now() + 150_000;
    while (!isSo()) {
      if (performance.now() > lateMs)
        throw new Error((document.body.textContent ?? "").slice(0, 900));
      await new Promise((settle) => setTimeout(settle, 4));
    }
  };
  const link = () =>
    [...document.querySelectorAll("a")].find(({ textContent }) => textContent === bucket);
  await wait(link);
  link()?.click();
  const rows = () => [...document.querySelectorAll('table[aria-label="Keys"] tbody tr')];
  await wait(() => rows().length > 0);
  const field = /** @type {HTMLInputElement} */ (document.querySelector('[aria-label="Pattern"]'));
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  set?.call(field, prefix);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((settle) => requestAnimationFrame(settle));
  const begunMs = performance.now();
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  const name = prefix.slice(0, -1);
  await wait(() => rows().length > 0 && rows()[0]?.textContent?.includes(name));
  return performance.now() - begunMs;
}

/** @param {Lab} lab @param {Browser} browser @param {number} count @returns {Promise<Listed>} */
async function listBare(lab, browser, count) {
  // Any document of the console's origin: only from there the gateway lets somebody in.
  const page = await browser.open(`${lab.origin}/api/health`);
  try {
    const order = JSON.stringify({ url: lab.gateway, bucket: bucketOf(count), count });
    return await runLong(page, `(${listAll})(${order})`);
  } finally {
    await page.close();
  }
}

/**
 * Runs in the page: asks for page after page of names, and counts their bytes alone.
 * @param {{url: string, bucket: string, count: number}} order
 * @returns {Promise<Listed>}
 */
function listAll({ url, bucket, count }) {
  const pageKeys = 100_000;
  return new Promise((settle, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    const send = (/** @type {string} */ text) => socket.send(new TextEncoder().encode(text));
    let greeting = "";
    let offset = 0;
    let left = 0;
    let begunMs = 0;
    let firstMs = 0;
    const ask = () => {
      left = -1;
      const query = JSON.stringify({ subjects_filter: `$KV.${bucket}.>`, offset });
      send(`PUB $JS.API.STREAM.INFO.KV_${bucket} bench.in ${query.length}\r\n${query}\r\n`);
    };
    const done = () => {
      offset += pageKeys;
      const ms = performance.now() - begunMs;
      if (firstMs === 0) firstMs = ms;
      if (offset < count) return ask();
      socket.onclose = null;
      socket.close();
      settle({ firstMs, wholeMs: ms });
    };
    const take = (/** @type {MessageEvent<ArrayBuffer>} */ { data }) => {
      let bytes = data.byteLength;
      if (left === -1) {
        const head = new TextDecoder("latin1").decode(new Uint8Array(data).subarray(0, 300));
        const line = /^MSG \S+ \S+ (\d+)\r\n/.exec(head);
        if (!line) return;
        left = Number(line[1]) + 2;
        bytes -= line[0].length;
      }
      left -= bytes;
      if (left <= 0) done();
    };
    socket.onmessage = ({ data }) => {
      const text = new TextDecoder().decode(data);
      if (greeting === "")
        send('CONNECT {"verbose":false,"protocol":1,"headers":true}\r\nPING\r\n');
      greeting += text;
      const answers = greeting.split("PONG\r\n").length - 1;
      // nats-server says INFO once more behind its first answer.
      if (answers === 1 && text.includes("PONG")) send("SUB bench.in 1\r\nPING\r\n");
      if (answers < 2) return;
      socket.onmessage = take;
      begunMs = performance.now();
      ask();
    };
    socket.onclose = ({ reason }) => reject(new Error(`The socket was closed: ${reason}`));
  });
}

import { median, round } from "./bench.mjs";
import { bodyBytes, stream, withLab } from "./search-lab.mjs";

/** @typedef {import("./search-lab.mjs").Lab} Lab */
/** @typedef {import("./bare-browser.mjs").BareBrowser} Browser */
/** @typedef {{perSec: number, firstHitMs: number, hits: number}} Searched */

const goalRatio = 0.7;
const firstHitMs = 100;

/**
 * Messages a second that a search for a word looks at, newest first, on the page itself, against a bare WebSocket in the
 * same browser that reads the same messages by batch direct get and looks at none.
 * @type {import("./bench.mjs").Bench}
 */
export async function benchSearch({ short, note }) {
  const count = short ? 100_000 : 1_000_000;
  /** @param {number} rttMs */
  const measure = (rttMs) => {
    const named = (/** @type {string} */ text) => note(`${rttMs} ms: ${text}`);
    return withLab({ count, rttMs, note: named }, (lab, browser) =>
      measureAll(lab, browser, { count, rounds: short ? 1 : 5, note: named }),
    );
  };
  const near = await measure(0);
  const far = short ? near : await measure(20);
  return {
    ...{ value: near.value, floor: near.floor, unit: "k messages/s" },
    goal: `≥ ${goalRatio} × floor, also at 20 ms; a hit shows ≤ ${firstHitMs} ms after it was read`,
    pass: [near, far].every(
      (one) => one.value / one.floor >= goalRatio && one.hitShownMs <= firstHitMs,
    ),
    more: { loopback: near, ...(short ? {} : { "20 ms": far }) },
  };
}

/**
 * @param {Lab} lab @param {Browser} browser
 * @param {{count: number, rounds: number, note: (text: string) => void}} options
 */
async function measureAll(lab, browser, { count, rounds, note }) {
  /** @type {number[]} */
  const floors = [];
  /** @type {Searched[]} */
  const values = [];
  for (let index = 0; index < rounds; index++) {
    note(`round ${index + 1} of ${rounds}`);
    floors.push(await readBare(lab, browser, count));
    values.push(await searchPage(lab, browser, count));
  }
  const wanted = Math.max(1, Math.floor(count / 100_000));
  if (values.some(({ hits }) => hits !== wanted)) throw new Error("Not every needle was found.");
  const perSec = (/** @type {number[]} */ each) => round(median(each) / 1e3);
  return {
    value: perSec(values.map((each) => each.perSec)),
    floor: perSec(floors),
    ratioOfRounds:
      Math.round(100 * median(values.map((each, at) => each.perSec / (floors[at] ?? Number.NaN)))) /
      100,
    hitShownMs: round(median(values.map((each) => each.firstHitMs))),
  };
}

/** @param {Lab} lab @param {Browser} browser @param {number} count @returns {Promise<Searched>} */
async function searchPage(lab, browser, count) {
  const page = await browser.open(`${lab.origin}/c/local/streams/${stream}/messages`);
  try {
    const found = await page.evaluate(`(${search})("needle")`);
    return { ...found, perSec: (count / found.ms) * 1_000 };
  } finally {
    await page.close();
  }
}

/**
 * Runs in the page: types a word, and notes when its first hit stands in the table and when all was searched. The newest
 * message is a hit, so the first could be read as soon as the connection is there.
 * @param {string} word
 */
async function search(word) {
  const find = (/** @type {string} */ selector) => document.querySelector(selector);
  /** @param {() => unknown} isSo */
  const wait = (isSo) =>
    new Promise((settle, reject) => {
      const late = setTimeout(
        () => reject(new Error((document.body.textContent ?? "").slice(0, 900))),
        60_000,
      );
      const look = () => {
        if (!isSo()) return;
        watch.disconnect();
        clearTimeout(late);
        settle(undefined);
      };
      const watch = new MutationObserver(look);
      watch.observe(document.body, { subtree: true, childList: true, characterData: true });
      look();
    });
  const status = () => find('section[aria-label="Search"]')?.textContent ?? "";
  await wait(() => find('table[aria-label="Messages"] tbody tr') && find('input[type="search"]'));
  const field = /** @type {HTMLInputElement} */ (find('input[type="search"]'));
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  set?.call(field, word);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((settle) => setTimeout(settle, 200));
  const begunMs = performance.now();
  field.form?.requestSubmit();
  await wait(() => status().includes("Scanned"));
  const scanningMs = performance.now();
  await wait(() => / [1-9][\d,]* hits?/.test(status()) && find("tbody tr"));
  const shownMs = performance.now();
  await wait(() => status().startsWith("Searched"));
  const ms = performance.now() - begunMs;
  const hits = Number(/ ([\d,]+) hits?/.exec(status())?.[1]?.replaceAll(",", ""));
  return { ms, firstHitMs: shownMs - scanningMs, hits };
}

/** Messages a second of a bare WebSocket. @param {Lab} lab @param {Browser} browser @param {number} count */
async function readBare(lab, browser, count) {
  // Any document of the console's origin: only from there the gateway lets somebody in.
  const page = await browser.open(`${lab.origin}/api/health`);
  try {
    const order = JSON.stringify({ url: lab.gateway, stream, count, bodyBytes });
    return await page.evaluate(`(${readAll})(${order})`);
  } finally {
    await page.close();
  }
}

/**
 * Runs in the page: reads from the newest to the oldest, two batches on their way, and counts bytes alone. How big a
 * message is on the wire is learned from the first batch; the last hundredth is not waited for.
 * @param {{url: string, stream: string, count: number}} order
 * @returns {Promise<number>}
 */
function readAll({ url, stream, count }) {
  const batch = 10_000;
  return new Promise((settle, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    const send = (/** @type {string} */ text) => socket.send(new TextEncoder().encode(text));
    let greeting = "";
    let bytes = 0;
    let asked = 0;
    let messageBytes = 0;
    let begunMs = 0;
    const ask = () => {
      const to = count - asked;
      const query = JSON.stringify({ seq: to - batch + 1, batch, max_bytes: 64 * 1_024 * 1_024 });
      asked += batch;
      send(`PUB $JS.API.DIRECT.GET.${stream} bench.in ${query.length}\r\n${query}\r\n`);
    };
    const end = "204 EOB";
    const measure = (/** @type {MessageEvent<ArrayBuffer>} */ { data }) => {
      bytes += data.byteLength;
      const tail = new TextDecoder("latin1").decode(new Uint8Array(data).subarray(-200));
      if (!tail.includes(end)) return;
      messageBytes = bytes / batch;
      [bytes, asked] = [0, 0];
      begunMs = performance.now();
      socket.onmessage = take;
      ask();
      ask();
    };
    const take = (/** @type {MessageEvent<ArrayBuffer>} */ { data }) => {
      bytes += data.byteLength;
      const taken = bytes / messageBytes;
      // Again two on their way, as soon as one has come.
      if (asked < count && taken > asked - 2 * batch + 0.99 * batch) ask();
      if (taken < 0.99 * count) return;
      const ms = performance.now() - begunMs;
      socket.onclose = null;
      socket.close();
      settle((taken / ms) * 1_000);
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
      socket.onmessage = measure;
      ask();
    };
    socket.onclose = ({ reason }) => reject(new Error(`The socket was closed: ${reason}`));
  });
}

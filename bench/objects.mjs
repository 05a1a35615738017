import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createInbox } from "@nats-io/nats-core";
import { Objm } from "@nats-io/obj";
import { until } from "./answers.mjs";
import { openBareNats } from "./bare-nats.mjs";
import { round } from "./bench.mjs";
import { bucket, fileName, withLab } from "./objects-lab.mjs";
import { memoryMib } from "./processes.mjs";

/** @typedef {import("./objects-lab.mjs").Lab} Lab */
/** @typedef {import("./bare-browser.mjs").BareBrowser} Browser */
/** @typedef {import("./bare-browser.mjs").BarePage} Page */

const mebibyte = 1024 * 1024;
const goals = { ratio: 0.8, heapMiB: 100 };
const withinMs = 900_000;
/** What a bare client that does not wait for each answer keeps on its way. */
const windowBytes = 8 * mebibyte;
const heapEveryMs = 3_000;

/**
 * MB/s of a big file that the page uploads and the browser downloads again, against the client library's own put and get
 * of as many bytes in chunks of the same size, in a process of its own language without a browser.
 * @type {import("./bench.mjs").Bench}
 */
export async function benchObjects({ short, note }) {
  const sizeBytes = (short ? 64 : 2_048) * mebibyte;
  /** @param {number} rttMs */
  const measure = (rttMs) => {
    const named = (/** @type {string} */ text) => note(`${rttMs} ms: ${text}`);
    return withLab({ sizeBytes, rttMs, note: named }, (lab, browser) =>
      measureAll(lab, browser, { isShort: short, note: named }),
    );
  };
  const near = await measure(0);
  const far = short ? near : await measure(20);
  return {
    ...{ value: near.up, floor: near.upFloor, unit: "MB/s" },
    goal: `≥ ${goals.ratio} × floor, up and down, also at 20 ms; heap ≤ ${goals.heapMiB} MiB`,
    pass: [near, far].every(
      ({ upRatio, downRatio, heapMiB }) =>
        Math.min(upRatio, downRatio) >= goals.ratio && heapMiB <= goals.heapMiB,
    ),
    more: { loopback: near, ...(short ? {} : { "20 ms": far }) },
  };
}

/**
 * @param {Lab} lab @param {Browser} browser
 * @param {{isShort: boolean, note: (text: string) => void}} options
 */
async function measureAll(lab, browser, { isShort, note }) {
  const perSec = (/** @type {number} */ ms) => round(lab.sizeBytes / 1e3 / ms);
  const page = await browser.open(`${lab.origin}/c/local/objects/${bucket}?object=${fileName}`);
  try {
    note("up, by the page");
    const sent = await upload(page, lab);
    const nc = await openBareNats(lab.natsUrl);
    try {
      const store = await new Objm(nc).open(bucket);
      const chunkBytes = (await store.info(fileName))?.options?.max_chunk_size ?? Number.NaN;
      note("up, by a bare client");
      const upFloor = await timed(() => put(store, lab, chunkBytes));
      await store.delete("floor");
      note("up, by a bare client that keeps chunks on their way");
      const upWindow = isShort ? undefined : await timed(() => putInWindow(nc, lab, chunkBytes));
      note("down, by the browser");
      const down = await download(page, browser, lab);
      note("down, by a bare client");
      const downFloor = await timed(() => get(store, lab));
      return {
        ...{ up: perSec(sent.ms), upFloor: perSec(upFloor), upRatio: ratio(upFloor, sent.ms) },
        ...(upWindow === undefined ? {} : { upWindow: perSec(upWindow) }),
        ...{ down: perSec(down.ms), downFloor: perSec(downFloor) },
        downRatio: ratio(downFloor, down.ms),
        ...{ chunkKiB: round(chunkBytes / 1_024), heapMiB: round(sent.heapBytes / mebibyte) },
        consoleMiB: round(down.consoleMib),
      };
    } finally {
      await nc.close();
    }
  } finally {
    await page.close();
  }
}

/** @param {number} floorMs @param {number} ms */
function ratio(floorMs, ms) {
  return Math.round((100 * floorMs) / ms) / 100;
}

/** @param {() => Promise<unknown>} work */
async function timed(work) {
  const begunMs = performance.now();
  await work();
  return performance.now() - begunMs;
}

/**
 * From the choice of the file to the word that it is stored; the largest heap of page and worker on the way.
 * @param {Page} page @param {Lab} lab
 */
async function upload(page, { file }) {
  const button =
    "[...document.querySelectorAll('button')].some((one) => one.textContent === 'Upload')";
  await until("the page", () => page.evaluate(`${button} || undefined`), { withinMs: 30_000 });
  const begunMs = performance.now();
  await page.chooseFiles("input[type=file]", [file]);
  let heapBytes = 0;
  let weighedMs = 0;
  const look = `document.querySelector('section[aria-label="Uploads"]')?.textContent ?? ""`;
  const ms = await until(
    "the upload",
    async () => {
      const said = await page.evaluate(look);
      if (/stored ·/.test(said)) return performance.now() - begunMs;
      if (/failed|cancelled/i.test(said)) throw new Error(said);
      if (performance.now() - weighedMs > heapEveryMs && performance.now() - begunMs > 300) {
        heapBytes = Math.max(heapBytes, await page.heapBytes());
        weighedMs = performance.now();
      }
      return undefined;
    },
    { withinMs, everyMs: 20 },
  );
  return { ms, heapBytes: heapBytes || (await page.heapBytes()) };
}

/**
 * From the click to the whole file on the disk, which is compared; and the most memory that the console has meanwhile.
 * @param {Page} page @param {Browser} browser @param {Lab} lab
 */
async function download(page, browser, { folder, file, sizeBytes, serverPid }) {
  const to = join(folder, "downloads");
  mkdirSync(to);
  await browser.keepDownloads(to);
  const press = `(() => {
    const button = [...document.querySelectorAll("button")].find((one) => one.textContent === "Download");
    button?.click();
    return button !== undefined || undefined;
  })()`;
  await until("the button", () => page.evaluate(press), { withinMs: 30_000 });
  const begunMs = performance.now();
  const kept = join(to, fileName);
  let consoleMib = memoryMib(serverPid);
  let weighedMs = begunMs;
  const isThere = async () => {
    if (existsSync(kept) && statSync(kept).size === sizeBytes) return true;
    if (performance.now() - weighedMs > heapEveryMs) {
      consoleMib = Math.max(consoleMib, memoryMib(serverPid));
      weighedMs = performance.now();
    }
    return undefined;
  };
  await until("the download", isThere, { withinMs, everyMs: 10 });
  const ms = performance.now() - begunMs;
  if ((await hashOf(kept)) !== (await hashOf(file))) throw new Error("It is another file.");
  rmSync(kept);
  return { ms, consoleMib };
}

/** @param {string} file */
async function hashOf(file) {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file, { highWaterMark: mebibyte })) hash.update(piece);
  return hash.digest("hex");
}

/** @typedef {import("@nats-io/obj").ObjectStore} Store */

/** @param {Store} store @param {Lab} lab @param {number} chunkBytes */
function put(store, { file }, chunkBytes) {
  const bytes = Readable.toWeb(createReadStream(file, { highWaterMark: mebibyte }));
  const meta = { name: "floor", options: { max_chunk_size: chunkBytes } };
  return store.put(meta, /** @type {ReadableStream<Uint8Array>} */ (bytes), { timeout: 60_000 });
}

/**
 * @param {import("@nats-io/nats-core").NatsConnection} nc @param {Lab} lab @param {number} chunkBytes
 */
async function putInWindow(nc, { file }, chunkBytes) {
  const hash = createHash("sha256");
  const subject = `$O.${bucket}.C.${createInbox("bench").slice(6)}`;
  /** @type {Promise<unknown>[]} */
  const waiting = [];
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) {
    hash.update(chunk);
    waiting.push(nc.request(subject, chunk, { timeout: 60_000 }));
    if (waiting.length * chunkBytes >= windowBytes) await waiting.shift();
  }
  await Promise.all(waiting);
  hash.digest();
  await nc.request(`$JS.API.STREAM.PURGE.OBJ_${bucket}`, JSON.stringify({ filter: subject }));
}

/** @param {Store} store @param {Lab} lab */
async function get(store, { sizeBytes }) {
  const found = await store.get(fileName);
  if (!found) throw new Error("It is not there.");
  let bytes = 0;
  for await (const piece of /** @type {AsyncIterable<Uint8Array>} */ (found.data))
    bytes += piece.length;
  if (bytes !== sizeBytes || (await found.error)) throw new Error("It is not whole.");
}

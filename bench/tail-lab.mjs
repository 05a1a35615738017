import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { project } from "../scripts/run.mjs";
import { until } from "./answers.mjs";
import { withBareBrowser } from "./bare-browser.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { findNatsServer, startNats } from "./nats.mjs";
import { startProcess } from "./processes.mjs";
import { deliveredBytes, toSubjects } from "./wire.mjs";

/** @typedef {import("./bare-browser.mjs").BareBrowser} Browser */
/** What a browser's processes spend on a message does not depend on who else uses the machine. @typedef {{perSec: number, browserUs: number}} Figures */
/** @typedef {{page: string, worker: string}} Scripts */
/** @typedef {{pages: {gateway: string, direct: string}, urls: {gateway: string, direct: string}, origin: string, natsPort: number, scripts: Scripts}} Lab */
/** @typedef {{how: import("./receive/receivers.mjs").How, thread: "main" | "worker", through: "gateway" | "direct", sizeBytes: number, subjects?: number, windowMessages?: number}} Job */

/** The page says seldom how much it took in, and till then it is on its way: by its usual limits the server would cut it off. */
const patience = "max_pending: 256MB";

/**
 * Runs `work` with a nats-server, a built console and a browser.
 * @template T
 * @param {(text: string) => void} note @param {(lab: Lab, browser: Browser) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLab(note, work) {
  note("starting");
  const scripts = await bundle();
  const nats = await startNats(await findNatsServer(), { lines: patience });
  const dataDir = makeFolder();
  const blank = await serveBlank();
  try {
    const console = await startConsole(dataDir, { natsUrl: nats.url });
    const lab = {
      // Any document of the console's origin: only from there the gateway lets somebody in.
      pages: { gateway: `${console.url}/api/health`, direct: blank.url },
      urls: {
        gateway: `${console.url.replace("http", "ws")}/gateway/local`,
        direct: `ws://127.0.0.1:${nats.webSocketPort}`,
      },
      origin: console.url,
      natsPort: nats.port,
      scripts,
    };
    try {
      return await withBareBrowser((browser) => work(lab, browser));
    } finally {
      await console.stop();
    }
  } finally {
    blank.close();
    await nats.stop();
    removeFolder(dataDir);
  }
}

/** The bare page's own server. */
async function serveBlank() {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
  });
  await new Promise((settle) => server.listen(0, "127.0.0.1", () => settle(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

/** The product's own link, built as the product is, with what counts. @returns {Promise<Scripts>} */
async function bundle() {
  const { outputFiles } = await build({
    absWorkingDir: project,
    entryPoints: ["page", "worker"].map((name) => `bench/receive/receive.${name}.mjs`),
    outdir: "bench",
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "silent",
  });
  const [page, worker] = outputFiles.map(({ text }) => text);
  if (page === undefined || worker === undefined) throw new Error("esbuild made no scripts.");
  return { page, worker };
}

/**
 * One page, one tail, one publisher.
 * @param {Lab} lab @param {Browser} browser @param {Job} job @param {boolean} short
 * @returns {Promise<Figures>}
 */
export async function receive(lab, browser, job, short) {
  const { page, read } = await openReceiver(lab, browser, job);
  try {
    return await measureFlow(lab, browser, job, short, read);
  } finally {
    await page.close();
  }
}

/**
 * A page that receives, and what it has taken in.
 * @param {Lab} lab @param {Browser} browser @param {Job} job
 * @returns {Promise<{page: import("./bare-browser.mjs").BarePage, read: () => Promise<import("./receive/receivers.mjs").Taken>}>}
 */
export async function openReceiver(lab, browser, job) {
  const { sizeBytes, how, thread, through, subjects = 1 } = job;
  const page = await browser.open(lab.pages[through]);
  try {
    const [first = ""] = toSubjects(subjects);
    const order = {
      ...{ how, origin: lab.origin, url: lab.urls[through] },
      ...{ subject: toPattern(subjects), messageBytes: deliveredBytes(first, sizeBytes) },
    };
    const words = thread === "worker" ? [order, lab.scripts.worker] : [order];
    await page.evaluate(lab.scripts.page);
    await page.evaluate(`receiver.start(${words.map((word) => JSON.stringify(word)).join(", ")})`);
    return { page, read: () => page.evaluate("receiver.read()") };
  } catch (error) {
    await page.close();
    throw error;
  }
}

/** What a tail of so many subjects subscribes to. @param {number} subjects */
export function toPattern(subjects) {
  return subjects === 1 ? "bench.flow" : "bench.flow.*";
}

/**
 * A publisher, and how fast what it sends is taken in.
 * @param {Lab} lab @param {Browser} browser
 * @param {{sizeBytes: number, subjects?: number, windowMessages?: number}} flow @param {boolean} short
 * @param {() => Promise<import("./receive/receivers.mjs").Taken>} read
 * @returns {Promise<Figures>}
 */
export async function measureFlow(lab, browser, flow, short, read) {
  const pump = startPump(lab, flow);
  try {
    const ended = () => (pump.hasEnded() ? `the publisher ended: ${pump.output()}` : undefined);
    await until("a message", async () => (await read()).count > 0 || undefined, { ended });
    await pause(short ? 400 : 1_000);
    const [before, beforeCpuMs] = [await read(), await browser.cpuMs()];
    await pause(short ? 1_000 : 3_000);
    const [after, afterCpuMs] = [await read(), await browser.cpuMs()];
    const count = after.count - before.count;
    return {
      perSec: (count / (after.atMs - before.atMs)) * 1_000,
      browserUs: ((afterCpuMs - beforeCpuMs) / count) * 1_000,
    };
  } finally {
    await pump.stop();
  }
}

/**
 * What publishes a flow, or so many messages of it.
 * @param {Lab} lab @param {{sizeBytes: number, subjects?: number, windowMessages?: number}} flow @param {number} [most]
 */
export function startPump(lab, { sizeBytes, subjects = 1, windowMessages = 50_000 }, most) {
  const args = [lab.natsPort, sizeBytes, subjects, windowMessages, ...(most ? [most] : [])];
  const pump = join(project, "bench", "pump.mjs");
  return startProcess(process.execPath, [pump, ...args.map(String)]);
}

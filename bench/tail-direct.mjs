import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { project } from "../scripts/run.mjs";
import { until } from "./answers.mjs";
import { median, round } from "./bench.mjs";
import { withBrowser, withPage } from "./browser.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { findNatsServer, startNats } from "./nats.mjs";
import { startProcess } from "./processes.mjs";
import { deliveredBytes } from "./wire.mjs";

/** @typedef {import("@playwright/test").Browser} Browser */
/** @typedef {import("./receive/receive.page.mjs").Receiver} Receiver */
/** @typedef {{origins: {gateway: string, direct: string}, natsPort: number, urls: {gateway: string, direct: string}, answer: (path: string) => Answer}} Lab */
/** @typedef {{contentType: string, body: string}} Answer */
/** @typedef {{how: import("./receive/receivers.mjs").How, thread: "main" | "worker", through: "gateway" | "direct", sizeBytes: number}} Job */

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
  return withLab(note, (lab, browser) => {
    /** @param {number} sizeBytes @param {string[]} names @param {number} rounds */
    const measure = async (sizeBytes, names, rounds) => {
      /** @type {Record<string, number[]>} */
      const runs = Object.fromEntries(names.map((name) => [name, []]));
      for (let index = 0; index < rounds; index++) {
        for (const [name, perSec] of Object.entries(runs)) {
          note(`${sizeBytes} B, round ${index + 1} of ${rounds}: ${name}`);
          const job = jobs[name];
          if (job) perSec.push(await receive(lab, browser, { ...job, sizeBytes }, short));
        }
      }
      return Object.fromEntries(names.map((name) => [name, round(median(runs[name] ?? []) / 1e3)]));
    };
    return measureAll(measure, short);
  });
}

/** @param {(sizeBytes: number, names: string[], rounds: number) => Promise<Record<string, number>>} measure @param {boolean} short */
async function measureAll(measure, short) {
  const judged = ["floor", "value"];
  const {
    floor = 0,
    value = 0,
    ...others
  } = short ? await measure(128, judged, 1) : await measure(128, Object.keys(jobs), 7);
  /** @type {Record<string, Record<string, number>>} */
  const more = short
    ? {}
    : {
        "128 B": others,
        "1 KiB": await measure(1_024, judged, 3),
        "16 B": await measure(16, judged, 3),
      };
  return {
    value,
    unit: "k messages/s",
    floor,
    goal: `≥ ${goalRatio} × floor`,
    pass: value / floor >= goalRatio,
    more,
  };
}

/**
 * @template T
 * @param {(text: string) => void} note @param {(lab: Lab, browser: Browser) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLab(note, work) {
  note("starting");
  const answer = toAnswers(await bundle());
  const nats = await startNats(await findNatsServer());
  const dataDir = makeFolder();
  const site = await servePages(answer);
  try {
    const console = await startConsole(dataDir, { natsUrl: nats.url });
    const lab = {
      origins: { gateway: console.url, direct: site.origin },
      natsPort: nats.port,
      urls: {
        gateway: `${console.url.replace("http", "ws")}/gateway/local`,
        direct: `ws://127.0.0.1:${nats.webSocketPort}`,
      },
      answer,
    };
    try {
      return await withBrowser((browser) => work(lab, browser));
    } finally {
      await console.stop();
    }
  } finally {
    site.close();
    await nats.stop();
    removeFolder(dataDir);
  }
}

/** @param {Map<string, string>} scripts @returns {(path: string) => Answer} */
function toAnswers(scripts) {
  return (path) => {
    const script = scripts.get(path);
    if (script !== undefined) return { contentType: "text/javascript", body: script };
    return { contentType: "text/html", body: "<!doctype html><title>Bench</title>" };
  };
}

/** The bare page's own server. @param {(path: string) => Answer} answer */
async function servePages(answer) {
  const server = createServer((request, response) => {
    const { contentType, body } = answer(request.url ?? "");
    response.writeHead(200, { "content-type": contentType }).end(body);
  });
  await new Promise((settle) => server.listen(0, "127.0.0.1", () => settle(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

/** The product's own link, built as the product is, with what counts. @returns {Promise<Map<string, string>>} */
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
  return new Map(outputFiles.map(({ path, text }) => [path.replace(/.*[\\/]/, "/bench/"), text]));
}

/**
 * One page, one tail, one publisher. The page at the gateway is of the console's origin, or it is not let in.
 * @param {Lab} lab @param {Browser} browser @param {Job} job @param {boolean} short
 * @returns {Promise<number>} messages/s
 */
function receive(lab, browser, { sizeBytes, how, thread, through }, short) {
  return withPage(browser, async (page) => {
    if (through === "gateway") {
      // Chromium takes a page that was put in place for one of the open net, which may not reach into this machine.
      await page.context().grantPermissions(["local-network-access"]);
      await page.route("**/bench/*", (route) =>
        route.fulfill(lab.answer(new URL(route.request().url()).pathname)),
      );
    }
    await page.goto(`${lab.origins[through]}/bench/page`);
    await page.addScriptTag({ url: "/bench/receive.page.js" });
    const url = lab.urls[through];
    const order = { how, url, messageBytes: deliveredBytes("bench.flow", sizeBytes) };
    await page.evaluate(
      ([order, thread, withinMs]) => {
        const late = new Promise((_, reject) => {
          setTimeout(() => reject(new Error("no connection in time")), withinMs);
        });
        const { receiver } = /** @type {any} */ (globalThis);
        return Promise.race([receiver.start(order, thread), late]);
      },
      /** @type {const} */ ([order, thread, 15_000]),
    );
    const read = () =>
      page.evaluate(() =>
        /** @type {Receiver} */ (/** @type {any} */ (globalThis).receiver).read(),
      );
    const args = [lab.natsPort, sizeBytes].map(String);
    const pump = startProcess(process.execPath, [join(project, "bench", "pump.mjs"), ...args]);
    try {
      const ended = () => (pump.hasEnded() ? `the publisher ended: ${pump.output()}` : undefined);
      await until("a message", async () => (await read()).count > 0 || undefined, { ended });
      await pause(short ? 400 : 1_000);
      const before = await read();
      await pause(short ? 1_000 : 3_000);
      const after = await read();
      return ((after.count - before.count) / (after.atMs - before.atMs)) * 1_000;
    } finally {
      await pump.stop();
    }
  });
}

import { chromium } from "@playwright/test";
import WebSocket from "ws";
import { chromiumLaunchOptions } from "../scripts/chromium.mjs";
import { until } from "./answers.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { startProcess } from "./processes.mjs";

// Playwright asks Chromium for a copy of every WebSocket frame, which costs more than the frame: a flow is
// measured in a browser that nobody looks into, as a user's is.

/** A page that takes JavaScript and answers, the bytes of its heaps and its workers' after a collection, and the processor time of its main thread. @typedef {{evaluate: (expression: string) => Promise<any>, heapBytes: () => Promise<number>, busyMs: () => Promise<number>, chooseFiles: (selector: string, files: string[]) => Promise<unknown>, close: () => Promise<unknown>}} BarePage */
/** A browser, and the processor time of all its processes so far. @typedef {{open: (url: string) => Promise<BarePage>, cpuMs: () => Promise<number>, keepDownloads: (folder: string) => Promise<unknown>}} BareBrowser */
/** @typedef {(method: string, params?: object, sessionId?: string) => Promise<any>} Call */

const answerWithinMs = 20_000;

/**
 * Runs `work` with a Chromium of which only a page's JavaScript is used.
 * @template T
 * @param {(browser: BareBrowser) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBareBrowser(work) {
  const { args, executablePath = chromium.executablePath() } = chromiumLaunchOptions();
  const folder = makeFolder();
  const process = startProcess(executablePath, [
    ...args,
    "--headless",
    "--remote-debugging-port=0",
    `--user-data-dir=${folder}`,
    "about:blank",
  ]);
  try {
    const ended = () => (process.hasEnded() ? process.output() : undefined);
    const read = async () => /listening on (ws:\S+)/.exec(process.output())?.[1];
    const { call, workersOf, close } = await openDevTools(await until("Chromium", read, { ended }));
    try {
      const open = (/** @type {string} */ url) => openPage(call, workersOf, url);
      const keepDownloads = (/** @type {string} */ downloadPath) =>
        call("Browser.setDownloadBehavior", { behavior: "allow", downloadPath });
      return await work({ open, keepDownloads, cpuMs: () => readCpuMs(call) });
    } finally {
      close();
    }
  } finally {
    await process.stop();
    removeFolder(folder);
  }
}

/** @param {Call} call @returns {Promise<number>} */
async function readCpuMs(call) {
  /** @type {{processInfo: {cpuTime: number}[]}} */
  const { processInfo } = await call("SystemInfo.getProcessInfo");
  return processInfo.reduce((seconds, { cpuTime }) => seconds + cpuTime, 0) * 1_000;
}

/** @param {Call} call @param {(sessionId: string) => string[]} workersOf @param {string} url @returns {Promise<BarePage>} */
async function openPage(call, workersOf, url) {
  const { targetId } = await call("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await call("Target.attachToTarget", { targetId, flatten: true });
  const evaluate = async (/** @type {string} */ expression) => {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await call("Runtime.evaluate", options, sessionId);
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  };
  // The page's own policy knows nothing of the bench's scripts.
  await call("Page.setBypassCSP", { enabled: true }, sessionId);
  await call("Page.navigate", { url }, sessionId);
  const isThere = `location.href === ${JSON.stringify(url)} && document.readyState === "complete"`;
  await until(url, async () => (await evaluate(isThere)) || undefined);
  const heapBytes = async () => {
    const follow = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
    await call("Target.setAutoAttach", follow, sessionId);
    let bytes = 0;
    for (const id of [sessionId, ...workersOf(sessionId)]) {
      await call("HeapProfiler.collectGarbage", {}, id);
      const heap = await call("Runtime.getHeapUsage", {}, id);
      bytes += heap.usedSize + (heap.backingStorageSize ?? 0);
    }
    return bytes;
  };
  const busyMs = async () => {
    await call("Performance.enable", {}, sessionId);
    /** @type {{metrics: {name: string, value: number}[]}} */
    const { metrics } = await call("Performance.getMetrics", {}, sessionId);
    return (metrics.find(({ name }) => name === "ThreadTime")?.value ?? Number.NaN) * 1_000;
  };
  const chooseFiles = async (/** @type {string} */ selector, /** @type {string[]} */ files) => {
    const expression = `document.querySelector(${JSON.stringify(selector)})`;
    const { result } = await call("Runtime.evaluate", { expression }, sessionId);
    return call("DOM.setFileInputFiles", { files, objectId: result.objectId }, sessionId);
  };
  return {
    evaluate,
    heapBytes,
    busyMs,
    chooseFiles,
    close: () => call("Target.closeTarget", { targetId }),
  };
}

/** @param {string} url @returns {Promise<{call: Call, workersOf: (sessionId: string) => string[], close: () => void}>} */
async function openDevTools(url) {
  const socket = new WebSocket(url);
  await new Promise((settle, reject) => socket.once("open", settle).once("error", reject));
  /** @type {Map<number, (answer: {result?: object, error?: {message: string}}) => void>} */
  const asked = new Map();
  let lastId = 0;
  /** @type {{id: string, of: string}[]} */
  const workers = [];
  socket.on("message", (data) => {
    const answer = JSON.parse(data.toString());
    if (answer.method === "Target.attachedToTarget" && answer.params.targetInfo.type === "worker") {
      workers.push({ id: answer.params.sessionId, of: answer.sessionId });
    }
    asked.get(answer.id)?.(answer);
    asked.delete(answer.id);
  });
  return {
    close: () => socket.terminate(),
    workersOf: (sessionId) => workers.filter(({ of }) => of === sessionId).map(({ id }) => id),
    call: (method, params = {}, sessionId) =>
      new Promise((settle, reject) => {
        const id = ++lastId;
        const late = setTimeout(() => reject(new Error(`${method}: no answer`)), answerWithinMs);
        asked.set(id, ({ result, error }) => {
          clearTimeout(late);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else settle(result);
        });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
      }),
  };
}

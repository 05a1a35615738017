import { setTimeout as pause } from "node:timers/promises";
import { until } from "./answers.mjs";
import { medians, round } from "./bench.mjs";
import { openReceiver, startPump, withLab } from "./tail-lab.mjs";
import { openTailPage } from "./tail-page.mjs";

/** @typedef {{p95Ms: number, medianMs: number, worstMs: number, longestTaskMs: number, messages: number, heapMiB: number}} Smooth */
/** @typedef {import("./tail-page.mjs").TailPage} TailPage */

const goal = { p95Ms: 20, longestTaskMs: 100, heapMiB: 200 };
const flow = { sizeBytes: 128, subjects: 1_000, windowMessages: 400_000 };
const pollMs = 100;
const withinMs = 180_000;

/**
 * The time between frames of the tail page while as much flows as it takes in, up to 5 M messages, against those of a
 * blank page with a bare WebSocket beside the same flow.
 * @type {import("./bench.mjs").Bench}
 */
export function benchTailSmooth({ short, note }) {
  const messages = short ? 500_000 : 5_000_000;
  return withLab(note, async (lab, browser) => {
    /** @param {Pick<TailPage, "page" | "read">} opened @returns {Promise<Smooth>} */
    const flood = async ({ page, read }) => {
      await page.evaluate(`globalThis.frames = (${watchFrames})()`);
      const pump = startPump(lab, flow, messages);
      try {
        const ended = () => (pump.hasEnded() ? pump.output() : undefined);
        const taken = async () => (await read()).count >= messages || undefined;
        await until("the flow", taken, { withinMs, everyMs: pollMs, ended });
        const frames = await page.evaluate("frames.end()");
        // What comes too often is counted too.
        await pause(1_000);
        const { count } = await read();
        return { ...frames, messages: count, heapMiB: (await page.heapBytes()) / 2 ** 20 };
      } finally {
        await pump.stop();
      }
    };
    const blank = async () => {
      const job = /** @type {const} */ ({ how: "bare", thread: "worker", through: "gateway" });
      const opened = await openReceiver(lab, browser, { ...flow, ...job });
      return flood(opened).finally(() => opened.page.close());
    };
    const tail = async () => {
      const opened = await openTailPage(lab, browser, flow.subjects);
      return flood(opened).finally(() => opened.close());
    };
    /** @type {Record<"floor" | "value", Smooth[]>} */
    const runs = { floor: [], value: [] };
    for (let index = 0; index < (short ? 1 : 3); index++) {
      note(`round ${index + 1}`);
      runs.floor.push(await blank());
      runs.value.push(await tail());
    }
    const [floor, value] = [medians(runs.floor), medians(runs.value)];
    return {
      value: value.p95Ms,
      unit: "ms",
      floor: floor.p95Ms,
      goal: `p95 of the frames ≤ ${goal.p95Ms} ms, no task > ${goal.longestTaskMs} ms, heap ≤ ${goal.heapMiB} MiB`,
      pass: isSmooth(value) && runs.value.every((run) => run.messages === messages),
      more: { blank: round1(floor), tail: round1(value) },
    };
  });
}

/** @param {Smooth} value */
function isSmooth({ p95Ms, longestTaskMs, heapMiB }) {
  return p95Ms <= goal.p95Ms && longestTaskMs <= goal.longestTaskMs && heapMiB <= goal.heapMiB;
}

/** @param {Smooth} figures @returns {Record<string, number>} */
function round1(figures) {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, round(figure)]));
}

/** Runs in the page: the time between frames, and the longest task; a task under 50 ms counts as that. */
function watchFrames() {
  /** @type {number[]} */
  const gaps = [];
  let longestTaskMs = 50;
  let lastMs = 0;
  let isOver = false;
  const look = (/** @type {number} */ atMs) => {
    if (isOver) return;
    if (lastMs > 0) gaps.push(atMs - lastMs);
    lastMs = atMs;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  observer.observe({ entryTypes: ["longtask"] });
  return {
    end() {
      isOver = true;
      observer.disconnect();
      gaps.sort((a, b) => a - b);
      const at = (/** @type {number} */ share) => gaps[Math.floor((gaps.length - 1) * share)] ?? 0;
      return { p95Ms: at(0.95), medianMs: at(0.5), worstMs: at(1), longestTaskMs };
    },
  };
}

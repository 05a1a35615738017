import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { loadHistory } from "../scripts/history-module.mjs";
import { median, round } from "./bench.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { createConsumers, seriesOfConsumer } from "./history-lab.mjs";

/** @typedef {import("../lib/server/history/history").History} History */
/** @typedef {Awaited<ReturnType<typeof loadHistory>>} Module */
/** @typedef {{consumers: number, hours: number, short: boolean, note: (text: string) => void}} Size */

const tickMs = 10_000;
const hourMs = 3_600_000;
const goals = { active: 2, idle: 8, heldMs: 50, chartMs: 30, matrixMs: 300, matrixKb: 200 };
const words = `≤ ${goals.active} B a point active, ≤ ${goals.idle} B an idle series-hour; a fold holds a read ≤ ${goals.heldMs} ms; a chart's day ≤ ${goals.chartMs} ms; a week's heat map ≤ ${goals.matrixMs} ms and ≤ ${goals.matrixKb} kB`;

/**
 * A day of consumers every ten seconds, a tenth of them active, into the product's history in its own thread, against bare
 * appends of as many bytes to a file; and what is read of it.
 * @type {import("./bench.mjs").Bench}
 */
export async function benchHistory({ short, note }) {
  const module = await loadHistory();
  const all = short ? { consumers: 500, hours: 1 } : { consumers: 10_000, hours: 24 };
  const size = { ...all, short, note };
  try {
    const idle = await measureIdle(module, size);
    const day = await measureDay(module, size, idle);
    const { seconds, floorSeconds, ...figures } = day;
    return {
      ...{ value: seconds, floor: floorSeconds, unit: "s", goal: words },
      pass:
        figures.bytesOfPoint <= goals.active &&
        idle <= goals.idle &&
        figures.heldMs <= goals.heldMs &&
        figures.chartMs <= goals.chartMs &&
        figures.matrixMs <= goals.matrixMs &&
        figures.matrixKb <= goals.matrixKb,
      more: { history: { ...figures, bytesOfIdleHour: round(idle) } },
    };
  } finally {
    module.remove();
  }
}

/** Bytes of an hour of a series that stands still. @param {Module} module @param {Size} size */
async function measureIdle(module, { consumers, short, note }) {
  note("idle");
  return withHistory(module, async (history) => {
    const idle = createConsumers({ count: consumers, active: 0 });
    let fromMs = beginMs;
    /** @param {number} hours */
    const live = async (hours) => {
      const toMs = fromMs + hours * hourMs;
      await record(history, idle, fromMs, toMs);
      fromMs = toMs;
      return settledBytes(history);
    };
    // What is written once is written in the first hour.
    const before = await live(1.01);
    const hours = short ? 1 : 3;
    return ((await live(hours)) - before) / (hours * consumers * seriesOfConsumer);
  });
}

/** @param {Module} module @param {Size} size @param {number} idleBytes */
async function measureDay(module, { consumers: count, hours, short, note }, idleBytes) {
  return withHistory(module, async (history) => {
    const active = count / 10;
    const consumers = createConsumers({ count, active });
    note("a week before");
    const fromMs = beginMs + 6 * 24 * hourMs;
    for (
      let atMs = short ? fromMs - 24 * hourMs : beginMs;
      atMs < fromMs - hourMs;
      atMs += hourMs / 4
    )
      await record(history, consumers, atMs, atMs + 1);
    await record(history, consumers, fromMs - hourMs, fromMs - hourMs + 1);
    await record(history, consumers, fromMs, fromMs + 1);
    const before = await settledBytes(history);
    const begunMs = performance.now();
    const toMs = fromMs + hours * hourMs;
    await record(history, consumers, fromMs + tickMs, toMs, note);
    const seconds = (performance.now() - begunMs) / 1_000;
    const heldMs = await readWhileFolding(history, consumers, toMs);
    const bytes = (await settledBytes(history)) - before;
    const points = active * seriesOfConsumer * hours * (hourMs / tickMs);
    const idleSeriesHours = (count - active) * seriesOfConsumer * hours;
    note("reading");
    const chart = await timed(9, () => readChart(history, toMs));
    const matrix = await timed(5, () => readMatrix(module, history, toMs));
    return {
      seconds: round(seconds),
      floorSeconds: round(appendBare(bytes, hours * (hourMs / tickMs))) || 0.1,
      bytesOfPoint: round((bytes - idleSeriesHours * idleBytes) / points),
      megabytes: round(bytes / 1e6),
      heldMs,
      chartMs: round(chart.ms),
      matrixMs: round(matrix.ms),
      matrixKb: round(matrix.value / 1e3),
    };
  });
}

const beginMs = Date.UTC(2026, 2, 2);
const span = { series: /** @type {const} */ (["pending", "lagMs", "ackRate"]), points: 1_440 };

/**
 * @template T @param {Module} module @param {(history: History) => Promise<T>} work
 */
async function withHistory({ createHistory, usualHistory }, work) {
  const folder = makeFolder();
  const history = createHistory({ folder, settings: usualHistory });
  try {
    return await work(history);
  } finally {
    await history.close();
    removeFolder(folder);
  }
}

/**
 * @param {History} history @param {ReturnType<typeof createConsumers>} consumers
 * @param {number} fromMs @param {number} toMs @param {(text: string) => void} [note]
 */
async function record(history, consumers, fromMs, toMs, note) {
  let waiting = 0;
  for (let atMs = fromMs; atMs < toMs; atMs += tickMs) {
    history.tick("c", { atMs, consumers: consumers.next() });
    if (++waiting < 10) continue;
    waiting = 0;
    // Questions are answered in their turn: whatever came before has been taken then.
    await readShort(history, atMs);
    if (note && atMs % hourMs < 100_000) note(`hour ${Math.floor((atMs - fromMs) / hourMs)}`);
  }
  await readShort(history, toMs);
}

/** @param {History} history @param {number} toMs */
async function readShort(history, toMs) {
  const question = { fromMs: toMs - 600_000, toMs, points: 60, series: [span.series[0]] };
  const answer = await history.read("c", { ...question, stream: "S0", consumer: "c0" });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
}

/** The longest that a question waits while an hour is made into chunks. @param {History} history @param {ReturnType<typeof createConsumers>} consumers @param {number} atMs */
async function readWhileFolding(history, consumers, atMs) {
  // A day was written in a minute: what an hour leaves to do has an hour's time, and here is waited for.
  await settledBytes(history);
  // The tick that begins an hour says everything: it holds up who asks at that moment, too.
  history.tick("c", { atMs, consumers: consumers.next() });
  let longest = 0;
  for (let asked = 0; asked < 200; asked++) {
    const begunMs = performance.now();
    await readShort(history, atMs);
    longest = Math.max(longest, performance.now() - begunMs);
  }
  return round(longest);
}

/** What the file takes when nothing more is to be done. @param {History} history */
async function settledBytes(history) {
  let before = -1;
  for (;;) {
    await new Promise((settle) => setTimeout(settle, 300));
    const { bytes } = history.kept();
    if (bytes === before) return bytes;
    before = bytes;
  }
}

/** @param {History} history @param {number} toMs */
async function readChart(history, toMs) {
  const answer = await history.read("c", {
    ...{ series: [...span.series], points: span.points, stream: "S0", consumer: "c0" },
    ...{ fromMs: toMs - 24 * hourMs, toMs },
  });
  if (!answer.ok || !answer.value.values.lagMs?.last.some(Number)) throw new Error("No chart.");
}

const pack = promisify(gzip);

/** As it is sent: packed; its bytes. @param {Module} module @param {History} history @param {number} toMs */
async function readMatrix({ packMatrix }, history, toMs) {
  const asked = { fromMs: toMs - 7 * 24 * hourMs, toMs, columns: 336, rows: 200 };
  const matrix = await history.matrix("c", asked);
  if (!matrix.ok || matrix.value.rows.length === 0) throw new Error("No heat map.");
  return (await pack(packMatrix(matrix.value), { level: 1 })).length;
}

/** @template T @param {number} times @param {() => Promise<T>} work */
async function timed(times, work) {
  const each = [];
  /** @type {T | undefined} */
  let value;
  for (let time = 0; time < times; time++) {
    const begunMs = performance.now();
    value = await work();
    each.push(performance.now() - begunMs);
  }
  return { ms: median(each), value: /** @type {T} */ (value) };
}

/** Seconds that it takes to append as many bytes in as many pieces. @param {number} bytes @param {number} pieces */
function appendBare(bytes, pieces) {
  const folder = makeFolder();
  const file = openSync(join(folder, "bare"), "a");
  const piece = Buffer.alloc(Math.max(1, Math.ceil(bytes / pieces)));
  const begunMs = performance.now();
  for (let at = 0; at < pieces; at++) writeSync(file, piece);
  fsyncSync(file);
  const seconds = (performance.now() - begunMs) / 1_000;
  closeSync(file);
  removeFolder(folder);
  return seconds;
}

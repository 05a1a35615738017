import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { createSteps } from "../lib/server/steps/steps.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { stopRunning } from "./run.mjs";

// `npm run bench -- [NAME…] [--json] [--short]`: measures the built product against a floor of the same run.

/** @typedef {import("../bench/bench.mjs").Measured} Measured */
/** @typedef {{name: string, ratio: number} & Omit<Measured, "more">} Row */

/** @type {Record<string, () => Promise<import("../bench/bench.mjs").Bench>>} */
const benches = {
  start: async () => (await import("../bench/start.mjs")).benchStart,
  load: async () => (await import("../bench/load.mjs")).benchLoad,
  table: async () => (await import("../bench/table.mjs")).benchTable,
  gateway: async () => (await import("../bench/gateway.mjs")).benchGateway,
  browse: async () => (await import("../bench/browse.mjs")).benchBrowse,
  board: async () => (await import("../bench/board.mjs")).benchBoard,
  keys: async () => (await import("../bench/keys.mjs")).benchKeys,
  objects: async () => (await import("../bench/objects.mjs")).benchObjects,
  search: async () => (await import("../bench/search.mjs")).benchSearch,
  tail: async () => (await import("../bench/tail.mjs")).benchTail,
  "tail-smooth": async () => (await import("../bench/tail-smooth.mjs")).benchTailSmooth,
  history: async () => (await import("../bench/history.mjs")).benchHistory,
  "tail-direct": async () => (await import("../bench/tail-direct.mjs")).benchTailDirect,
};

const { names, json, short } = readOptions();
const steps = createSteps(json ? process.stderr : process.stdout);
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, async () => {
    await Promise.all([stopRunning(), stopStarted()]);
    process.exit(130);
  });
}

/** @type {Row[]} */
const rows = [];
const ready = await prepare();
if (ready) for (const name of names) await runBench(name);
const count = { passed: rows.length, failed: names.length - rows.length };
if (process.env.NATSIGHT_BENCH_RESULT) {
  writeFileSync(process.env.NATSIGHT_BENCH_RESULT, JSON.stringify(count));
}
if (!json && !short && rows.length > 0) process.stdout.write(`\n${table(rows)}\n`);
process.exit(count.failed === 0 ? 0 : 1);

function readOptions() {
  /** @param {string} problem @returns {never} */
  const refuse = (problem) => {
    const known = Object.keys(benches).join(", ");
    process.stderr.write(
      `${problem}\n\nnpm run bench -- [NAME…] [--json] [--short]\nThere are: ${known}\n`,
    );
    process.exit(2);
  };
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        short: { type: "boolean", default: false },
      },
    });
    const unknown = positionals.find((name) => !Object.hasOwn(benches, name));
    if (unknown !== undefined) return refuse(`There is no bench ${unknown}.`);
    return { ...values, names: positionals.length > 0 ? positionals : Object.keys(benches) };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

async function prepare() {
  if (!(await install(steps.begin("Packages", "looking")))) return false;
  if (!(await build(steps.begin("Build", "looking for changes")))) return false;
  const { ensureChromium } = await import("./chromium.mjs");
  return ensureChromium(steps.begin("Chromium", "looking"));
}

/** @param {string} name */
async function runBench(name) {
  const step = steps.begin("Bench", name);
  const find = benches[name];
  if (!find) return;
  // What else the machine did: a figure from a busy one is worth less.
  const loadAverage = Math.round((loadavg()[0] ?? 0) * 10) / 10;
  try {
    const bench = await find();
    const measured = await bench({ short, note: (text) => step.progress(`${name}: ${text}`) });
    if (!isSane(measured)) throw new Error(`no sane figure: ${JSON.stringify(measured)}`);
    const { value, unit, floor, goal, pass, more } = measured;
    const ratio = Math.round((value / floor) * 100) / 100;
    const row = { name, value, unit, floor, ratio, goal, pass };
    rows.push(row);
    if (json) process.stdout.write(`${JSON.stringify({ ...row, short, loadAverage, ...more })}\n`);
    step.done(`${name}: ${value} ${unit}, floor ${floor} ${unit}`);
    if (!short) for (const [part, figures] of Object.entries(more)) noteFigures(part, figures);
  } catch (error) {
    step.fail(
      `${name}: ${error instanceof Error ? error.message : error}`,
      `run \`npm run bench -- ${name}\` alone; it measures the built product, so see that \`npm start\` works.`,
    );
  }
}

/** @param {string} part @param {Record<string, number>} figures */
function noteFigures(part, figures) {
  const words = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  steps.note(`${part.padEnd(11)} ${words.join(", ")}`);
}

/** @param {Measured} measured */
function isSane({ value, floor, more }) {
  const figures = [value, floor, ...Object.values(more).flatMap((part) => Object.values(part))];
  return figures.every((figure) => Number.isFinite(figure) && figure > 0);
}

async function stopStarted() {
  const { stopAll } = await import("../bench/processes.mjs");
  await stopAll();
}

/** @param {Row[]} all */
function table(all) {
  const head = ["bench", "value", "floor", "ratio", "met", "goal"];
  const lines = all.map(({ name, value, unit, floor, ratio, pass, goal }) => [
    name,
    `${value} ${unit}`,
    `${floor} ${unit}`,
    String(ratio),
    pass ? "yes" : "no",
    goal,
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => (line[column] ?? "").length)),
  );
  return [head, ...lines]
    .map((line) => `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`)
    .map((line) => line.trimEnd())
    .join("\n");
}

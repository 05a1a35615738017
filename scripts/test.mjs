import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createSteps } from "../lib/server/steps/steps.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { readPlaywright, readVitest } from "./reports.mjs";
import { project, run, runNpm, stopRunning } from "./run.mjs";

// `npm test`: sets up what it needs, runs every stage whatever the one before found, and counts.
// `npm run test:long` runs the same files with larger numbers and longer times.

const long = process.argv.includes("--long");
const steps = createSteps();
const results = join(project, ".natsight", "test");
const count = { passed: 0, failed: 0 };
/** What failed, and what passed only when it was asked again: named at the end, where a reader looks. @type {string[]} */
const said = [];
/** @type {string[]} */
const times = [];
/** @type {Record<string, string>} */
const env = { NEXT_TELEMETRY_DISABLED: "1", FORCE_COLOR: "0" };
// Unset, not "0", in the short run: whoever asks for it asks whether it is there.
if (long) env.NATSIGHT_TEST_LONG = "1";

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, async () => {
    await stopRunning();
    process.exit(130);
  });
}

mkdirSync(results, { recursive: true });
if (await timed("packages", () => install(steps.begin("Packages", "looking")))) {
  await timed("tools", setUpTools);
  await timed("lint", () => check("Lint", "biome", ["ci", "--colors=off", "."]));
  await timed("types", () => check("Types", "tsc", ["-p", "tsconfig.check.json"]));
  await timed("unused code", () => check("Unused", "knip", ["--treat-config-hints-as-errors"]));
  await timed("unit, integration, browser", () => runVitest());
  if (await timed("build", () => build(steps.begin("Build", "looking for changes")))) {
    await timed("end to end", () => runPlaywright());
    await timed("benches", runBenches);
    if (long) for (const major of [22, 24]) await timed(`on Node ${major}`, () => runOnNode(major));
  } else fail("Build");
} else fail("Packages");

process.stdout.write(
  `\n${[...said, ...times].join("\n")}\n\n${count.passed} passed, ${count.failed} failed\n`,
);
process.exit(count.failed === 0 && count.passed > 0 ? 0 : 1);

/**
 * @template T
 * @param {string} stage
 * @param {() => Promise<T>} work
 */
async function timed(stage, work) {
  const startedMs = performance.now();
  const result = await work();
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  times.push(`  ${stage.padEnd(28)}${seconds.padStart(8)} s`);
  return result;
}

async function setUpTools() {
  const { ensureChromium } = await import("./chromium.mjs");
  if (!(await ensureChromium(steps.begin("Chromium", "looking")))) fail("Chromium");
  const { getServers } = await import("./servers.mjs");
  if (!(await getServers(steps.begin("Servers", "looking"), steps.note))) fail("Servers");
}

/**
 * A step that is not a test failed: it counts as one, and is named at the end with its last lines.
 * @param {string} step
 */
function fail(step, tail = "its lines are above") {
  count.failed += 1;
  const lines = tail.trim().split("\n").slice(-20);
  said.push(`  failed    ${step}`, ...lines.map((line) => `            ${line}`));
}

/** @param {string} name @param {string} tool @param {string[]} args */
async function check(name, tool, args) {
  const step = steps.begin(name, tool);
  const { code, tail } = await run(join(project, "node_modules", ".bin", tool), args, { env });
  if (code === 0) step.done(tool);
  else step.fail(tail, `run \`npx ${tool} ${args.join(" ")}\` and mend what it names.`);
  if (code === 0) count.passed += 1;
  else fail(name, tail);
}

/**
 * Real servers on a busy machine are late now and then: what fails is asked once more, by itself. If it passes
 * then, it counts, and is named as unsteady.
 * @param {Record<string, string>} [more]
 */
async function runVitest(more) {
  const first = await runVitestOnce([], more);
  if (first.failed.length === 0) return add(first);
  process.stdout.write("\nonce more, what failed\n");
  const files = [...new Set(first.failed.map(({ file }) => file))];
  const again = await runVitestOnce(files, more);
  const still = new Set(again.failed.map(nameOf));
  const unsteady = first.failed.filter((told) => !still.has(nameOf(told)));
  add({
    ...first,
    passed: first.passed + unsteady.length,
    failed: first.failed.filter((told) => still.has(nameOf(told))),
    unsteady,
    crashed: again.crashed,
  });
}

/** @param {import("./reports.mjs").Told} told */
function nameOf({ file, title }) {
  return `${file} › ${title}`;
}

/** @param {string[]} files @param {Record<string, string>} [more] */
async function runVitestOnce(files, more) {
  const file = join(results, "vitest.json");
  rmSync(file, { force: true });
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await runTool("vitest", ["run", ...reporters, ...files], more);
  return readReport(file, code, readVitest);
}

/** @param {Record<string, string>} [more] @param {string[]} [files] */
async function runPlaywright(more, files = []) {
  const file = join(results, "playwright.json");
  rmSync(file, { force: true });
  const args = ["test", "--retries=1", "--reporter=line,json", ...files];
  const { code } = await runTool("playwright", args, {
    ...more,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  add(readReport(file, code, readPlaywright));
}

async function runBenches() {
  const args = [join(project, "scripts", "bench.mjs"), ...(long ? [] : ["--short"])];
  const { code } = await run(process.execPath, args, {
    env: { ...env, NATSIGHT_BENCH_RESULT: join(results, "bench.json") },
    inherit: true,
  });
  add(readReport(join(results, "bench.json"), code, readBenches));
}

/**
 * The same tests under another Node, which npm has as a package.
 * @param {number} major
 */
async function runOnNode(major) {
  const step = steps.begin(`Node ${major}`, "fetching");
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const folder = join(project, ".natsight", "node", String(major));
  const args = ["install", "--no-save", "--prefix", folder, `${name}@${major}`];
  const { code, tail } = await runNpm(args);
  if (code !== 0) {
    step.fail(tail, `see that npm has ${name}@${major}.`);
    fail(`Node ${major}`, tail);
    return;
  }
  step.done(name);
  const PATH = `${join(folder, "node_modules", name, "bin")}:${process.env.PATH}`;
  await runVitest({ PATH });
  await runPlaywright({ PATH }, ["start", "overview"]);
}

/** @param {string} tool @param {string[]} args @param {Record<string, string>} [more] */
function runTool(tool, args, more = {}) {
  process.stdout.write(`\n`);
  const bin = join(project, "node_modules", ".bin", tool);
  return run(bin, args, { env: { ...env, ...more }, inherit: true });
}

/** @param {{passed: number, failed: number}} report @returns {import("./reports.mjs").Outcome} */
function readBenches({ passed, failed }) {
  const bench = { file: "bench", title: "a bench", why: "its lines are above" };
  return { passed, failed: Array(failed).fill(bench), unsteady: [], crashed: false };
}

/**
 * A runner that ends with an error without a failed test (a broken file, a crash) counts as one failure.
 * @param {string} file
 * @param {number} code
 * @param {(report: any) => import("./reports.mjs").Outcome} read
 */
function readReport(file, code, read) {
  try {
    const outcome = read(JSON.parse(readFileSync(file, "utf8")));
    return { ...outcome, crashed: code !== 0 && outcome.failed.length === 0 };
  } catch {
    return { passed: 0, failed: [], unsteady: [], crashed: true };
  }
}

/** @param {import("./reports.mjs").Outcome} outcome */
function add({ passed, failed, unsteady, crashed }) {
  count.passed += passed;
  count.failed += failed.length + (crashed ? 1 : 0);
  for (const { file, title, why } of failed)
    said.push(`  failed    ${file} › ${title}`, `            ${why}`);
  for (const { file, title, why } of unsteady)
    said.push(`  unsteady  ${file} › ${title}, passed the second time`, `            ${why}`);
  if (crashed) said.push("  failed    a runner ended with an error: its lines are above");
}

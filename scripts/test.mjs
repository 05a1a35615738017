import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createSteps } from "../lib/server/steps/steps.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { project, run, runNpm, stopRunning } from "./run.mjs";

// `npm test`: sets up what it needs, runs every stage whatever the one before found, and counts.
// `npm run test:long` runs the same files with larger numbers and longer times.

const long = process.argv.includes("--long");
const steps = createSteps();
const results = join(project, ".natsight", "test");
const count = { passed: 0, failed: 0 };
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
  } else count.failed += 1;
} else count.failed += 1;

process.stdout.write(`\n${times.join("\n")}\n\n${count.passed} passed, ${count.failed} failed\n`);
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
  if (!(await ensureChromium(steps.begin("Chromium", "looking")))) count.failed += 1;
  const { getServers } = await import("./servers.mjs");
  if (!(await getServers(steps.begin("Servers", "looking"), steps.note))) count.failed += 1;
}

/** @param {string} name @param {string} tool @param {string[]} args */
async function check(name, tool, args) {
  const step = steps.begin(name, tool);
  const { code, tail } = await run(join(project, "node_modules", ".bin", tool), args, { env });
  if (code === 0) step.done(tool);
  else step.fail(tail, `run \`npx ${tool} ${args.join(" ")}\` and mend what it names.`);
  count[code === 0 ? "passed" : "failed"] += 1;
}

/** @param {Record<string, string>} [more] */
async function runVitest(more) {
  const file = join(results, "vitest.json");
  rmSync(file, { force: true });
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await runTool("vitest", ["run", ...reporters], more);
  add(file, code, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }));
}

/** @param {Record<string, string>} [more] @param {string[]} [files] */
async function runPlaywright(more, files = []) {
  const file = join(results, "playwright.json");
  rmSync(file, { force: true });
  const { code } = await runTool("playwright", ["test", "--reporter=line,json", ...files], {
    ...more,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  add(file, code, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  }));
}

async function runBenches() {
  const args = [join(project, "scripts", "bench.mjs"), ...(long ? [] : ["--short"])];
  const { code } = await run(process.execPath, args, {
    env: { ...env, NATSIGHT_BENCH_RESULT: join(results, "bench.json") },
    inherit: true,
  });
  add(join(results, "bench.json"), code, (report) => report);
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
    count.failed += 1;
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

/**
 * A runner that ends with an error without a failed test (a broken file, a crash) counts as one failure.
 * @param {string} file
 * @param {number} code
 * @param {(report: any) => {passed: number, failed: number}} read
 */
function add(file, code, read) {
  let found = { passed: 0, failed: 0 };
  try {
    found = read(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    found.failed = 1;
  }
  count.passed += found.passed;
  count.failed += code !== 0 && found.failed === 0 ? 1 : found.failed;
}

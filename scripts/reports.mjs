import { relative } from "node:path";
import { project } from "./run.mjs";

/**
 * What a runner's JSON report says, as `npm test` counts and tells it.
 * @typedef {{file: string, title: string, why: string}} Told
 * @typedef {{passed: number, failed: Told[], unsteady: Told[], crashed: boolean}} Outcome
 */

/** @param {any} report @returns {Outcome} */
export function readVitest({ numPassedTests, testResults }) {
  const failed = testResults.flatMap(
    /** @param {any} suite @returns {Told[]} */
    ({ name, message, status, assertionResults }) => {
      const file = relative(project, name);
      const tests = assertionResults
        .filter(/** @param {any} test */ (test) => test.status === "failed")
        .map(
          /** @param {any} test */ ({ fullName, failureMessages }) => ({
            file,
            title: fullName,
            why: firstLine(failureMessages[0]),
          }),
        );
      // A file whose hook or import fails has no failed test of its own.
      if (status === "failed" && tests.length === 0)
        return [{ file, title: "the file", why: firstLine(message) }];
      // A process that ends in the middle takes the tests behind it along, and nobody fails.
      const isCutOff = assertionResults.some(
        /** @param {any} test */ (test) => test.status === "pending",
      );
      if (isCutOff)
        tests.push({ file, title: "the file", why: "it ended before all its tests had" });
      return tests;
    },
  );
  return { passed: numPassedTests, failed, unsteady: [], crashed: false };
}

/** @param {any} report @returns {Outcome} */
export function readPlaywright({ suites, stats }) {
  /** @type {Told[]} */
  const failed = [];
  /** @type {Told[]} */
  const unsteady = [];
  for (const { file, title, tests } of suites.flatMap(specsOf))
    for (const { status, results } of tests) {
      const message = results.find(/** @param {any} r */ (r) => r.error)?.error.message;
      const told = { file: `e2e/${file}`, title, why: firstLine(message) };
      if (status === "unexpected") failed.push(told);
      if (status === "flaky") unsteady.push(told);
    }
  return { passed: stats.expected + unsteady.length, failed, unsteady, crashed: false };
}

/** @param {any} suite @returns {any[]} */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** @param {string | undefined} text */
function firstLine(text = "") {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the runners colour what they say.
  const lines = text.replace(/\u001b\[[0-9;]*m/g, "").split("\n");
  return (lines.find((line) => line.trim() !== "") ?? "no words").trim().slice(0, 200);
}

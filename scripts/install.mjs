import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { project, runNpm } from "./run.mjs";

/**
 * Installs the packages of the lockfile where they are missing or of another version; touches no
 * network when all are there.
 * @param {import("../lib/server/steps/steps.mjs").Step} step
 * @returns {Promise<boolean>}
 */
export async function install(step) {
  const wanted = readPackages(join(project, "package-lock.json"));
  if (isInstalled(wanted)) {
    step.done(`${countInstalled()} packages are there`);
    return true;
  }
  const timer = setInterval(
    () => step.progress(`npm ci: ${countInstalled()} packages so far`),
    500,
  );
  const result = await runNpm([
    "ci",
    "--include=dev",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
  ]);
  clearInterval(timer);
  if (result.code === 0) {
    step.done(`npm ci: ${countInstalled()} packages`);
    return true;
  }
  step.fail(
    `npm ci ended with code ${result.code}:\n${result.tail.split("\n").slice(-12).join("\n")}`,
    "see that npm can reach its registry (proxy, VPN, `npm config get registry`) and run the command again.\n" +
      "With all packages once installed, no network is needed.",
  );
  return false;
}

/**
 * npm writes node_modules/.package-lock.json last: an interrupted installation has none.
 * @param {Map<string, {version: string, optional: boolean}>} wanted
 */
function isInstalled(wanted) {
  const present = readPackages(join(project, "node_modules", ".package-lock.json"));
  if (present.size === 0) return false;
  return [...wanted].every(([path, { version, optional }]) => {
    const found = present.get(path);
    return found ? found.version === version : optional;
  });
}

/** @param {string} file @returns {Map<string, {version: string, optional: boolean}>} */
function readPackages(file) {
  try {
    /** @type {{packages: Record<string, {version: string, optional?: boolean}>}} */
    const lock = JSON.parse(readFileSync(file, "utf8"));
    return new Map(
      Object.entries(lock.packages)
        .filter(([path]) => path !== "")
        .map(([path, entry]) => [
          path,
          { version: entry.version, optional: entry.optional === true },
        ]),
    );
  } catch {
    return new Map();
  }
}

function countInstalled() {
  try {
    const names = readdirSync(join(project, "node_modules")).filter(
      (name) => !name.startsWith("."),
    );
    return names.reduce(
      (sum, name) =>
        sum + (name.startsWith("@") ? readdirSync(join(project, "node_modules", name)).length : 1),
      0,
    );
  } catch {
    return 0;
  }
}

import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { project } from "./run.mjs";

// `npm run lockfile`, after a change of dependencies. Where a registry's mirror lacks what another platform
// needs, npm leaves it out of the lockfile and then refuses that lockfile; this writes it in.

/** @typedef {{version?: string, integrity?: string, optional?: boolean, dev?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string>}} Entry */

const file = join(project, "package-lock.json");
/** @type {{packages: Record<string, Entry>}} */
const lock = JSON.parse(readFileSync(file, "utf8"));

const missing = Object.values(lock.packages).flatMap((entry) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !lock.packages[`node_modules/${name}`])
    .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
);
for (const { name, version, dev } of missing) {
  const known = await ask(name, version);
  lock.packages[`node_modules/${name}`] = {
    version,
    ...(known.integrity ? { integrity: known.integrity } : {}),
    ...platformOf(name),
    ...(dev ? { dev } : {}),
    optional: true,
  };
  process.stdout.write(`${name}@${version}${known.integrity ? "" : " (no digest to be had)"}\n`);
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

/** @param {string} name @param {string} version @returns {Promise<{integrity?: string}>} */
async function ask(name, version) {
  try {
    const args = ["view", `${name}@${version}`, "dist.integrity", "--json"];
    const { stdout } = await promisify(execFile)("npm", args);
    const integrity = JSON.parse(stdout || "null");
    return typeof integrity === "string" ? { integrity } : {};
  } catch {
    return {};
  }
}

/**
 * Without these npm would want every one of them on every machine.
 * @param {string} name
 * @returns {Pick<Entry, "os" | "cpu" | "libc">}
 */
function platformOf(name) {
  if (name === "fsevents") return { os: ["darwin"] };
  const words = name.split(/[-/.]/).map((word) => word.replace("linuxmusl", "linux"));
  /** @param {string[]} names */
  const pick = (names) => names.filter((candidate) => words.includes(candidate)).slice(0, 1);
  const os = pick([
    "darwin",
    "win32",
    "freebsd",
    "android",
    "openharmony",
    "linux",
    "sunos",
    "netbsd",
    "openbsd",
    "aix",
  ]);
  const cpu = pick([
    "arm64",
    "x64",
    "arm",
    "ia32",
    "ppc64",
    "s390x",
    "riscv64",
    "loong64",
    "mips64el",
    "wasm32",
  ]);
  const musl = /musl/.test(name);
  const glibc = /gnu/.test(name);
  return {
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(os[0] === "linux" && (musl || glibc) ? { libc: [musl ? "musl" : "glibc"] } : {}),
  };
}

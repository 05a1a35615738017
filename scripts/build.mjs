import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { project, run } from "./run.mjs";

const stampFile = join(project, "dist", "sources.sha256");
/** The history's thread, as a source. */
export const historyThread = "lib/server/history/history.worker.ts";
const folders = ["app", "components", "lib", "public"];
const files = [
  "server.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/**
 * Builds the pages (Next) and the server (esbuild) where a source changed since the last build.
 * @param {import("../lib/server/steps/steps.mjs").Step} step
 * @param {{allowed?: boolean}} [options]
 * @returns {Promise<boolean>}
 */
export async function build(step, { allowed = true } = {}) {
  const stamp = hashSources();
  const built =
    existsSync(join(project, ".next", "BUILD_ID")) &&
    existsSync(join(project, "dist", "server.js")) &&
    existsSync(join(project, "dist", "server.history.js"));
  if (built && (!allowed || readStamp() === stamp)) {
    step.done(allowed ? "sources unchanged" : "as it is (--no-build)");
    return true;
  }
  if (!allowed) {
    step.fail("There is no build yet.", "leave --no-build out once.");
    return false;
  }
  rmSync(stampFile, { force: true });
  step.progress("pages");
  const pages = await run(
    process.execPath,
    [join(project, "node_modules/next/dist/bin/next"), "build"],
    {
      env: { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
      onLine: (line) => step.progress(`pages: ${line.replace(/^[^\w]+/, "").slice(0, 48)}`),
    },
  );
  if (pages.code !== 0) {
    step.fail(
      `next build ended with code ${pages.code}:\n${pages.tail}`,
      "mend the error above; a changed file is the usual cause (git status).",
    );
    return false;
  }
  step.progress("server");
  try {
    await bundleServer("server");
  } catch (error) {
    step.fail(
      `esbuild: ${error instanceof Error ? error.message : error}`,
      "mend the error above.",
    );
    return false;
  }
  writeFileSync(stampFile, stamp);
  step.done("pages and server");
  return true;
}

/**
 * Bundled, the server starts in a third less time and memory than through a loader; packages stay outside. Beside it lies
 * the script of its history's thread, which looks for it there.
 * @param {string} name
 * @returns {import("esbuild").BuildOptions}
 */
export function serverBundle(name) {
  mkdirSync(join(project, "dist"), { recursive: true });
  return {
    absWorkingDir: project,
    entryPoints: { [name]: "server.ts", [`${name}.history`]: historyThread },
    outdir: "dist",
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    // A start reads the map: the sources in it were two thirds of it, and a stack names only their lines.
    sourcesContent: false,
    logLevel: "silent",
  };
}

/** @param {string} name */
async function bundleServer(name) {
  const esbuild = await import("esbuild");
  await esbuild.build(serverBundle(name));
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, "utf8") : undefined;
}

/** By content, not by time: a checkout or a clone changes times without changing a source. */
function hashSources() {
  const hash = createHash("sha256");
  const sources = folders.flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.\w+$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [...sources.sort(), ...files.map((name) => join(project, name))]) {
    hash
      .update(`${file.slice(project.length)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

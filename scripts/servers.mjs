import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { project } from "./run.mjs";

/**
 * Gets the nats-servers that the tests run on into the cache: newest, 2.10 and 2.9.
 * @param {import("../lib/server/steps/steps.mjs").Step} step
 * @param {(line: string) => void} note
 */
export async function getServers(step, note) {
  const outfile = join(project, "dist", `servers-${process.pid}.mjs`);
  const esbuild = await import("esbuild");
  await esbuild.build({
    absWorkingDir: project,
    entryPoints: ["lib/testing/ensure-servers.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  try {
    /** @type {typeof import("../lib/testing/ensure-servers")} */
    const { ensureServers } = await import(pathToFileURL(outfile).href);
    const cacheDir = process.env.NATSIGHT_CACHE ?? join(project, ".natsight", "cache");
    const result = await ensureServers({
      cacheDir,
      report: (want, { source, outcome, detail }) =>
        note(`${want}, ${source}: ${outcome}, ${detail}`),
      progress: (want, { step: doing }) => step.progress(`${want}: ${doing}`),
    });
    if (result.ok) {
      step.done(
        Object.values(result.binaries)
          .map(({ version }) => version)
          .join(", "),
      );
    } else {
      step.fail(result.why, "see that a Debian mirror or the release page can be reached.");
    }
    return result.ok;
  } finally {
    rmSync(outfile, { force: true });
  }
}

import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { historyThread } from "./build.mjs";
import { project } from "./run.mjs";

/**
 * The product's own history, bundled for a script as the server's is; its thread lies beside it.
 * @returns {Promise<typeof import("../lib/server/history/history") & typeof import("../lib/server/history/settings") & typeof import("../lib/live/matrix-wire") & {remove: () => void}>}
 */
export async function loadHistory() {
  const esbuild = await import("esbuild");
  const name = `history-${process.pid}`;
  const contents = ["server/history/history", "server/history/settings", "live/matrix-wire"]
    .map((one) => `export * from "./lib/${one}";`)
    .join("\n");
  /** @type {import("esbuild").BuildOptions} */
  const common = {
    ...{ absWorkingDir: project, bundle: true, platform: "node", format: "esm" },
    ...{ target: "node20", packages: "external", logLevel: "silent" },
  };
  await esbuild.build({
    ...common,
    stdin: { contents, resolveDir: project, sourcefile: `${name}.ts`, loader: "ts" },
    outfile: join("dist", `${name}.js`),
  });
  const entryPoints = { [`${name}.history`]: historyThread };
  await esbuild.build({ ...common, entryPoints, outdir: "dist" });
  const files = [`${name}.js`, `${name}.history.js`].map((file) => join(project, "dist", file));
  const module = await import(pathToFileURL(files[0] ?? "").href);
  return {
    ...module,
    remove: () => {
      for (const file of files) rmSync(file, { force: true });
    },
  };
}

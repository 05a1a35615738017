import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createSteps } from "../lib/server/steps/steps.mjs";
import { serverBundle } from "./build.mjs";
import { install } from "./install.mjs";
import { project } from "./run.mjs";

// `npm run dev`: pages reload by Next; the server restarts when something that it is bundled from changes.

const steps = createSteps();
const { values } = parseArgs({ options: { port: { type: "string" } } });
const name = `dev-${process.pid}`;
const outfile = join(project, "dist", `${name}.js`);
/** @type {import("node:child_process").ChildProcess | undefined} */
let server;
let stopping = false;

if (!(await install(steps.begin("Packages", "looking")))) process.exit(1);
const esbuild = await import("esbuild");
const watcher = await esbuild.context({
  ...serverBundle(name),
  plugins: [{ name: "restart", setup: ({ onEnd }) => onEnd(restart) }],
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, stop);
await watcher.watch();

/** @param {import("esbuild").BuildResult} result */
async function restart(result) {
  if (stopping) return;
  for (const error of result.errors)
    steps.note(`${error.location?.file ?? ""}:${error.location?.line ?? ""} ${error.text}`);
  if (result.errors.length > 0) return;
  await stopServer();
  server = spawn(process.execPath, ["--disable-proto=delete", "--enable-source-maps", outfile], {
    cwd: project,
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      NODE_ENV: "development",
      NEXT_TELEMETRY_DISABLED: "1",
      UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? "16",
      NATSIGHT_DEV: "1",
      ...(values.port ? { NATSIGHT_PORT: values.port } : {}),
    },
  });
}

/** @returns {Promise<void>} */
function stopServer() {
  const old = server;
  if (!old || old.exitCode !== null || old.signalCode !== null) return Promise.resolve();
  return new Promise((settle) => {
    const late = setTimeout(() => old.kill("SIGKILL"), 4_700);
    old.once("exit", () => {
      clearTimeout(late);
      settle();
    });
    old.kill("SIGTERM");
  });
}

async function stop() {
  if (stopping) return;
  stopping = true;
  await stopServer();
  await watcher.dispose();
  for (const end of [".js", ".js.map", ".history.js", ".history.js.map"])
    rmSync(join(project, "dist", `${name}${end}`), { force: true });
  process.exit(0);
}

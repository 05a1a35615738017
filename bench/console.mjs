import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "../scripts/run.mjs";
import { askHttp, freePort, until } from "./answers.mjs";
import { startProcess } from "./processes.mjs";

/**
 * A running console, and when it said what, counted from its start.
 * @typedef {{url: string, startedMs: number, firstAnswerMs: number, healthyMs: number, announcedMs: number, natsServer: string | undefined, serverPid: number, stop: () => Promise<void>}} Console
 */

/**
 * Starts the built console on a data folder as a person would, and waits until it says its address.
 * @param {string} dataDir
 * @param {{through?: "node" | "npm", natsUrl?: string}} [options] without an address it runs a NATS of its own
 * @returns {Promise<Console>}
 */
export async function startConsole(dataDir, { through = "node", natsUrl } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [command, args] = commandLine(through, port);
  let announcedMs = 0;
  const startedMs = performance.now();
  const sinceMs = () => performance.now() - startedMs;
  const server = startProcess(command, args, {
    cwd: project,
    env: environment(dataDir, natsUrl),
    onOutput: (all) => {
      if (announcedMs === 0 && all.includes("Natsight is at")) announcedMs = sinceMs();
    },
  });
  const ended = () => (server.hasEnded() ? server.output() : undefined);
  try {
    const health = `${url}/api/health`;
    await until("the first HTTP answer", () => askHttp(health), { ended });
    const firstAnswerMs = sinceMs();
    await until("a healthy console", async () => isHealthy(await askHttp(health)), { ended });
    const healthyMs = sinceMs();
    await until("its address", async () => announcedMs || undefined, { ended });
    if (!server.output().includes(url)) throw new Error(`not at ${url}:\n${server.output()}`);
    const times = { startedMs, firstAnswerMs, healthyMs, announcedMs };
    const found = { natsServer: natsServerOf(dataDir), serverPid: serverPidOf(dataDir) };
    return { url, ...times, ...found, stop: server.stop };
  } catch (error) {
    await server.stop().catch(() => {});
    throw error;
  }
}

/** @param {"node" | "npm"} through @param {number} port @returns {[string, string[]]} */
function commandLine(through, port) {
  const own = ["--port", String(port), "--no-build"];
  if (through === "npm") return ["npm", ["start", "--", ...own]];
  return [process.execPath, [join(project, "scripts", "start.mjs"), ...own]];
}

/**
 * A NATS server that the shell names would take the place of what the bench wants.
 * @param {string} dataDir @param {string | undefined} natsUrl
 */
function environment(dataDir, natsUrl) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    NATSIGHT_DATA: dataDir,
    NATSIGHT_CACHE: process.env.NATSIGHT_CACHE ?? join(project, ".natsight", "cache"),
  };
  for (const name of Object.keys(env)) if (/^(NATS_|npm_)/.test(name)) delete env[name];
  if (natsUrl !== undefined) env.NATS_URL = natsUrl;
  return env;
}

/** @param {{status: number, body: string} | undefined} answer */
function isHealthy(answer) {
  return answer?.status === 200 && JSON.parse(answer.body).status === "ok" ? true : undefined;
}

/** The binary that the console found, if it runs one. @param {string} dataDir @returns {string | undefined} */
function natsServerOf(dataDir) {
  const file = join(dataDir, "nats", "server.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).binary : undefined;
}

/** The process that serves, not the one that started it. @param {string} dataDir @returns {number} */
function serverPidOf(dataDir) {
  return JSON.parse(readFileSync(join(dataDir, "lock"), "utf8")).server.pid;
}

import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { identify, isEnding, takeLock } from "../lib/server/lock/lock.mjs";
import { createSteps } from "../lib/server/steps/steps.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { project, stopRunning } from "./run.mjs";

// `npm start`: install, build, run. Needs nothing but Node, so nothing here is imported from a package.

const help = `npm start -- [options]

  --port N      listen on port N (default 3222; the next free one when it is taken)
  --host NAME   listen on NAME, a loopback address (default 127.0.0.1)
  --no-demo     no demo traffic on the embedded NATS server
  --no-embedded no NATS server of its own, also where no connection is configured
  --no-build    run the build that is there, even when sources changed
  --open        open the console in the browser
  --help        this text

With NATS_URL or NATS_CONTEXT set, the console uses that server and starts none of its own; NATS_CREDS,
NATS_USER, NATS_PASSWORD, NATS_TOKEN, NATS_NKEY, NATS_CERT, NATS_KEY and NATS_CA mean what they mean to
the nats command. More connections stand in natsight.config.yaml (or .json), see README, or are added in
the console itself.

  NATSIGHT_CONFIG           the configuration file, where it is another one
  NATSIGHT_DATA             the data folder (default .natsight)
  NATSIGHT_SECRET_KEY_FILE  the key for stored credentials (default: one beside them, made when needed)
  NATSIGHT_ROLE             what everybody may do: observer, reader, publisher, operator or admin (default)
  NATSIGHT_EMBEDDED=0       as --no-embedded
  NATSIGHT_GATEWAY_SOCKETS  how many sockets browsers may hold open in all (default 1000)
  NATSIGHT_GATEWAY_SOCKETS_PER_ADDRESS
                            and from one address (default 256)
  NATSIGHT_HISTORY=0        keeps nothing of the past
  NATSIGHT_HISTORY_MAX_BYTES
                            what the past may take on disk (default 4 GiB)
  NATSIGHT_HISTORY_FINE, _MINUTE, _QUARTER
                            how long it is kept by the tick (24h), the minute (14d), the quarter hour (365d)
  NATSIGHT_NATS_SERVER      the nats-server to run`;

const steps = createSteps();
// A reader that has gone (`npm start | head`) is no fault.
process.stdout.on("error", () => {});
const dataDir = resolve(project, process.env.NATSIGHT_DATA ?? ".natsight");
/** @type {import("node:child_process").ChildProcess | undefined} */
let server;
let stopping = false;

const options = readOptions();
const npm = process.env.npm_lifecycle_event ? identify(process.ppid) : undefined;
const lock = await takeLockInTurn();
if (!lock.ok) {
  const { pid, since, url } = lock.holder;
  process.stderr.write(
    `Natsight already runs on ${dataDir}: process ${pid}, since ${since}${url ? `, at ${url}` : ", still starting"}.\n` +
      "Stop it first (Ctrl-C there), or give this one a folder of its own: NATSIGHT_DATA=.natsight-2 npm start\n",
  );
  process.exit(1);
}
const { update, release } = lock;
process.on("exit", release);
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => stop(signal));

// npm can be killed without a word to what it runs.
if (npm) setInterval(() => process.ppid !== npm.pid && stop("SIGTERM"), 500).unref();

const ready =
  (await install(steps.begin("Packages", "looking"))) &&
  (await build(steps.begin("Build", "looking for changes"), { allowed: options.build }));
if (!ready && !stopping) process.exit(1);
if (!stopping) runServer();

/** One that was killed needs its moments to end: those are waited for, one that runs is not. */
async function takeLockInTurn() {
  const file = join(dataDir, "lock");
  const facts = npm ? { npm } : {};
  const untilMs = performance.now() + 6_000;
  for (;;) {
    const taken = tryLock(file, facts);
    if (taken.ok || !isEnding(taken.holder) || performance.now() > untilMs) return taken;
    await sleep(50);
  }
}

/** @param {string} file @param {Parameters<typeof takeLock>[1]} facts */
function tryLock(file, facts) {
  try {
    return takeLock(file, facts);
  } catch (error) {
    steps
      .begin("Data", dataDir)
      .fail(
        `${dataDir} cannot be written to: ${error instanceof Error ? error.message : error}`,
        "name another folder: NATSIGHT_DATA=~/natsight npm start",
      );
    return process.exit(1);
  }
}

function readOptions() {
  /** @param {string} problem @returns {never} */
  const refuse = (problem) => {
    process.stderr.write(`${problem}\n\n${help}\n`);
    process.exit(2);
  };
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    refuse(`Node ${process.versions.node} is too old: Natsight needs 20.19 or newer.`);
  }
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "3222" },
        host: { type: "string", default: "127.0.0.1" },
        demo: { type: "boolean", default: true },
        embedded: { type: "boolean", default: true },
        build: { type: "boolean", default: true },
        open: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
      allowNegative: true,
    });
    if (values.help) {
      process.stdout.write(`${help}\n`);
      process.exit(0);
    }
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
      return refuse(`--port ${values.port} is no port.`);
    }
    return values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** The server is a process of its own, because it runs with a flag (no `__proto__`) that this one has not. */
function runServer() {
  server = spawn(
    process.execPath,
    ["--disable-proto=delete", "--enable-source-maps", join(project, "dist", "server.js")],
    {
      cwd: project,
      // A group of its own: Ctrl-C reaches this process alone, which stops the server once and in order.
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        // Names are looked up in the threads that read files: a name service that is gone shall not stop the pages.
        UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? "16",
        NATSIGHT_PORT: options.port,
        NATSIGHT_HOST: options.host,
        NATSIGHT_DEMO: options.demo ? "1" : "0",
        ...(options.embedded ? {} : { NATSIGHT_EMBEDDED: "0" }),
        NATSIGHT_DATA: dataDir,
        NATSIGHT_LOCK_HELD: "1",
      },
    },
  );
  if (server.pid !== undefined) update({ server: identify(server.pid) });
  server.on("message", (message) => {
    const { url } = /** @type {{url: string}} */ (message);
    update({ url });
    if (options.open) openBrowser(url);
  });
  server.on("exit", (code, signal) => {
    if (signal && !stopping) process.stderr.write(`The server was ended by ${signal}.\n`);
    process.exit(code ?? 1);
  });
}

/** @param {string} url */
function openBrowser(url) {
  const onLinux = process.env.WSL_DISTRO_NAME ? "wslview" : "xdg-open";
  const command = process.platform === "darwin" ? "open" : onLinux;
  const child = spawn(command, [url], { stdio: "ignore", detached: true });
  child.on("error", () => steps.note(`--open: there is no ${command} here; open ${url} yourself.`));
  child.unref();
}

/** @param {NodeJS.Signals} signal */
async function stop(signal) {
  if (stopping) return;
  stopping = true;
  if (server && server.exitCode === null && server.signalCode === null) {
    // Its exit ends this process too; five seconds are promised.
    server.kill("SIGTERM");
    setTimeout(() => server?.kill("SIGKILL"), 4_700).unref();
    return;
  }
  await stopRunning();
  process.exit(signal === "SIGINT" ? 130 : 143);
}

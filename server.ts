import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { createCollectors } from "./lib/server/collector/collectors";
import { parseOptions, type ServerOptions } from "./lib/server/config/options";
import { version } from "./lib/server/config/version";
import { createEditing } from "./lib/server/connections/editing";
import { embeddedTarget } from "./lib/server/connections/from-environment";
import { startConnections } from "./lib/server/connections/start";
import type { Target } from "./lib/server/connections/target";
import { startDemo } from "./lib/server/demo/demo";
import { connectNats } from "./lib/server/dial/connect";
import { testConnection } from "./lib/server/doctor/doctor";
import { startOwnNats } from "./lib/server/embedded/own-nats";
import { createGateway } from "./lib/server/gateway/gateway";
import { createHistory, createNoHistory, type History } from "./lib/server/history/history";
import { type HistorySettings, usualHistory } from "./lib/server/history/settings";
import { createApi } from "./lib/server/http/api";
import { createCollectorApi } from "./lib/server/http/api-collector";
import { createConnectionsApi, whyFixed } from "./lib/server/http/api-connections";
import { createHistoryApi } from "./lib/server/http/api-history";
import { createLimitsApi } from "./lib/server/http/api-limits";
import { createObjectsApi } from "./lib/server/http/api-objects";
import { createTestApi } from "./lib/server/http/api-test";
import { createFrontDoor } from "./lib/server/http/front-door";
import { createHttpServer, listen, stopListening } from "./lib/server/http/listen";
import { createLog } from "./lib/server/http/log";
import { createMetrics } from "./lib/server/http/metrics";
import { takeToken } from "./lib/server/http/token";
import { takeLock } from "./lib/server/lock/lock.mjs";
import { createSteps, type Step } from "./lib/server/steps/steps.mjs";

// The one process: it starts what there is, in order, and ends it in the opposite order.

const steps = createSteps();
/** Next gets a server that never listens: it must not attach to ours (CVE-2026-44578). */
const decoy = createServer();
const stopWithinMs = 4_200;
const stopping = new AbortController();
/** A part that hangs must not keep the next one from its end. */
type Ending = { end: () => unknown; withinMs?: number };
const usuallyWithinMs = 1_000;
/** So long the demo's consumers take to read what has filled its history. */
const demoCatchUpMs = 4_000;
const endings: Ending[] = [];
const log = createLog((line) => {
  if (!stopping.signal.aborted) console.error(line);
});
// Thousands of 64 KiB buffers a second come and go in the gateway: freed by threads beside, while this one allocates
// the next, they cost a third of all that it does (Node 20, 2 cores; figures in bench/RESULTS.md).
setFlagsFromString("--no-concurrent-array-buffer-sweeping");
// A reader that has gone (`npm start | head`) is no fault.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => void end(0));
// `npm start` was killed: nobody is left who could stop this process.
process.on("disconnect", () => void end(0));
process.on("unhandledRejection", (error) => log("error", `unhandled: ${wordsOf(error)}`));

const starting = start().catch((error: unknown) => {
  steps.begin("Start", "").fail(wordsOf(error), "see that the data folder can be written to.");
  return false;
});
if (!(await starting)) await end(1);

async function start(): Promise<boolean> {
  const parsed = parseOptions(process.env);
  if (!parsed.ok) {
    steps.begin("Options", "").fail(parsed.why, parsed.whatToDo);
    return false;
  }
  const { options } = parsed;
  if (!options.lockHeld && !takeDataLock(options)) return false;
  const pages = preparePages(options);
  const started = await startConnections({
    ...{ options, env: process.env, folder: process.cwd(), log },
    step: steps.begin("NATS", "looking"),
    runOwn: (step) => runOwn(options, step),
  });
  if (!started) return stopping.signal.aborted;
  const { connections, own, firstWord } = started;
  endings.push({ end: () => connections.close() });
  const said = connections.sources.config.state().history;
  const kept = { ...usualHistory, ...said, ...options.history };
  const history = openHistory(options.dataDir, kept);
  endings.push({ end: () => history.close(), withinMs: 1_500 });
  const collectors = createCollectors(connections.registry, options.role, history);
  endings.push({ end: () => collectors.close() });
  if (stopping.signal.aborted) return true;
  const forget = () => own && collectors.get(own.id)?.forgetPast();
  const demo = own && options.demo ? wakeDemo(own, forget) : undefined;
  // Our own is there already; its connection comes up while the pages load.
  if (!own) await firstWord();

  const opening = steps.begin("Console", "starting");
  const gateway = createGateway({
    registry: connections.registry,
    role: options.role,
    limits: options.gatewayLimits,
    log,
  });
  endings.push({ end: () => gateway.close() });
  const app = await pages;
  const binding = { host: options.host, port: options.port };
  const { registry, home, directOrigins } = connections;
  const fixed = whyFixed(options.host, connections);
  const routes = {
    connections,
    editing: createEditing(connections),
    role: options.role,
    fixed,
    runTest: testConnection,
    log,
  };
  const parts = [
    createConnectionsApi(routes),
    createTestApi(routes),
    createCollectorApi({ registry, collectors }),
    createHistoryApi({ registry, history }),
    createLimitsApi(options.gatewayLimits, kept),
    createObjectsApi({ registry, role: options.role, log }),
    createMetrics({ version, registry, collectors, gateway, history }),
  ];
  const door = createFrontDoor({
    pages: app.getRequestHandler(),
    api: createApi({ version, registry, parts, log }),
    home,
    gateway,
    bindings: () => binding,
    mode: options.development ? "development" : "production",
    log,
    token: takeToken(options.dataDir),
    directOrigins,
    // `getUpgradeHandler()` does not know hot reload; what Next hangs on the decoy does.
    devUpgrade: options.development ? (...args) => decoy.emit("upgrade", ...args) : undefined,
  });
  const server = createHttpServer(door);
  const listening = await listen(server, { ...options, log: (_level, text) => steps.note(text) });
  if (!listening.ok) {
    opening.fail(listening.why, "name another port: npm start -- --port 4000");
    return false;
  }
  endings.push({ end: () => stopListening(server) });
  binding.port = listening.port;
  const url = `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${listening.port}`;
  if (own) await firstWord();
  opening.done(url);
  if (stopping.signal.aborted) return true;
  process.stdout.write(`\n  Natsight is at ${url}  (Ctrl-C stops it)\n\n`);
  process.send?.({ url });
  // The first answer of a page is the slow one: nobody should be the one who waits for it.
  await fetch(`${url}${home()}`).catch(() => undefined);
  if (demo !== undefined) await sayDemo(demo);
  return true;
}

/** What was collected, kept in the data folder. */
function openHistory(folder: string, settings: HistorySettings): History {
  return settings.isEnabled ? createHistory({ folder, settings, log }) : createNoHistory(settings);
}

/** A NATS of the console's own; the step says why where there is none to be had. */
async function runOwn(options: ServerOptions, step: Step): Promise<Target | undefined> {
  const own = await startOwnNats({
    ...options,
    step,
    note: steps.note,
    report: (line) => log("warn", line),
    signal: stopping.signal,
  });
  if (!own) return undefined;
  endings.push({ end: () => own.stop(), withinMs: 3_500 });
  if (stopping.signal.aborted) await own.stop();
  return embeddedTarget(() => own.server.ports.client);
}

/**
 * It wakes up while the pages load; what it says is said when its turn comes. What fills its history in its first
 * seconds is no traffic: beside that, all that comes after looks flat.
 */
function wakeDemo(target: Target, forget: () => void): Promise<string | undefined> {
  const starting = startDemo({
    connect: (name) => connectNats(target, { name }),
    report: ({ what, why }) => log("warn", `demo: ${what}: ${why}`),
  });
  endings.push({ end: async () => (await starting).stop() });
  void starting
    .then(() => sleep(demoCatchUpMs, undefined, { ref: false }))
    .then(forget, () => undefined);
  return starting.then(
    () => undefined,
    (error: unknown) => wordsOf(error),
  );
}

async function sayDemo(demo: Promise<string | undefined>): Promise<void> {
  const step = steps.begin("Demo", "a small company wakes up");
  const fault = await demo;
  if (stopping.signal.aborted) return;
  if (fault) step.warn(`not started: ${fault}`);
  else step.done("orders, payments, telemetry (--no-demo: without)");
}

async function preparePages(options: ServerOptions) {
  // Imported here, so that NATS starts while it loads.
  const { default: next } = await import("next");
  const app = next({
    dev: options.development,
    dir: process.cwd(),
    httpServer: decoy,
    hostname: options.host,
    port: options.port,
  });
  // Next says at each start that it has read its configuration, in the middle of our lines.
  const say = console.log;
  if (!options.development) console.log = () => undefined;
  await app.prepare();
  console.log = say;
  return app;
}

function takeDataLock(options: ServerOptions): boolean {
  const lock = takeLock(join(options.dataDir, "lock"));
  if (lock.ok) {
    endings.push({ end: lock.release });
    return true;
  }
  steps
    .begin("Data", options.dataDir)
    .fail(`Process ${lock.holder.pid} already runs on ${options.dataDir}.`, "stop it first.");
  return false;
}

/** Ends everything in the opposite order of its start; what hangs is left behind. */
async function end(code: number): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  setTimeout(() => process.exit(code || 1), stopWithinMs).unref();
  await endAll();
  // A start that was under way may have begun something since, a nats-server for one.
  await Promise.race([starting, sleep(stopWithinMs)]);
  await endAll();
  process.exit(code);
}

async function endAll(): Promise<void> {
  for (let next = endings.pop(); next; next = endings.pop()) {
    await Promise.race([attempt(next.end), sleep(next.withinMs ?? usuallyWithinMs)]);
  }
}

async function attempt(ending: () => unknown): Promise<void> {
  try {
    await ending();
  } catch (error) {
    log("error", `at the end: ${wordsOf(error)}`);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

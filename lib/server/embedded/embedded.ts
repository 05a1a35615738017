import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { processStart } from "@/lib/server/lock/process.mjs";
import { findOrphan } from "./adopt";
import { type EmbeddedPorts, embeddedConfig, logFileIn } from "./embedded-config";
import { launchNatsServer } from "./launch";
import { oldestForConsole } from "./pinned";
import { freePorts, isFree } from "./ports";
import {
  readSettled,
  removeServerFile,
  type SettledServer,
  writeServerFile,
  writeSettled,
} from "./server-file";
import { followProcess, type ProcessExit, type ServerProcess } from "./server-process";
import { compareVersions } from "./version";

/** Which binary to run, where it keeps its data, and who hears of what happens. */
export type EmbeddedOptions = {
  binary: { path: string; version: string };
  dataDir: string;
  report: (line: string) => void;
  /** Gives a start up that is under way; a running server is ended by `stop`. */
  signal?: AbortSignal;
};

/** The console's own nats-server, on loopback. */
export type EmbeddedServer = {
  readonly url: string;
  readonly name: string;
  readonly version: string;
  readonly pid: number;
  readonly ports: EmbeddedPorts;
  /** True when an earlier console had started it. */
  readonly adopted: boolean;
  /** Called when it ends by itself, not by `stop` or `restart`. Returns how to stop listening. */
  onExit: (listener: (exit: ProcessExit) => void) => () => void;
  /** Starts it again with the same data, on the same ports where they are still free. */
  restart: () => Promise<StartFailure | { ok: true }>;
  /** Ends it; its data stays. */
  stop: () => Promise<void>;
};

/** Why there is no server, and what a person can do. */
type StartFailure = { ok: false; why: string; what: string };

/** A running server, or why not. */
export type EmbeddedResult = { ok: true; server: EmbeddedServer } | StartFailure;

const readyWithinMs = 60_000;
const portAttempts = 3;

/** Runs nats-server for the console, or takes over the one that a killed console left running. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedResult> {
  const { version } = options.binary;
  if (compareVersions(version, oldestForConsole) < 0) {
    const why = `nats-server ${version} at ${options.binary.path} is too old`;
    return {
      ok: false,
      why,
      what: `The console's own server has to be ${oldestForConsole} or newer.`,
    };
  }
  const dir = join(resolve(options.dataDir), "nats");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const orphan = await findOrphan(dir);
  if (orphan.state === "unclear") return { ok: false, why: orphan.why, what: orphan.what };
  if (orphan.state === "found") {
    const { record } = orphan;
    options.report(`goes on with the nats-server of an earlier start, process ${record.pid}`);
    const server = toEmbedded(options, dir, { ...record, process: followProcess(record) }, true);
    return { ok: true, server };
  }
  const started = await start(options, dir);
  if (!started.ok) return started;
  return { ok: true, server: toEmbedded(options, dir, started.run, false) };
}

/** One life of the server: a restart begins another. */
type Run = SettledServer & { version: string; process: ServerProcess };

type Started = { ok: true; run: Run } | StartFailure;

async function start(options: EmbeddedOptions, dir: string): Promise<Started> {
  const { path, version } = options.binary;
  let why = "";
  for (let attempt = 0; attempt < portAttempts; attempt++) {
    const settled = await settle(dir, options.report);
    const result = await launchNatsServer({
      binary: path,
      config: embeddedConfig({ ...settled, dir }),
      dir,
      logFile: logFileIn(dir),
      readyWithinMs,
      ...(options.signal ? { signal: options.signal } : {}),
      onSpawn: (pid) =>
        writeServerFile(dir, {
          ...settled,
          pid,
          started: processStart(pid) ?? "gone",
          version,
          binary: path,
        }),
    });
    if (result.ok) return { ok: true, run: { ...settled, version, process: result.server } };
    removeServerFile(dir);
    why = [result.why, ...result.log].join("\n  ");
    // Somebody took a port between the check and the start; anything else would fail again.
    if (!why.includes("address already in use")) break;
  }
  return { ok: false, why, what: `Its log is ${logFileIn(dir)}` };
}

async function settle(dir: string, report: (line: string) => void): Promise<SettledServer> {
  const before = readSettled(dir);
  const name = before?.name ?? `natsight-${randomBytes(3).toString("hex")}`;
  const [client = 0, websocket = 0, monitor = 0] = await freePorts(3);
  const keep = async (port: number | undefined, other: number): Promise<number> => {
    if (port === undefined) return other;
    if (await isFree(port)) return port;
    report(`port ${port} of earlier starts is taken, uses ${other}`);
    return other;
  };
  const ports = {
    client: await keep(before?.ports.client, client),
    websocket: await keep(before?.ports.websocket, websocket),
    monitor: await keep(before?.ports.monitor, monitor),
  };
  writeSettled(dir, { name, ports });
  return { name, ports };
}

function toEmbedded(
  options: EmbeddedOptions,
  dir: string,
  first: Run,
  adopted: boolean,
): EmbeddedServer {
  const listeners = new Set<(exit: ProcessExit) => void>();
  let run = first;
  let expected: ServerProcess | undefined;
  let restarting: Promise<unknown> = Promise.resolve();
  const stopping = new AbortController();
  const watch = ({ process }: Run): void => {
    void process.exited.then((exit) => {
      if (process === expected) return;
      removeServerFile(dir);
      for (const listener of listeners) listener(exit);
    });
  };
  const end = async (): Promise<void> => {
    expected = run.process;
    await run.process.stop();
    removeServerFile(dir);
  };
  const restart = async (): Promise<StartFailure | { ok: true }> => {
    await end();
    const started = await start({ ...options, signal: stopping.signal }, dir);
    if (!started.ok) return started;
    run = started.run;
    watch(run);
    return { ok: true };
  };
  watch(run);
  return {
    get url() {
      return `nats://127.0.0.1:${run.ports.client}`;
    },
    get ports() {
      return run.ports;
    },
    get pid() {
      return run.process.pid;
    },
    get version() {
      return run.version;
    },
    name: first.name,
    adopted,
    onExit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restart: () => {
      const next = restart();
      // One that has failed is no reason not to stop.
      restarting = next.catch(() => {});
      return next;
    },
    stop: async () => {
      stopping.abort();
      await restarting;
      await end();
    },
  };
}

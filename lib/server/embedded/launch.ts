import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { infoOfPort } from "@/lib/server/dial/info-of-port";
import { processStart } from "@/lib/server/lock/process.mjs";
import { lastLines } from "./log-lines";
import { readPortsFile, type ServerPorts } from "./ports-file";
import { type ProcessExit, type ServerProcess, stopProcess } from "./server-process";

/** What to start, and where it keeps its configuration and its ports file. */
export type LaunchOptions = {
  binary: string;
  /** In nats-server's own syntax; `ports_file_dir` is added. */
  config: string;
  dir: string;
  /** A log file that `config` names, quoted when the start fails. */
  logFile?: string;
  readyWithinMs?: number;
  /** Such a server says nothing before TLS, so that it listens has to be enough. */
  handshakeFirst?: boolean;
  /** Gives the start up; the process is ended. */
  signal?: AbortSignal;
  /** Called at once, before the server is ready, so that nothing can lose sight of the process. */
  onSpawn?: (pid: number) => void;
};

/** A server that is up: it has told its ports and greeted a connection. */
export type RunningServer = ServerProcess & {
  ports: ServerPorts;
  dir: string;
};

/** Success, or why there is no server, with the last lines it wrote. */
export type LaunchResult =
  | { ok: true; server: RunningServer }
  | { ok: false; why: string; log: string[] };

const readyPollMs = 5;
const infoTimeoutMs = 2_000;

/** Starts a nats-server and waits until it answers. */
export async function launchNatsServer(options: LaunchOptions): Promise<LaunchResult> {
  const { dir, readyWithinMs = 10_000 } = options;
  const configFile = join(dir, "nats-server.conf");
  const outputFile = join(dir, "nats-server.out");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(configFile, `ports_file_dir: ${JSON.stringify(dir)}\n${options.config}\n`, {
    mode: 0o600,
  });
  const child = spawnServer(options.binary, configFile, outputFile);
  const noted = note(child, options.onSpawn);
  const spawned = await waitUntilSpawned(child);
  if (!spawned.ok) return { ok: false, why: spawned.why, log: [] };
  const pid = spawned.pid;
  const server = followChild(child, pid);
  const ready = noted.ok
    ? await waitUntilReady(server, options, Date.now() + readyWithinMs)
    : noted;
  if (ready.ok) return { ok: true, server: { ...server, ports: ready.ports, dir } };
  await server.stop();
  const log = lastLines([outputFile, ...(options.logFile ? [options.logFile] : [])]);
  return { ok: false, why: ready.why, log };
}

function spawnServer(binary: string, configFile: string, outputFile: string): ChildProcess {
  const output = openSync(outputFile, "w", 0o600);
  try {
    // A session of its own: Ctrl-C in the terminal is for the console, which then stops its server in order.
    return spawn(binary, ["-c", configFile], {
      detached: true,
      stdio: ["ignore", output, output],
    });
  } finally {
    closeSync(output);
  }
}

/** A process that nobody could note would be lost at the next start: it must not live on. */
function note(
  { pid }: ChildProcess,
  onSpawn: LaunchOptions["onSpawn"],
): { ok: true } | { ok: false; why: string } {
  try {
    if (pid !== undefined) onSpawn?.(pid);
    return { ok: true };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

type Spawned = { ok: true; pid: number } | { ok: false; why: string };

function waitUntilSpawned(child: ChildProcess): Promise<Spawned> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ ok: false, why: error.message }));
    child.once("spawn", () => {
      if (child.pid !== undefined) resolve({ ok: true, pid: child.pid });
    });
  });
}

function followChild(child: ChildProcess, pid: number): ServerProcess {
  const started = processStart(pid) ?? "";
  let exit: ProcessExit | undefined;
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once("exit", (code, signal) => {
      exit = { code, signal };
      resolve(exit);
    });
  });
  const kill = (signal: NodeJS.Signals): boolean => exit === undefined && child.kill(signal);
  return {
    pid,
    started,
    exited,
    hasExited: () => exit !== undefined,
    kill,
    stop: () => stopProcess(kill, exited),
  };
}

type Ready = { ok: true; ports: ServerPorts } | { ok: false; why: string };

async function waitUntilReady(
  server: ServerProcess,
  { dir, signal, handshakeFirst = false }: LaunchOptions,
  deadlineMs: number,
): Promise<Ready> {
  let ports: ServerPorts | undefined;
  while (Date.now() < deadlineMs) {
    if (signal?.aborted) return { ok: false, why: "was stopped while starting" };
    if (server.hasExited()) return { ok: false, why: "nats-server ended while starting" };
    ports ??= await readPortsFile(dir, server.pid);
    if (ports && (handshakeFirst || (await infoOfPort(ports.client, infoTimeoutMs)))) {
      return { ok: true, ports };
    }
    await pause(readyPollMs);
  }
  return { ok: false, why: "nats-server was not ready in time" };
}

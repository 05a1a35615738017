import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchNatsServer, type RunningServer } from "@/lib/server/embedded/launch";
import { freePorts } from "@/lib/server/embedded/ports";
import type { ServerPorts } from "@/lib/server/embedded/ports-file";
import { type Binary, binaryOf, type Wanted } from "./binaries";
import { isFrozen } from "./frozen";
import { until } from "./until";
import { guardFolder, guardProcess, releaseProcess } from "./watchdog";

/** Which server a test wants; what it leaves out is the newest with JetStream. */
export type ServerOptions = {
  version?: Wanted;
  jetstream?: boolean;
  websocket?: boolean;
  /** More of nats-server's own configuration; may name files in the folder it is given, and ports that are free. */
  config?: string | ((dir: string, ports: ChosenPorts) => string);
  name?: string;
  /** Its configuration asks for TLS before INFO. */
  handshakeFirst?: boolean;
};

/** A real nats-server that belongs to one test file. */
export type TestServer = {
  /** nats://host:port of its client listener. */
  url: string;
  host: string;
  /** Its server_name; the server's own choice unless the test chose one. */
  name: string | undefined;
  ports: ServerPorts;
  pid: number;
  version: string;
  dir: string;
  /** Ends it and removes everything it has written. */
  stop: () => Promise<void>;
  /** Ends it without ceremony; `restart` brings it back. */
  kill: (signal?: NodeJS.Signals) => Promise<void>;
  /** Lets it answer nothing while its connections stay open; returns once it has stopped. */
  freeze: () => Promise<void>;
  thaw: () => void;
  /** Starts it again on the same ports with the same data, ending it first when it runs. */
  restart: () => Promise<void>;
};

const host = "127.0.0.1";
const portAttempts = 5;

/** Starts a nats-server on free loopback ports; a few tens of milliseconds. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const binary = await binaryOf(options.version ?? "newest");
  const dir = await mkdtemp(join(tmpdir(), "natsight-test-"));
  guardFolder(dir);
  try {
    const [running, ports] = await launchOnFreePorts(binary, options, dir);
    return toTestServer(binary, options, running, ports);
  } catch (error) {
    await removeFolder(dir);
    throw error;
  }
}

type ChosenPorts = { client: number; monitor: number; websocket: number };

async function launchOnFreePorts(
  binary: Binary,
  options: ServerOptions,
  dir: string,
): Promise<[RunningServer, ChosenPorts]> {
  let why = "";
  for (let attempt = 0; attempt < portAttempts; attempt++) {
    const [client = 0, monitor = 0, websocket = 0] = await freePorts(3);
    const ports = { client, monitor, websocket };
    const result = await launch(binary, options, dir, ports);
    if (result.ok) return [result.server, ports];
    why = [result.why, ...result.log].join("\n");
    // Another test took the port in between; anything else would fail again.
    if (!why.includes("address already in use")) break;
  }
  throw new Error(why);
}

async function launch(binary: Binary, options: ServerOptions, dir: string, ports: ChosenPorts) {
  const result = await launchNatsServer({
    binary: binary.path,
    config: toConfig(options, dir, ports),
    dir,
    handshakeFirst: options.handshakeFirst ?? false,
    onSpawn: guardProcess,
  });
  if (result.ok) {
    const { pid, exited } = result.server;
    void exited.then(() => releaseProcess(pid));
  }
  return result;
}

function toConfig(options: ServerOptions, dir: string, ports: ChosenPorts): string {
  const { jetstream = true, websocket = false, config = "" } = options;
  return [
    options.name ? `server_name: ${JSON.stringify(options.name)}` : "",
    `host: "${host}"`,
    `port: ${ports.client}`,
    `http: "${host}:${ports.monitor}"`,
    jetstream ? `jetstream { store_dir: ${JSON.stringify(join(dir, "jetstream"))} }` : "",
    websocket ? `websocket { host: "${host}", port: ${ports.websocket}, no_tls: true }` : "",
    typeof config === "string" ? config : config(dir, ports),
  ].join("\n");
}

function toTestServer(
  binary: Binary,
  options: ServerOptions,
  first: RunningServer,
  ports: ChosenPorts,
): TestServer {
  let running = first;
  const kill = async (signal: NodeJS.Signals = "SIGKILL"): Promise<void> => {
    if (running.kill(signal)) running.kill("SIGCONT");
    await running.exited;
  };
  return {
    url: `nats://${host}:${ports.client}`,
    host,
    name: options.name,
    ports: first.ports,
    version: binary.version,
    dir: first.dir,
    get pid() {
      return running.pid;
    },
    kill,
    stop: async () => {
      await kill();
      await removeFolder(first.dir);
    },
    freeze: async () => {
      running.kill("SIGSTOP");
      await until("the server is frozen", () => isFrozen(running.pid));
    },
    thaw: () => void running.kill("SIGCONT"),
    restart: async () => {
      await running.stop();
      const result = await launch(binary, options, first.dir, ports);
      if (!result.ok) throw new Error([result.why, ...result.log].join("\n"));
      running = result.server;
    },
  };
}

function removeFolder(dir: string): Promise<void> {
  return rm(dir, { recursive: true, force: true, maxRetries: 3 });
}

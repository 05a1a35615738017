import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { until } from "@/lib/testing/until";

/** A console of a test's own, started as a person would start it. */
export type Console = {
  dataDir: string;
  child: ChildProcess;
  /** All that it has printed. */
  printed(): string;
  /** Waits until it says where it is. */
  url(): Promise<string>;
  /** Waits for its end: code, signal and how long it took since this call. */
  ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null; tookMs: number }>;
};

/** What differs from a plain `npm start -- --no-build --port 0` in an empty data folder. */
export type StartOptions = {
  args?: string[];
  env?: Record<string, string>;
  dataDir?: string;
};

/** Starts `npm start` without npm around it; the caller ends it. */
export function startConsole({ args = ["--port", "0"], env = {}, dataDir }: StartOptions): Console {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), "natsight-e2e-"));
  const child = spawn(process.execPath, [resolve("scripts/start.mjs"), "--no-build", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NATSIGHT_DATA: folder,
      NATSIGHT_CACHE: resolve(".natsight/cache"),
      ...env,
    },
  });
  let printed = "";
  const take = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((settle) => {
    child.once("close", (code, signal) => settle({ code, signal }));
  });
  return {
    dataDir: folder,
    child,
    printed: () => printed,
    url: () =>
      until(
        `the address in what was printed: ${printed}`,
        () => {
          if (child.exitCode !== null)
            throw new Error(`it ended with ${child.exitCode}:\n${printed}`);
          return /Natsight is at (\S+)/.exec(printed)?.[1];
        },
        30_000,
      ),
    ended: async () => {
      const sinceMs = performance.now();
      return { ...(await exit), tookMs: performance.now() - sinceMs };
    },
  };
}

/** Runs with a console and leaves nothing of it behind. */
export async function withConsole(
  options: StartOptions,
  use: (console: Console) => Promise<void>,
): Promise<void> {
  const started = startConsole(options);
  try {
    await use(started);
  } finally {
    await endConsole(started);
    if (!options.dataDir) rmSync(started.dataDir, { recursive: true, force: true });
  }
}

/** Ends it as Ctrl-C in a terminal does, if it still runs. */
export async function endConsole({ child, ended }: Console): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
  await ended();
}

/** The embedded nats-server of a data folder, by its pid file. */
export function embeddedServer(dataDir: string): {
  pid: number;
  ports: { client: number; monitor: number };
} {
  return JSON.parse(readFileSync(join(dataDir, "nats", "server.json"), "utf8"));
}

/** The same, or nothing while there is none. */
export function tryEmbedded(dataDir: string): ReturnType<typeof embeddedServer> | undefined {
  try {
    return embeddedServer(dataDir);
  } catch {
    return undefined;
  }
}

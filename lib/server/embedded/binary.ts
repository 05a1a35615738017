import { resolve } from "node:path";
import type { Attempt, Environment, Progress, SourceName, SourceResult } from "./attempt";
import { fromCache } from "./cache";
import { fromDebian } from "./debian";
import { fromEnvironment, fromPath, variableFor } from "./local-sources";
import { pinned, type Wanted } from "./pinned";
import { fromRelease } from "./release";
import { describeWanted } from "./wanted";

/** What to look for, and who hears of it. */
export type FindOptions = {
  want: Wanted;
  cacheDir: string;
  env?: Environment;
  /** One line for each source that was tried. */
  report: (attempt: Attempt) => void;
  progress?: (progress: Progress) => void;
  /** The oldest version that "newest" may be when it is found on the PATH. */
  atLeast?: string;
  /** False looks only at what is on the machine. */
  fetch?: boolean;
  /** Stops a download or apt, and leaves nothing of it behind. */
  signal?: AbortSignal;
};

/** A binary that runs, or everything that was tried. */
export type FindResult =
  | { ok: true; path: string; version: string; source: SourceName }
  | { ok: false; tried: Attempt[] };

/** Looks for a nats-server where one may be, nearest first, and fetches one into the cache otherwise. */
export async function findNatsServer(options: FindOptions): Promise<FindResult> {
  const { want, env = process.env } = options;
  const cacheDir = resolve(options.cacheDir);
  const sources: [SourceName, () => Promise<SourceResult>][] = [
    ["environment", () => fromEnvironment(want, env)],
    ["path", () => fromPath(want, env, options.atLeast)],
    ["cache", () => fromCache(want, cacheDir)],
    ...(options.fetch === false ? [] : remoteSources(options, cacheDir)),
  ];
  const tried: Attempt[] = [];
  for (const [source, look] of sources) {
    if (options.signal?.aborted) break;
    const result = await look();
    const attempt: Attempt = { source, outcome: result.outcome, detail: result.detail };
    tried.push(attempt);
    options.report(attempt);
    if (result.outcome === "used") {
      return { ok: true, path: result.path, version: result.version, source };
    }
  }
  return { ok: false, tried };
}

function remoteSources(
  { want, progress, signal }: FindOptions,
  cacheDir: string,
): [SourceName, () => Promise<SourceResult>][] {
  const target = { cacheDir, ...(progress ? { progress } : {}), ...(signal ? { signal } : {}) };
  return [
    ["official release", () => fromRelease(want, target)],
    ["Debian's archive", () => fromDebian(want, target)],
  ];
}

/** Why there is no nats-server and what helps, for a terminal. */
export function describeFailure(want: Wanted, tried: Attempt[], atLeast?: string): string {
  const width = Math.max(...tried.map((attempt) => attempt.source.length));
  const lines = tried.map((attempt) => `  ${attempt.source.padEnd(width)}  ${attempt.detail}`);
  return [
    `No nats-server (${describeWanted(want, atLeast)}) was found. Tried:`,
    ...lines,
    `What to do: install nats-server ${pinned[want].version}, or set ${variableFor(want)} to the path of one;`,
    "with access to the network, to its release page or a Debian mirror, it is fetched by itself.",
  ].join("\n");
}

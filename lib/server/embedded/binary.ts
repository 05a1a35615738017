import { resolve } from "node:path";
import type { Attempt, Progress, SourceName, SourceResult } from "./attempt";
import { fromCache } from "./cache";
import { fromEnvironment, fromPath } from "./local-sources";
import type { Wanted } from "./pinned";

/** What to look for, and who hears of it. */
export type FindOptions = {
  want: Wanted;
  cacheDir: string;
  env?: NodeJS.ProcessEnv;
  /** One line for each source that was tried. */
  report: (attempt: Attempt) => void;
  progress?: (progress: Progress) => void;
  /** The oldest version that "newest" may be when it is found on the PATH. */
  atLeast?: string;
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
  ];
  const tried: Attempt[] = [];
  for (const [source, look] of sources) {
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

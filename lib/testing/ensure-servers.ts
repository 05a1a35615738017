import type { Attempt, Progress } from "@/lib/server/embedded/attempt";
import { describeFailure, findNatsServer } from "@/lib/server/embedded/binary";
import { pinned, type Wanted } from "@/lib/server/embedded/pinned";
import type { Binary } from "./binaries";

/** Where tests keep their servers, and who hears of each source tried. */
export type EnsureOptions = {
  cacheDir: string;
  report: (want: Wanted, attempt: Attempt) => void;
  progress?: (want: Wanted, progress: Progress) => void;
};

/** Every version that tests run against, or the words for the terminal when one is not to be had. */
export type EnsureResult =
  | { ok: true; binaries: Record<Wanted, Binary> }
  | { ok: false; why: string };

/** Gets the servers that the tests need, one after the other, before the first test runs. */
export async function ensureServers(options: EnsureOptions): Promise<EnsureResult> {
  const newest = await ensure("newest", options);
  if (!newest.ok) return newest;
  const older = await ensure("2.10", options);
  if (!older.ok) return older;
  const oldest = await ensure("2.9", options);
  if (!oldest.ok) return oldest;
  const binaries = { newest: newest.binary, "2.10": older.binary, "2.9": oldest.binary };
  return { ok: true, binaries };
}

type Ensured = { ok: true; binary: Binary } | { ok: false; why: string };

async function ensure(want: Wanted, options: EnsureOptions): Promise<Ensured> {
  const { cacheDir, report, progress } = options;
  // Tests of the newest features need the pinned minor, not just any that the console would run.
  const atLeast = pinned[want].minor;
  const result = await findNatsServer({
    want,
    cacheDir,
    atLeast,
    report: (attempt) => report(want, attempt),
    ...(progress ? { progress: (event: Progress) => progress(want, event) } : {}),
  });
  if (!result.ok) return { ok: false, why: describeFailure(want, result.tried, atLeast) };
  return { ok: true, binary: { path: result.path, version: result.version } };
}

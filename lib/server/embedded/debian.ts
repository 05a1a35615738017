import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type DebianArchive, findDebianArchive, layOutApt } from "./apt-folder";
import type { Progress, SourceResult } from "./attempt";
import { storeInCache, withWorkFolder } from "./cache";
import { pinned, type Wanted } from "./pinned";
import { type RunOptions, run } from "./run";
import { readVersion } from "./version";
import { describeWanted, isPinned } from "./wanted";

/** Where the binary goes, and who hears of the steps. */
export type DebianOptions = {
  cacheDir: string;
  progress?: (progress: Progress) => void;
  signal?: AbortSignal;
};

const commandTimeoutMs = 120_000;

/** Debian's package, fetched and verified by apt into the cache; nothing is installed, root is not needed. */
export async function fromDebian(want: Wanted, options: DebianOptions): Promise<SourceResult> {
  for (const tool of ["apt-get", "dpkg"]) {
    if (!(await run(tool, ["--version"])).ok) {
      return { outcome: "skipped", detail: `${tool} is not on this machine` };
    }
  }
  const archive = findDebianArchive();
  if ("missing" in archive) return { outcome: "skipped", detail: archive.missing };
  const { suite } = pinned[want];
  try {
    const binary = await withWorkFolder(options.cacheDir, (folder) =>
      fetchPackage(want, archive, folder, options),
    );
    const detail = `${suite}, version ${binary.version}, signature verified by apt`;
    return { outcome: "used", ...binary, detail };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { outcome: "failed", detail: `${suite}: ${why}` };
  }
}

async function fetchPackage(
  want: Wanted,
  archive: DebianArchive,
  folder: string,
  options: DebianOptions,
): Promise<{ path: string; version: string }> {
  const { suite } = pinned[want];
  const tell = (step: string): void => options.progress?.({ source: "Debian's archive", step });
  const env = await layOutApt(folder, archive, suite);
  const common = { env, ...(options.signal ? { signal: options.signal } : {}) };
  const packages = join(folder, "packages");
  await mkdir(packages);
  tell(`reading the list of ${suite}`);
  await step("apt-get", ["update"], { ...common, timeoutMs: commandTimeoutMs });
  tell("downloading the package");
  await step("apt-get", ["download", "nats-server"], {
    ...common,
    cwd: packages,
    timeoutMs: commandTimeoutMs,
  });
  const [file] = await readdir(packages);
  if (!file?.endsWith(".deb")) throw new Error("apt downloaded no package");
  const unpacked = join(folder, "unpacked");
  tell("unpacking");
  await step("dpkg", ["-x", join(packages, file), unpacked], common);
  return keep(join(unpacked, "usr", "sbin", "nats-server"), want, options.cacheDir);
}

async function keep(
  binary: string,
  want: Wanted,
  cacheDir: string,
): Promise<{ path: string; version: string }> {
  const answer = await readVersion(binary);
  if (!answer.ok) throw new Error(`the package's binary ${answer.why}`);
  const { version } = answer;
  if (!isPinned(version, want)) {
    const wanted = describeWanted(want, pinned[want].minor);
    throw new Error(`the archive has ${version}, wanted is ${wanted}`);
  }
  return { path: await storeInCache(cacheDir, version, binary), version };
}

async function step(command: string, args: string[], options: RunOptions): Promise<void> {
  const result = await run(command, args, options);
  if (!result.ok) throw new Error(`${command} ${args[0]}: ${result.why}`);
}

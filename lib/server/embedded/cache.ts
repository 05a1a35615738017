import { randomBytes } from "node:crypto";
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SourceResult } from "./attempt";
import type { Wanted } from "./pinned";
import { compareVersions, parseVersion, readVersion } from "./version";
import { isPinned } from "./wanted";

const workPrefix = ".work-";
const abandonedAfterMs = 60 * 60_000;

/** The newest fitting binary that an earlier start has put into the cache. */
export async function fromCache(want: Wanted, cacheDir: string): Promise<SourceResult> {
  const refused: string[] = [];
  for (const version of await cachedVersions(cacheDir)) {
    if (!isPinned(version, want)) continue;
    const path = binaryPath(cacheDir, version);
    const answer = await readVersion(path);
    if (answer.ok && isPinned(answer.version, want)) {
      return { outcome: "used", path, version: answer.version, detail: path };
    }
    refused.push(`${path} ${answer.ok ? `is ${answer.version}` : answer.why}`);
  }
  if (refused.length > 0) return { outcome: "failed", detail: refused.join("; ") };
  return { outcome: "skipped", detail: `none that fits in ${join(cacheDir, "nats-server")}` };
}

/** Puts a binary into the cache in one step: whoever looks meanwhile sees the old one or the new one. */
export async function storeInCache(
  cacheDir: string,
  version: string,
  binary: string,
): Promise<string> {
  const path = binaryPath(cacheDir, version);
  const next = `${path}.${process.pid}-${randomBytes(4).toString("hex")}`;
  await mkdir(join(cacheDir, "nats-server", version), { recursive: true });
  try {
    await copyFile(binary, next);
    await chmod(next, 0o755);
    await rename(next, path);
  } finally {
    await rm(next, { force: true });
  }
  return path;
}

/** Runs work in a folder of its own beside the cached binaries, which is gone afterwards. */
export async function withWorkFolder<T>(
  cacheDir: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const home = join(cacheDir, "nats-server");
  await mkdir(home, { recursive: true });
  await removeAbandoned(home);
  const folder = await mkdtemp(join(home, workPrefix));
  try {
    return await work(folder);
  } finally {
    // A command that was stopped may still be writing its last file.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith(workPrefix)) continue;
    const folder = join(home, name);
    const found = await stat(folder).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > abandonedAfterMs) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function cachedVersions(cacheDir: string): Promise<string[]> {
  const names = await readdir(join(cacheDir, "nats-server")).catch(() => []);
  const versions = names.filter((name) => parseVersion(name) !== undefined);
  return versions.sort((a, b) => compareVersions(b, a));
}

function binaryPath(cacheDir: string, version: string): string {
  const name = process.platform === "win32" ? "nats-server.exe" : "nats-server";
  return join(cacheDir, "nats-server", version, name);
}

import { join } from "node:path";
import type { Progress, SourceResult } from "./attempt";
import { storeInCache, withWorkFolder } from "./cache";
import { parseChecksums } from "./checksums";
import { downloadFile, downloadText } from "./download";
import { pinned, releasePage, type Wanted } from "./pinned";
import { run } from "./run";
import { readVersion } from "./version";

/** Where to fetch a release from; tests name a page and an authority of their own. */
export type ReleaseOptions = {
  cacheDir: string;
  progress?: (progress: Progress) => void;
  signal?: AbortSignal;
  page?: string;
  silenceMs?: number;
  ca?: string;
};

const platforms: Partial<Record<NodeJS.Platform, string>> = {
  linux: "linux",
  darwin: "darwin",
  win32: "windows",
  freebsd: "freebsd",
};

const architectures: Partial<Record<NodeJS.Architecture, string>> = {
  x64: "amd64",
  arm64: "arm64",
  arm: "arm7",
  ia32: "386",
  s390x: "s390x",
  ppc64: "ppc64le",
};

/** The pinned release of nats-server's maintainers, its digest compared with their SHA256SUMS. */
export async function fromRelease(want: Wanted, options: ReleaseOptions): Promise<SourceResult> {
  const { version } = pinned[want];
  const name = releaseName(version, process.platform, process.arch);
  if (!name) {
    return { outcome: "skipped", detail: `none for ${process.platform} on ${process.arch}` };
  }
  try {
    const path = await withWorkFolder(options.cacheDir, (folder) =>
      fetchRelease(name, version, folder, options),
    );
    return { outcome: "used", path, version, detail: `version ${version}, checksum verified` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { outcome: "failed", detail: `version ${version}: ${why}` };
  }
}

/** The folder inside a release's archive, which names the archive as well. */
export function releaseName(
  version: string,
  platform: NodeJS.Platform,
  architecture: NodeJS.Architecture,
): string | undefined {
  const system = platforms[platform];
  const machine = architectures[architecture];
  return system && machine && `nats-server-v${version}-${system}-${machine}`;
}

async function fetchRelease(
  name: string,
  version: string,
  folder: string,
  options: ReleaseOptions,
): Promise<string> {
  const base = `${options.page ?? releasePage}/v${version}`;
  const archive = `${name}.tar.gz`;
  const access = {
    ...(options.ca ? { ca: options.ca } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.silenceMs ? { silenceMs: options.silenceMs } : {}),
  };
  const wanted = parseChecksums(await downloadText(`${base}/SHA256SUMS`, access)).get(archive);
  if (!wanted) throw new Error(`SHA256SUMS does not name ${archive}`);
  const file = join(folder, archive);
  const digest = await downloadFile(`${base}/${archive}`, file, {
    ...access,
    onBytes: (doneBytes, totalBytes) =>
      options.progress?.({
        source: "official release",
        step: `downloading ${archive}`,
        doneBytes,
        ...(totalBytes === undefined ? {} : { totalBytes }),
      }),
  });
  if (digest !== wanted) throw new Error(`${archive} has the wrong checksum and was thrown away`);
  return unpack(name, version, folder, options.cacheDir);
}

async function unpack(
  name: string,
  version: string,
  folder: string,
  cacheDir: string,
): Promise<string> {
  const member = `${name}/nats-server${process.platform === "win32" ? ".exe" : ""}`;
  const unpacked = await run("tar", ["-xzf", `${name}.tar.gz`, member], { cwd: folder });
  if (!unpacked.ok) throw new Error(`tar: ${unpacked.why}`);
  const answer = await readVersion(join(folder, member));
  if (!answer.ok) throw new Error(`what was downloaded ${answer.why}`);
  if (answer.version !== version) throw new Error(`it turned out to be ${answer.version}`);
  return storeInCache(cacheDir, version, join(folder, member));
}

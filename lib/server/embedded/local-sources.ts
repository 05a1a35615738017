import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Environment, SourceResult } from "./attempt";
import type { Wanted } from "./pinned";
import { readVersion } from "./version";
import { describeWanted, isWanted } from "./wanted";

// Distributions install it here, which is not on the PATH of an ordinary user.
const systemFolders = ["/usr/local/sbin", "/usr/sbin"];

/** The environment variable that names a binary for this wish. */
export function variableFor(want: Wanted): string {
  return want === "newest"
    ? "NATSIGHT_NATS_SERVER"
    : `NATSIGHT_NATS_SERVER_${want.replace(".", "_")}`;
}

/** The binary that the environment names: a person chose it, so it need not be the pinned minor. */
export async function fromEnvironment(want: Wanted, env: Environment): Promise<SourceResult> {
  const variable = variableFor(want);
  const path = env[variable];
  if (!path) return { outcome: "skipped", detail: `${variable} is not set` };
  const answer = await readVersion(path);
  if (!answer.ok) return { outcome: "failed", detail: `${variable}: ${path} ${answer.why}` };
  const { version } = answer;
  if (!isWanted(version, want)) {
    const detail = `${variable}: ${path} is ${version}, wanted is ${describeWanted(want)}`;
    return { outcome: "failed", detail };
  }
  return { outcome: "used", path, version, detail: `${variable}: ${path}, version ${version}` };
}

/** The first `nats-server` on the PATH that runs and is new enough. */
export async function fromPath(
  want: Wanted,
  env: Environment,
  atLeast?: string,
): Promise<SourceResult> {
  const refused: string[] = [];
  let broken = false;
  for (const path of candidates(env)) {
    const answer = await readVersion(path);
    if (!answer.ok) {
      broken = true;
      refused.push(`${path} ${answer.why}`);
    } else if (isWanted(answer.version, want, atLeast)) {
      const { version } = answer;
      const detail = [...refused, `${path}, version ${version}`].join("; ");
      return { outcome: "used", path, version, detail };
    } else {
      refused.push(`${path} is ${answer.version}, wanted is ${describeWanted(want, atLeast)}`);
    }
  }
  if (refused.length === 0) return { outcome: "skipped", detail: "no nats-server on the PATH" };
  return { outcome: broken ? "failed" : "skipped", detail: refused.join("; ") };
}

function candidates(env: Environment): string[] {
  const name = process.platform === "win32" ? "nats-server.exe" : "nats-server";
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const system = process.platform === "win32" ? [] : systemFolders;
  return [...new Set([...folders, ...system])].map((folder) => join(folder, name)).filter(isFile);
}

function isFile(path: string): boolean {
  try {
    accessSync(path, constants.F_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

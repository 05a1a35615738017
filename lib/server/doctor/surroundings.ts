import { existsSync, readFileSync } from "node:fs";

/** What matters of the machine that the test runs on. */
export type Surroundings = { inContainer: boolean };

/** Looks whether Natsight runs in a container: `localhost` is another machine then. */
export function lookAround(): Surroundings {
  return { inContainer: hasMarkerFile() || namesContainer(readOwnGroups()) };
}

/** Does a /proc/…/cgroup belong to a container? */
export function namesContainer(groups: string): boolean {
  return /docker|containerd|kubepods|libpod|lxc/.test(groups);
}

function hasMarkerFile(): boolean {
  return existsSync("/.dockerenv") || existsSync("/run/.containerenv");
}

function readOwnGroups(): string {
  try {
    return readFileSync("/proc/1/cgroup", "utf8");
  } catch {
    // Not Linux, or not readable: then it is not known.
    return "";
  }
}

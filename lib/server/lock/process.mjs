import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * When a process was started, in a form that only has to differ between two processes that got the
 * same pid: a pid alone is reused, so a stale file could otherwise name a stranger.
 * @param {number} pid
 * @returns {string | undefined} undefined when no such process runs
 */
export function processStart(pid) {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The command name, in parentheses, may hold spaces: count the fields after it.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? undefined : fields[19];
    }
    const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return started.trim() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Is the process that a file names still the same one?
 * @param {{pid: number, started: string}} identity
 */
export function isAlive(identity) {
  return processStart(identity.pid) === identity.started;
}

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Has SIGSTOP reached every thread? It takes a moment, in which a server still answers. */
export function isFrozen(pid: number): boolean {
  if (process.platform !== "linux") {
    return execFileSync("ps", ["-o", "state=", "-p", String(pid)], { encoding: "utf8" }).includes(
      "T",
    );
  }
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).every((thread) => {
    const stat = readFileSync(`${tasks}/${thread}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("T");
  });
}

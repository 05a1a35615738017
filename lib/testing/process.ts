import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { processStart } from "@/lib/server/lock/process.mjs";

/** Whether a process runs; one that has ended and waits for its parent to notice does not. */
export function runs(pid: number): boolean {
  return processStart(pid) !== undefined;
}

/** The command lines of all processes that name a text, a test's own folder for one. */
export function commandsNaming(text: string): string[] {
  return commandLines().filter((line) => line.includes(text));
}

function commandLines(): string[] {
  if (process.platform !== "linux") {
    return execFileSync("ps", ["-axo", "command="], { encoding: "utf8" }).split("\n");
  }
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    } catch {
      // It has ended meanwhile.
      return "";
    }
  });
}

import { processStart } from "@/lib/server/lock/process.mjs";

/** Whether a process runs; one that has ended and waits for its parent to notice does not. */
export function runs(pid: number): boolean {
  return processStart(pid) !== undefined;
}

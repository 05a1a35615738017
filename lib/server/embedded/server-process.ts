import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "@/lib/server/lock/process.mjs";

/** How a process ended; of one that is not our child nothing more is known. */
export type ProcessExit = { code: number | null; signal: NodeJS.Signals | null };

/** A running nats-server process, started here or adopted. */
export type ServerProcess = {
  pid: number;
  /** The start identity of `lock/process.mjs`: pid and this together name one process for good. */
  started: string;
  exited: Promise<ProcessExit>;
  hasExited: () => boolean;
  /** False when the process is gone already. */
  kill: (signal: NodeJS.Signals) => boolean;
  /** Ends it in order, by force when it takes longer than three seconds. */
  stop: () => Promise<ProcessExit>;
};

const graceMs = 3_000;
const adoptedPollMs = 100;

/** Asks a process to end, insists after a while, and waits until it has. */
export async function stopProcess(
  kill: (signal: NodeJS.Signals) => boolean,
  exited: Promise<ProcessExit>,
): Promise<ProcessExit> {
  kill("SIGTERM");
  // A process that was frozen would otherwise not even see it.
  kill("SIGCONT");
  const late = setTimeout(() => kill("SIGKILL"), graceMs);
  try {
    return await exited;
  } finally {
    clearTimeout(late);
  }
}

/** Follows a process that an earlier console started: the system tells only parents of an exit. */
export function followProcess(identity: { pid: number; started: string }): ServerProcess {
  const hasExited = (): boolean => !isAlive(identity);
  const exited = (async () => {
    while (!hasExited()) await pause(adoptedPollMs, undefined, { ref: false });
    return { code: null, signal: null };
  })();
  const kill = (signal: NodeJS.Signals): boolean => {
    if (hasExited()) return false;
    try {
      return process.kill(identity.pid, signal);
    } catch {
      return false;
    }
  };
  return { ...identity, exited, hasExited, kill, stop: () => stopProcess(kill, exited) };
}

import { execFileSync, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

/**
 * A child with all that it started in its own process group.
 * @typedef {{pid: number, output: () => string, hasEnded: () => boolean, stop: () => Promise<void>}} Started
 */

/** @type {Set<Started>} */
const running = new Set();

/**
 * Starts a program at the head of a process group of its own, so that what it started ends with it.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, stopWithinMs?: number, onOutput?: (all: string) => void}} [options]
 * @returns {Started}
 */
export function startProcess(command, args, options = {}) {
  const { cwd, env = process.env, stopWithinMs = 8_000, onOutput } = options;
  const child = spawn(command, args, {
    ...(cwd ? { cwd } : {}),
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let ended = false;
  /** @param {Buffer} chunk */
  const take = (chunk) => {
    output = (output + chunk.toString()).slice(-20_000);
    onOutput?.(output);
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  /** @type {Promise<void>} */
  const closed = new Promise((settle) => {
    child.once("error", (error) => {
      output += error.message;
      ended = true;
      settle();
    });
    child.once("exit", () => {
      ended = true;
      settle();
    });
  });
  const pid = child.pid ?? 0;
  /** @type {Started} */
  const started = {
    pid,
    output: () => output,
    hasEnded: () => ended,
    stop: async () => {
      signalGroup(pid, "SIGTERM");
      const inTime = await groupEnds(pid, stopWithinMs);
      if (!inTime) signalGroup(pid, "SIGKILL");
      await closed;
      running.delete(started);
      if (!inTime)
        throw new Error(`${command} ${args.join(" ")} did not end by SIGTERM:\n${output}`);
    },
  };
  running.add(started);
  return started;
}

/** Ends all that is still running, whatever one of them says. */
export async function stopAll() {
  await Promise.allSettled([...running].map((each) => each.stop()));
}

/** What a process has of the memory now. @param {number} pid */
export function memoryMib(pid) {
  const kib = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Number(kib) / 1024;
}

/** @param {number} pid @param {number} withinMs */
async function groupEnds(pid, withinMs) {
  const deadlineMs = performance.now() + withinMs;
  while (signalGroup(pid, 0)) {
    if (performance.now() > deadlineMs) return false;
    await pause(20);
  }
  return true;
}

/** @param {number} pid @param {NodeJS.Signals | 0} signal */
function signalGroup(pid, signal) {
  if (pid === 0) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

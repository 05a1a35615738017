import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of the checkout. */
export const project = fileURLToPath(new URL("..", import.meta.url));

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * Runs a command to its end and keeps the tail of what it printed. Each child leads a process group of
 * its own, so that Ctrl-C reaches only this process, which then stops the children in order, and so
 * that a build's workers end with it.
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: Record<string, string>, inherit?: boolean, onLine?: (line: string) => void, timeoutMs?: number}} [options]
 * @returns {Promise<{code: number, tail: string}>}
 */
export function run(command, args, options = {}) {
  return new Promise((settle) => {
    const child = spawn(command, args, {
      cwd: project,
      detached: true,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", options.inherit ? "inherit" : "pipe", options.inherit ? "inherit" : "pipe"],
    });
    running.add(child);
    const timer = options.timeoutMs
      ? setTimeout(() => killGroup(child, "SIGKILL"), options.timeoutMs)
      : undefined;
    let tail = "";
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      tail = (tail + chunk.toString()).slice(-8_000);
      for (const row of chunk.toString().split("\n")) if (row.trim()) options.onLine?.(row.trim());
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.on("error", (error) => {
      tail += `${error.message}\n`;
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      running.delete(child);
      settle({ code: code ?? 1, tail: tail.trim() });
    });
  });
}

/**
 * npm as the one that started this script, so that a machine with several uses the same.
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  return npm?.endsWith(".js")
    ? run(process.execPath, [npm, ...args], options)
    : run("npm", args, options);
}

/** Ends every command that is still running, with all that it started. */
export async function stopRunning() {
  const children = [...running];
  for (const child of children) killGroup(child, "SIGTERM");
  const ends = children.map((child) => new Promise((settle) => child.once("close", settle)));
  const late = setTimeout(() => {
    for (const child of children) killGroup(child, "SIGKILL");
  }, 2_000);
  await Promise.all(ends);
  clearTimeout(late);
  // A group can outlive its leader: a build's workers, for one.
  for (const child of children) killGroup(child, "SIGKILL");
}

/** @param {import("node:child_process").ChildProcess} child @param {NodeJS.Signals} signal */
function killGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAlive, processStart } from "./process.mjs";

// Plain JavaScript, because `npm start` takes the lock before anything is installed or built.

/** @typedef {{pid: number, started: string}} Identity */
/**
 * Who holds a lock: the process that took it, the server that it started, and the npm that it runs under.
 * @typedef {Identity & {since: string, url?: string, server?: Identity, npm?: Identity}} Holder
 */
/** @typedef {{ok: true, update: (facts: Partial<Holder>) => void, release: () => void} | {ok: false, holder: Holder}} Lock */

/**
 * One Natsight a data folder: the second one is told who the first is. A lock left by killed processes
 * is broken, because their pids and start times no longer match.
 * @param {string} file
 * @param {Partial<Holder>} [facts]
 * @returns {Lock}
 */
export function takeLock(file, facts = {}) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  /** @type {Holder} */
  let holder = { ...facts, ...identify(process.pid), since: new Date().toISOString() };
  writeFileSync(mine, JSON.stringify(holder));
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, so nobody reads half a lock.
        linkSync(mine, file);
        return {
          ok: true,
          update: (more) => {
            holder = { ...holder, ...more };
            replace(file, holder);
          },
          release: () => {
            if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
          },
        };
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
      }
      const other = readHolder(file);
      if (other && isHeld(other)) return { ok: false, holder: other };
      breakStale(file);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** A server outlives its killed starter for the moments that it needs to end. @param {Holder} holder */
function isHeld(holder) {
  return isAlive(holder) || (holder.server !== undefined && isAlive(holder.server));
}

/**
 * Whether a holder is on its way out, because the process above it was killed.
 * @param {Holder} holder
 */
export function isEnding(holder) {
  return !isAlive(holder) || (holder.npm !== undefined && !isAlive(holder.npm));
}

/** A process as a lock names it. @param {number} pid @returns {Identity} */
export function identify(pid) {
  return { pid, started: processStart(pid) ?? "" };
}

/** @param {string} file @returns {Holder | undefined} */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Moving the file aside first makes sure that of two starters only one breaks a given lock; what was
 * moved is looked at again, because the other may have broken it and taken its own meanwhile.
 * @param {string} file
 */
function breakStale(file) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved && isHeld(moved)) {
    try {
      linkSync(aside, file);
    } catch {
      // A third starter came in between: its lock stands.
    }
  }
  rmSync(aside, { force: true });
}

/** @param {string} file @param {Holder} holder */
function replace(file, holder) {
  const next = `${file}.${process.pid}`;
  writeFileSync(next, JSON.stringify(holder));
  renameSync(next, file);
}

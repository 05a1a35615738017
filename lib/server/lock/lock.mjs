import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAlive, processStart } from "./process.mjs";

// Plain JavaScript, because `npm start` takes the lock before anything is installed or built.

/** @typedef {{pid: number, started: string, since: string, url?: string, serverPid?: number | undefined}} Holder */
/** @typedef {{ok: true, update: (facts: Pick<Holder, "url" | "serverPid">) => void, release: () => void} | {ok: false, holder: Holder}} Lock */

/**
 * One Natsight a data folder: the second one is told who the first is. A lock left by a killed
 * process is broken, because pid and start time no longer match.
 * @param {string} file
 * @returns {Lock}
 */
export function takeLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  /** @type {Holder} */
  const holder = {
    pid: process.pid,
    started: processStart(process.pid) ?? "",
    since: new Date().toISOString(),
  };
  writeFileSync(mine, JSON.stringify(holder));
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, so nobody reads half a lock.
        linkSync(mine, file);
        return {
          ok: true,
          update: (facts) => replace(file, { ...holder, ...facts }),
          release: () => {
            if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
          },
        };
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
      }
      const other = readHolder(file);
      if (other && isAlive(other)) return { ok: false, holder: other };
      breakStale(file);
    }
  } finally {
    rmSync(mine, { force: true });
  }
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
  if (moved && isAlive(moved)) {
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

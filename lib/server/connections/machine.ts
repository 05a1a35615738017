import { readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";

/** What of this machine a connection is read from; tests give their own. */
export type Machine = {
  env: Record<string, string | undefined>;
  home: string;
  read(path: string): { ok: true; text: string } | { ok: false; why: string };
  /** The names in a folder; none where there is no such folder. */
  list(folder: string): string[];
};

/** The file system and the home folder, as far as a test has not replaced them. */
export type MachineOptions = {
  home?: string;
  readFile?: (path: string) => string;
  listFolder?: (folder: string) => string[];
};

/** No creds file, key or chain of certificates comes near it. */
const longestFileBytes = 1024 * 1024;

/** This machine with an environment of the caller's. */
export function machineOf(
  env: Machine["env"],
  {
    home = homedir(),
    readFile = readPlainFile,
    listFolder = (folder) => readdirSync(folder),
  }: MachineOptions = {},
): Machine {
  return {
    env,
    home,
    read(path) {
      try {
        return { ok: true, text: readFile(path) };
      } catch (error) {
        return { ok: false, why: codeOf(error) };
      }
    },
    list(folder) {
      try {
        return listFolder(folder);
      } catch {
        return [];
      }
    },
  };
}

/** The machine as it is seen from a folder: relative paths begin there; `onRead` hears of each file. */
export function machineIn(
  machine: Machine,
  folder: string,
  onRead: (path: string) => void,
): Machine {
  return {
    ...machine,
    read(path) {
      const full = resolve(folder, path);
      onRead(full);
      return machine.read(full);
    },
  };
}

/** A path as the nats CLI takes it: `~` and `$VAR` are replaced. */
export function expandPath(path: string, { env, home }: Machine): string {
  return path
    .replace(/^~(?=\/|$)/, home)
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_all, braced, plain) => env[braced ?? plain] ?? "");
}

// A device or a pipe that a file names would be read for ever, and the console with it.
function readPlainFile(path: string): string {
  const stat = statSync(path);
  if (stat.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  if (!stat.isFile()) throw Object.assign(new Error(), { code: "ENOTFILE" });
  if (stat.size > longestFileBytes) throw Object.assign(new Error(), { code: "EFBIG" });
  return readFileSync(path, "utf8");
}

const reasons: Record<string, string> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOTFILE: "it is not a file",
  EFBIG: "it is longer than 1 MiB",
};

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
  return reasons[code] ?? code;
}

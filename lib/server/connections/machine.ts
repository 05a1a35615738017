import { readFileSync } from "node:fs";
import { homedir } from "node:os";

/** What of this machine a connection is read from; tests give their own. */
export type Machine = {
  env: Record<string, string | undefined>;
  home: string;
  read(path: string): { ok: true; text: string } | { ok: false; why: string };
};

/** The file system and the home folder, as far as a test has not replaced them. */
export type MachineOptions = { home?: string; readFile?: (path: string) => string };

/** This machine with an environment of the caller's. */
export function machineOf(
  env: Machine["env"],
  { home = homedir(), readFile = (path) => readFileSync(path, "utf8") }: MachineOptions = {},
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
  };
}

/** A path as the nats CLI takes it: `~` and `$VAR` are replaced. */
export function expandPath(path: string, { env, home }: Machine): string {
  return path
    .replace(/^~(?=\/|$)/, home)
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_all, braced, plain) => env[braced ?? plain] ?? "");
}

const reasons: Record<string, string> = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
};

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
  return reasons[code] ?? code;
}

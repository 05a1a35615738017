import { execFile } from "node:child_process";

const versionTimeoutMs = 5_000;

/** The numbers of a version such as 2.10.27 or 2.16.0-RC.1; undefined when it is none. */
export function parseVersion(text: string): [number, number, number] | undefined {
  const found = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,5}))?(?:[-+~][\w.~+-]+)?$/.exec(text);
  if (!found) return undefined;
  return [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
}

/** Below 0 when `a` is older than `b`; what is no version counts as oldest. */
export function compareVersions(a: string, b: string): number {
  const left = parseVersion(a) ?? [-1, 0, 0];
  const right = parseVersion(b) ?? [-1, 0, 0];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** Is this version a patch of that minor, such as 2.10.27 of 2.10? */
export function hasMinor(version: string, minor: string): boolean {
  const parsed = parseVersion(version);
  return parsed !== undefined && `${parsed[0]}.${parsed[1]}` === minor;
}

/** What a binary says of itself. */
export type VersionAnswer = { ok: true; version: string } | { ok: false; why: string };

/** Asks a binary for its version: only one that runs and answers as nats-server does is ever used. */
export function readVersion(
  path: string,
  timeoutMs: number = versionTimeoutMs,
): Promise<VersionAnswer> {
  return new Promise((resolve) => {
    execFile(
      path,
      ["--version"],
      { timeout: timeoutMs, killSignal: "SIGKILL", maxBuffer: 64 * 1024, encoding: "utf8" },
      (error, stdout) => {
        if (error) return resolve({ ok: false, why: explain(error, timeoutMs) });
        const version = /^nats-server: v?(\S+)\s*$/.exec(stdout)?.[1];
        if (version && parseVersion(version)) return resolve({ ok: true, version });
        resolve({ ok: false, why: `does not answer as nats-server does: ${quote(stdout)}` });
      },
    );
  });
}

function explain(error: Error & { code?: unknown; killed?: boolean }, timeoutMs: number): string {
  if (error.killed) return `gave no answer to --version within ${timeoutMs / 1000} s`;
  if (error.code === "ENOENT") return "is not there";
  if (error.code === "EACCES") return "may not be executed";
  if (typeof error.code === "number") return `exited with ${error.code} when asked for --version`;
  return `does not run here (${String(error.code ?? error.message)})`;
}

function quote(text: string): string {
  const line = text.trim().split("\n", 1)[0] ?? "";
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}

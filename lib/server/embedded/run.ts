import { execFile } from "node:child_process";

/** Where and how long a command may run. */
export type RunOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
  signal?: AbortSignal;
};

/** What a command printed, or why it failed, in its own words. */
export type RunResult = { ok: true; stdout: string } | { ok: false; why: string };

/** Runs a command to its end, without a shell. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  const { timeoutMs = 60_000, cwd, env, signal } = options;
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { cwd, env, signal, timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024, encoding: "utf8" },
      (error, stdout, stderr) => {
        if (!error) return resolve({ ok: true, stdout });
        if (signal?.aborted) return resolve({ ok: false, why: "was stopped" });
        if (error.killed) {
          return resolve({ ok: false, why: `took longer than ${timeoutMs / 1000} s` });
        }
        resolve({ ok: false, why: firstErrors(stderr) || error.message });
      },
    );
  });
}

function firstErrors(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const errors = lines.filter((line) => line.startsWith("E:"));
  return (errors.length > 0 ? errors : lines.filter((line) => line !== ""))
    .slice(0, 3)
    .join(" ")
    .slice(0, 600);
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { build } from "esbuild";

/** A process that runs code of ours, and the first line it printed. */
export type Script = { child: ChildProcess; line: string };

/** Runs TypeScript in a Node process of its own, for tests of what happens when it is killed. */
export async function runScript(dir: string, source: string, args: string[] = []): Promise<Script> {
  const outfile = join(dir, "script.mjs");
  await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: "ts" },
    alias: { "@": process.cwd() },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "silent",
  });
  const child = spawn(process.execPath, [outfile, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [first] = (await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(() => Promise.reject(new Error("the script ended without a word"))),
  ])) as [Buffer];
  return { child, line: first.toString().trim() };
}

import { shellCommand } from "./shell-quote";

/** Keys by their names, or all of a bucket, or those of a file with a name a line. */
export type LoopKeys = { keys: readonly string[] } | { allOf: string } | "file";

/** More names stand better in a file. */
const mostNames = 6;

/** A loop of a shell over keys; `bodyOf` is given what stands for the key. */
export function keysLoop(keys: LoopKeys, bodyOf: (key: string) => string): string {
  const body = bodyOf('"$key"');
  if (keys === "file") return `while read -r key; do\n  ${body}\ndone < keys.txt`;
  if ("allOf" in keys) {
    return `${shellCommand(["nats", "kv", "ls", "--", keys.allOf])} | while read -r key; do\n  ${body}\ndone`;
  }
  if (keys.keys.length === 1) return bodyOf(shellCommand(keys.keys));
  if (keys.keys.length > mostNames) return keysLoop("file", bodyOf);
  return `for key in ${shellCommand(keys.keys)}; do\n  ${body}\ndone`;
}

/** The words of a nats command before the key; behind `--` a name is a name, whatever it begins with. */
export function kvCommandFor(verb: string, bucket: string, flags: readonly string[]): string {
  return shellCommand(["nats", "kv", verb, ...flags, "--", bucket]);
}

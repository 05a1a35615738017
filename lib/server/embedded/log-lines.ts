import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const tailBytes = 8 * 1024;
const lineCount = 8;

/** The last lines of log files, as far as they exist, for an error that has to say why. */
export function lastLines(files: string[]): string[] {
  return files.flatMap((file) => tail(file).slice(-lineCount)).slice(-lineCount);
}

function tail(file: string): string[] {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch {
    return [];
  }
  try {
    const size = fstatSync(handle).size;
    const buffer = Buffer.alloc(Math.min(size, tailBytes));
    readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    return buffer
      .toString("utf8")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  } finally {
    closeSync(handle);
  }
}

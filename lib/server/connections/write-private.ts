import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file for its owner alone, whole or not at all: who reads it sees the old text or the new one, also after
 * the power went. Answers with the code of what went wrong.
 */
export function writePrivate(path: string, text: string): string | undefined {
  const next = `${path}.${process.pid}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // What a killed process has left may have another mode, which opening would keep.
    rmSync(next, { force: true });
    const file = openSync(next, "wx", 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // Renaming replaces a link instead of writing where it points.
    renameSync(next, path);
    return undefined;
  } catch (error) {
    removeQuietly(next);
    return (error as NodeJS.ErrnoException).code ?? "failed";
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What kept it from being written keeps it from being there.
  }
}

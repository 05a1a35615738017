import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** @type {Set<string>} */
const folders = new Set();

/** A temporary folder; gone at the latest when this process ends. */
export function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), "natsight-bench-"));
  folders.add(folder);
  return folder;
}

/** @param {string} folder */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

process.on("exit", () => {
  for (const folder of folders) removeFolder(folder);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Console, endConsole, startConsole } from "./start-console";

/** A console with the connections of one configuration file, and no others. */
export type Lab = { url: string; console: Console; stop: () => Promise<void> };

/** Starts it; several tests may share it, and the caller stops it. */
export async function startLab(
  connections: object[],
  env: Record<string, string> = {},
): Promise<Lab> {
  const dir = mkdtempSync(join(tmpdir(), "natsight-lab-"));
  const config = join(dir, "natsight.config.json");
  writeFileSync(config, JSON.stringify({ connections }));
  const console = startConsole({ env: { NATSIGHT_CONFIG: config, ...env } });
  const stop = async () => {
    await endConsole(console);
    for (const folder of [dir, console.dataDir]) rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { url: await console.url(), console, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The same for one test. */
export async function withLab(
  connections: object[],
  use: (lab: Lab) => Promise<void>,
  env?: Record<string, string>,
): Promise<void> {
  const lab = await startLab(connections, env);
  try {
    await use(lab);
  } finally {
    await lab.stop();
  }
}

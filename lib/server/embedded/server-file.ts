import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const ports = z.object({
  client: z.number().int().positive(),
  websocket: z.number().int().positive(),
  monitor: z.number().int().positive(),
});

const record = z.object({
  pid: z.number().int().positive(),
  started: z.string().min(1),
  name: z.string().min(1),
  ports,
  version: z.string(),
  binary: z.string(),
});

const settled = z.object({ name: z.string().min(1), ports });

/** A server that runs, or ran when its console was killed. */
export type ServerRecord = z.infer<typeof record>;

/** What stays the same from one start to the next. */
export type SettledServer = z.infer<typeof settled>;

/** The server that the data folder's last console left running, if it wrote one down. */
export function readServerFile(dir: string): ServerRecord | undefined {
  return read(join(dir, "server.json"), record);
}

/** Written as soon as there is a process, so that a console killed while starting loses none. */
export function writeServerFile(dir: string, value: ServerRecord): void {
  write(join(dir, "server.json"), value);
}

/** The server has ended. */
export function removeServerFile(dir: string): void {
  rmSync(join(dir, "server.json"), { force: true });
}

/** Name and ports of earlier starts: contexts that people have made go on working. */
export function readSettled(dir: string): SettledServer | undefined {
  return read(join(dir, "settled.json"), settled);
}

/** Remembers name and ports for the next start. */
export function writeSettled(dir: string, value: SettledServer): void {
  write(join(dir, "settled.json"), value);
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

function write(file: string, value: unknown): void {
  const next = `${file}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, file);
}

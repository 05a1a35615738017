import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ConnectionProblem } from "@/lib/model/connection";
import type { SettingsOf } from "./secrets-of";
import { type Unusable, unusable } from "./settings";
import { settingsSchema } from "./settings-schema";
import { writePrivate } from "./write-private";

/** What is stored: each connection's settings with its secrets sealed. */
export type SavedFile = {
  defaultId: string | undefined;
  records: Map<string, SettingsOf<string>>;
  /** What can't be understood stays in the file as it is. */
  strange: unknown[];
};

const version = 1;
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

const fileSchema = z.object({
  version: z.number(),
  default: z.string().optional(),
  connections: z.array(z.unknown()),
});

const recordSchema = z.strictObject({
  id: idSchema,
  settings: settingsSchema(z.string().max(128 * 1024)),
});

/** The file, the parts of it that are not used, or why none of it is. */
export type ReadSaved = { ok: true; file: SavedFile; problems: ConnectionProblem[] } | Unusable;

/** Reads what was saved; nothing, where nothing was. */
export function readSaved(path: string): ReadSaved {
  const file: SavedFile = { defaultId: undefined, records: new Map(), strange: [] };
  const text = readText(path);
  if (typeof text !== "string") {
    return text.code === "ENOENT" ? { ok: true, file, problems: [] } : unreadable(path, text.code);
  }
  const parsed = parse(text);
  if (!parsed) return unreadable(path, "it is not what Natsight writes");
  if (parsed.version !== version) {
    return unreadable(path, `its version is ${parsed.version}, and this Natsight reads ${version}`);
  }
  const problems: ConnectionProblem[] = [];
  file.defaultId = parsed.default;
  for (const [at, one] of parsed.connections.entries()) {
    const record = recordSchema.safeParse(one);
    if (record.success) {
      file.records.set(record.data.id, record.data.settings);
      continue;
    }
    file.strange.push(one);
    const path_ = record.error.issues[0]?.path.join(".") ?? "";
    problems.push({
      where: path,
      field: path_ === "" ? `connections[${at}]` : `connections[${at}].${path_}`,
      why: "it is not what Natsight writes",
      what: "mend or remove that connection in the file while Natsight is stopped",
    });
  }
  return { ok: true, file, problems };
}

/** Writes all of it, or nothing. */
export function writeSaved(path: string, file: SavedFile): Unusable | undefined {
  const known = [...file.records].map(([id, settings]) => ({ id, settings }));
  const whole = {
    version,
    default: file.defaultId,
    connections: [...known, ...file.strange],
  };
  const fault = writePrivate(path, `${JSON.stringify(whole, undefined, 2)}\n`);
  if (fault === undefined) return undefined;
  return unusable(`${path} can't be written (${fault})`, "see that the folder can be written to");
}

function readText(path: string): string | { code: string } {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? "unreadable" };
  }
}

function parse(text: string): z.infer<typeof fileSchema> | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function unreadable(path: string, why: string): Unusable {
  return unusable(
    `${path} can't be used: ${why}`,
    "mend it or move it away while Natsight is stopped; until then nothing can be saved",
  );
}

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { ConnectionProblem } from "@/lib/model/connection";
import { fromSettings } from "./from-settings";
import { hideSecrets } from "./hide-secrets";
import type { Stored } from "./kept-secrets";
import { readSaved, type SavedFile, writeSaved } from "./saved-file";
import { open, seal } from "./sealed";
import type { SecretKeys } from "./secret-keys";
import { mapSecrets, type SettingsOf } from "./secrets-of";
import type { Unusable } from "./settings";
import type { Target } from "./target";

/** A connection that was saved, and why it can't be used where it can't. */
export type Saved = {
  id: string;
  /** Secrets that can't be opened are undefined. */
  stored: Stored;
  use: { ok: true; target: Target } | Unusable;
};

/** The connections that people have entered, in the data folder. */
export type SavedConnections = {
  /** Why nothing can be saved; undefined where it can. */
  fault: Unusable | undefined;
  /** What is wrong with the file, beside single connections. */
  problems: ConnectionProblem[];
  list(): Saved[];
  get(id: string): Saved | undefined;
  /** Adds a connection, or puts it in the place of the one with this id. */
  put(settings: SettingsOf<string>, id?: string): { ok: true; target: Target } | Unusable;
  remove(id: string): Unusable | undefined;
  defaultId(): string | undefined;
  setDefault(id: string): Unusable | undefined;
};

/** Reads what was saved, and seals anew what an older key had sealed. */
export function openSaved(dataDir: string, keys: SecretKeys): SavedConnections {
  const path = join(dataDir, "connections.json");
  const read = readSaved(path);
  if (!read.ok) return closed(path, read);
  let { file } = read;
  const entries = new Map([...file.records].map(([id, record]) => [id, use(id, record, keys)]));
  const refreshed = sealAnew(file, keys);
  const write = (next: SavedFile): Unusable | undefined => {
    const fault = writeSaved(path, next);
    if (!fault) file = next;
    return fault;
  };
  if (refreshed) write(refreshed);

  return {
    fault: undefined,
    problems: read.problems,
    list: () => [...entries.values()],
    get: (id) => entries.get(id),
    put(given, id = randomBytes(16).toString("hex")) {
      const made = fromSettings(id, given);
      if (!made.ok) return made;
      const sealed = sealAll(id, made.settings, keys);
      if (!sealed.ok) return sealed;
      const records = new Map(file.records).set(id, sealed.record);
      const fault = write({ ...file, records });
      if (fault) return fault;
      const { target } = made;
      entries.set(id, hidden({ id, stored: made.settings, use: { ok: true, target } }));
      return { ok: true, target };
    },
    remove(id) {
      const records = new Map(file.records);
      records.delete(id);
      const defaultId = file.defaultId === id ? undefined : file.defaultId;
      const fault = write({ ...file, records, defaultId });
      if (!fault) entries.delete(id);
      return fault;
    },
    defaultId: () => file.defaultId,
    setDefault: (id) => write({ ...file, defaultId: id }),
  };
}

/** What a secret is sealed for: it opens at no other connection and in no other field. */
function placeOf(id: string, field: string): string {
  return `connections:${id}:${field}`;
}

function use(id: string, record: SettingsOf<string>, keys: SecretKeys): Saved {
  let fault: Unusable | undefined;
  const stored = mapSecrets(record, (sealed, field) => {
    const opened = open(sealed, placeOf(id, field), keys);
    if (opened.ok) return opened.text;
    fault ??= { ...opened, why: `${field} can't be opened: ${opened.why}`, from: field };
    return undefined;
  });
  if (fault) return hidden({ id, stored, use: fault });
  const made = fromSettings(
    id,
    mapSecrets(stored, (text) => text ?? ""),
  );
  return hidden({ id, stored, use: made.ok ? { ok: true, target: made.target } : made });
}

function hidden(saved: Saved): Saved {
  return hideSecrets(saved, ["stored"]);
}

function sealAll(
  id: string,
  settings: SettingsOf<string>,
  keys: SecretKeys,
): { ok: true; record: SettingsOf<string> } | Unusable {
  let fault: Unusable | undefined;
  const record = mapSecrets(settings, (text, field) => {
    const sealed = seal(text, placeOf(id, field), keys);
    if (sealed.ok) return sealed.sealed;
    fault ??= sealed;
    return "";
  });
  return fault ?? { ok: true, record };
}

/** The file with every secret under the key that seals now; undefined where it is so already. */
function sealAnew(file: SavedFile, keys: SecretKeys): SavedFile | undefined {
  let isNew = false;
  const renew = (id: string) => (sealed: string, field: string) => {
    const opened = open(sealed, placeOf(id, field), keys);
    if (!opened.ok || !opened.isOld) return sealed;
    const again = seal(opened.text, placeOf(id, field), keys);
    if (!again.ok) return sealed;
    isNew = true;
    return again.sealed;
  };
  const records = new Map(
    [...file.records].map(([id, record]) => [id, mapSecrets(record, renew(id))]),
  );
  return isNew ? { ...file, records } : undefined;
}

function closed(path: string, fault: Unusable): SavedConnections {
  const refuse = () => fault;
  return {
    fault,
    problems: [{ where: path, why: fault.why, what: fault.what }],
    list: () => [],
    get: () => undefined,
    put: refuse,
    remove: refuse,
    defaultId: () => undefined,
    setDefault: refuse,
  };
}

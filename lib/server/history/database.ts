import { closeSync, openSync } from "node:fs";
import Database from "libsql";
import { applicationId, migrations } from "./schema";

/** The one connection to the history's file. */
export type Db = Database.Database;

/** Why there is no database to write to. */
export type Unopened =
  | { kind: "damaged"; why: string }
  | { kind: "newer"; why: string }
  | { kind: "failed"; why: string };

/** Opens the file, or begins one; what is in it is looked at before anything is written (R12, R16). */
export function openDatabase(path: string): { ok: true; db: Db } | { ok: false; why: Unopened } {
  let db: Db | undefined;
  try {
    // Made by SQLite itself it would be readable by others.
    closeSync(openSync(path, "a", 0o600));
    db = new Database(path);
    for (const pragma of pragmas) db.prepare(pragma).all();
    const version = versionOf(db);
    if (version > migrations.length) {
      db.close();
      return { ok: false, why: { kind: "newer", why: newerWords(path, version) } };
    }
    const fault = version === 0 ? undefined : faultOf(db);
    if (fault !== undefined) {
      db.close();
      return { ok: false, why: { kind: "damaged", why: fault } };
    }
    for (let next = version; next < migrations.length; next++) migrate(db, next);
    return { ok: true, db };
  } catch (error) {
    db?.close();
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, why: { kind: isDamage(error) ? "damaged" : "failed", why } };
  }
}

/** Whether an error says that the file is not what SQLite wrote. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB)/.test(codeOf(error));
}

/** Whether an error says that there is no room, or that the disk does not take anything. */
export function isFull(error: unknown): boolean {
  return /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN)/.test(codeOf(error));
}

/** Several statements, all of them or none. */
export function inTransaction<T>(db: Db, work: () => T): T {
  db.exec("BEGIN");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // A full disk has ended the transaction by itself.
    if (db.inTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

// What shrinks the file later has to be said before there is a table; and the size of its pages: an active consumer's hour
// fits into a quarter of one, beyond which SQLite gives each a page of its own, half of it empty.
const pragmas = [
  "PRAGMA page_size = 16384",
  "PRAGMA busy_timeout = 5000",
  "PRAGMA auto_vacuum = INCREMENTAL",
  "PRAGMA journal_mode = WAL",
  "PRAGMA synchronous = NORMAL",
  "PRAGMA journal_size_limit = 16777216",
  "PRAGMA wal_autocheckpoint = 200",
  "PRAGMA trusted_schema = OFF",
  "PRAGMA cache_size = -16384",
];

function versionOf(db: Db): number {
  const row = db.prepare("PRAGMA user_version").get() as { user_version: number };
  return row.user_version;
}

/** SQLite notices damage when it comes across it, not when it opens a file. */
function faultOf(db: Db): string | undefined {
  const checked = db.prepare("PRAGMA quick_check(1)").all() as { quick_check: string }[];
  const [first] = checked;
  if (first?.quick_check !== "ok") return first?.quick_check ?? "the check said nothing";
  const id = db.prepare("PRAGMA application_id").get() as { application_id: number };
  if (id.application_id !== applicationId) return "it is another program's";
  const canary = db.prepare("SELECT value FROM meta WHERE key = 'canary'").get();
  return canary === undefined ? "what was written first is gone" : undefined;
}

function migrate(db: Db, at: number): void {
  inTransaction(db, () => {
    db.exec(migrations[at] ?? "");
    db.exec("PRAGMA application_id = ".concat(String(applicationId)));
    db.exec("PRAGMA user_version = ".concat(String(at + 1)));
  });
}

function newerWords(path: string, version: number): string {
  return `${path} was written by a newer Natsight (schema ${version}, this one knows ${migrations.length}); it is left as it is.`;
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}

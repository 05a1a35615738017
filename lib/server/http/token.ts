import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The bearer token for programs on this machine, kept in the data folder from one start to the next.
 * A file that others could read is replaced: its token may be known.
 */
export function takeToken(dataDir: string): string {
  const file = join(dataDir, "token");
  const known = readToken(file);
  if (known) return known;
  const token = randomBytes(32).toString("hex");
  mkdirSync(dataDir, { recursive: true });
  const next = `${file}.${process.pid}`;
  writeFileSync(next, `${token}\n`, { mode: 0o600 });
  // Renaming replaces a link instead of writing where it points.
  renameSync(next, file);
  return token;
}

/** Whether an Authorization header carries the token; takes the same time for every wrong one. */
export function isBearer(authorization: string | undefined, token: string): boolean {
  const [, sent] = /^Bearer ([0-9a-f]{64})$/i.exec(authorization ?? "") ?? [];
  return sent !== undefined && timingSafeEqual(digest(sent), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function readToken(file: string): string | undefined {
  try {
    const stat = lstatSync(file);
    if (!stat.isFile() || (stat.mode & 0o077) !== 0) return undefined;
    const token = readFileSync(file, "utf8").trim();
    return /^[0-9a-f]{64}$/.test(token) ? token : undefined;
  } catch {
    return undefined;
  }
}

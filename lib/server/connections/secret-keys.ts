import { createHash, randomBytes } from "node:crypto";
import { readFileSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { hideSecrets } from "./hide-secrets";
import { type Unusable, unusable } from "./settings";
import { writePrivate } from "./write-private";

/** Keys that seal what is stored; the first seals, all of them open. */
export type SecretKey = { id: string; key: Buffer };

/** Finds the keys when the first secret is sealed or opened. */
export type SecretKeys = {
  /** The key for new secrets; makes one where there is none. */
  sealing(): { ok: true; key: SecretKey } | Unusable;
  /** The keys that open; none where there is no file yet. */
  opening(): { ok: true; keys: SecretKey[] } | Unusable;
};

/** Where the keys are: a file that somebody named, or one of our own beside the data. */
export type KeyPlace = {
  keyFile?: string | undefined;
  dataDir: string;
  /** Hears once, when a key is made, that it lies beside what it protects. */
  onMade: (path: string) => void;
};

const keyBytes = 32;
const howToMake = "make one by: (umask 077; openssl rand -base64 32 > FILE)";

/** Reads the file of keys: one a line, 32 bytes as base64 or hex. */
export function openSecretKeys({ keyFile, dataDir, onMade }: KeyPlace): SecretKeys {
  const path = keyFile ?? join(dataDir, "secret.key");
  // Read once: a file that is changed in between would leave secrets behind that nothing opens.
  let known: SecretKey[] | undefined;

  const read = (): { ok: true; keys: SecretKey[] } | Unusable => {
    if (known) return { ok: true, keys: known };
    const found = readKeys(path, keyFile !== undefined);
    if (found.ok && found.keys.length > 0) known = found.keys;
    return found;
  };
  return {
    opening: read,
    sealing() {
      const found = read();
      if (!found.ok) return found;
      const [first] = found.keys;
      if (first) return { ok: true, key: first };
      const made = toKey(randomBytes(keyBytes));
      const fault = writePrivate(path, `${made.key.toString("base64")}\n`);
      if (fault) {
        return unusable(
          `${path} can't be written (${fault})`,
          "see that the folder can be written to",
        );
      }
      known = [made];
      onMade(path);
      return { ok: true, key: made };
    },
  };
}

function readKeys(path: string, isNamed: boolean): { ok: true; keys: SecretKey[] } | Unusable {
  let stat: Stats;
  let text: string;
  try {
    stat = statSync(path);
    if (!stat.isFile()) return unusable(`the secret key ${path} is not a file`, howToMake);
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unreadable";
    if (code === "ENOENT" && !isNamed) return { ok: true, keys: [] };
    return unusable(`the secret key ${path} can't be read (${code})`, howToMake);
  }
  if ((stat.mode & 0o077) !== 0) {
    return unusable(
      `the secret key ${path} can be read by others than its owner`,
      `chmod 600 ${path}; who may have read it before knows what it protects`,
    );
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const keys = lines.flatMap((line) => parseKey(line.trim()) ?? []);
  if (keys.length < lines.length || keys.length === 0) {
    const which = keys.length === 0 ? "no line" : "not every line";
    return unusable(`${which} of the secret key ${path} is 32 bytes as base64 or hex`, howToMake);
  }
  return { ok: true, keys };
}

function parseKey(line: string): SecretKey | undefined {
  if (/^[0-9a-f]{64}$/i.test(line)) return toKey(Buffer.from(line, "hex"));
  return /^[\w+/-]{43}=?$/.test(line) ? toKey(Buffer.from(line, "base64")) : undefined;
}

function toKey(key: Buffer): SecretKey {
  const id = createHash("sha256").update("natsight key id").update(key).digest("hex").slice(0, 8);
  return hideSecrets({ id, key }, ["key"]);
}

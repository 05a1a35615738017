import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { SecretKey, SecretKeys } from "./secret-keys";
import { type Unusable, unusable } from "./settings";

/** A secret that came out of its seal; `isOld` when the key is no longer the one that seals. */
export type Opened = { ok: true; text: string; isOld: boolean } | Unusable;

const version = "s1";
const ivBytes = 12;
const tagBytes = 16;

/** Seals a secret for one place: `s1.<key>.<iv, tag and text>` opens nowhere else (T38). */
export function seal(
  text: string,
  place: string,
  keys: SecretKeys,
): { ok: true; sealed: string } | Unusable {
  const found = keys.sealing();
  if (!found.ok) return found;
  const { id, key } = found.key;
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const packed = Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
  return { ok: true, sealed: `${version}.${id}.${packed}` };
}

/** Opens a secret that was sealed for this place. */
export function open(sealed: string, place: string, keys: SecretKeys): Opened {
  const [, id, packed] = /^s1\.([0-9a-f]{8})\.([\w-]+)$/.exec(sealed) ?? [];
  if (id === undefined || packed === undefined) return damaged;
  const found = keys.opening();
  if (!found.ok) return found;
  const at = found.keys.findIndex((key) => key.id === id);
  const key = found.keys[at];
  if (!key) {
    return unusable(
      `it is sealed with the key ${id}, which is not there`,
      "add that key to the key file as its last line, or enter the secret anew",
    );
  }
  const text = decipher(Buffer.from(packed, "base64url"), place, key);
  return text === undefined ? damaged : { ok: true, text, isOld: at > 0 };
}

const damaged = unusable(
  "it was damaged, or moved here from another place",
  "enter the secret anew, or restore the file",
);

function decipher(packed: Buffer, place: string, { key }: SecretKey): string | undefined {
  try {
    const iv = packed.subarray(0, ivBytes);
    const opener = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
    opener.setAAD(Buffer.from(place));
    opener.setAuthTag(packed.subarray(ivBytes, ivBytes + tagBytes));
    const body = packed.subarray(ivBytes + tagBytes);
    return Buffer.concat([opener.update(body), opener.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

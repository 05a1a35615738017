import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import type { Machine } from "./machine";
import { readSecretText } from "./secret-text";
import { type Setting, type Settings, type Unusable, unusableSetting } from "./settings";
import { hiddenTls, type TlsFiles } from "./target";

type FoundTls = { ok: true; tls: TlsFiles } | Unusable;

/** The settings of TLS, by name. */
export type TlsFields = Pick<Settings, "ca" | "cert" | "key" | "tlsFirst">;

/** Reads the files of TLS, and sees that they fit together. */
export function readTls({ ca, cert, key, tlsFirst }: TlsFields, machine: Machine): FoundTls {
  const texts: TlsFields = { ...(tlsFirst === undefined ? {} : { tlsFirst }) };
  for (const [name, setting] of Object.entries({ ca, cert, key })) {
    if (!setting) continue;
    const file = readSecretText(setting, machine);
    if (!file.ok) return file;
    texts[name as "ca" | "cert" | "key"] = { value: file.text, from: setting.from };
  }
  return checkTls(texts);
}

/** Sees that PEM texts are what they are said to be, and fit together. */
export function checkTls({ ca, cert, key, tlsFirst }: TlsFields): FoundTls {
  if (cert && !key) return halfOf(cert, "private key");
  if (key && !cert) return halfOf(key, "certificate");
  const tls: TlsFiles = { handshakeFirst: tlsFirst ?? false };
  for (const [name, setting] of Object.entries({ ca, cert, key })) {
    if (!setting) continue;
    const label = name === "key" ? "PRIVATE KEY" : "CERTIFICATE";
    if (!new RegExp(`-----BEGIN [A-Z ]*${label}-----`).test(setting.value)) {
      return unusableSetting(setting.from, `holds no PEM ${label}`, "check what it names");
    }
    tls[name as "ca" | "cert" | "key"] = setting.value;
  }
  if (isUsable(tls)) return { ok: true, tls: hiddenTls(tls) };
  const named = [ca, cert, key].flatMap((setting) => setting?.from ?? []);
  return unusableSetting(
    named.join(", "),
    "can't be used for TLS",
    "check that they are whole PEM texts and that certificate and key belong together; a key must have no passphrase",
  );
}

function halfOf({ from }: Setting, missing: string): Unusable {
  return unusableSetting(
    from,
    `is set, but not the ${missing} that goes with it`,
    `give the ${missing} too`,
  );
}

function isUsable({ ca, cert, key }: TlsFiles): boolean {
  try {
    // A secure context passes over a CA that it can't read, and then trusts nobody.
    for (const block of ca?.match(certificateBlocks) ?? []) new X509Certificate(block);
    createSecureContext({ ca, cert, key });
    return true;
  } catch {
    return false;
  }
}

const certificateBlocks = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

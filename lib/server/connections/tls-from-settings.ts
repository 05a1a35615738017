import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import type { Machine } from "./machine";
import { type FoundText, readPath } from "./secret-text";
import { type Setting, type Settings, type Unusable, unusable } from "./settings";
import type { TlsFiles } from "./target";

/** Reads the files of TLS, and sees that they fit together. */
export function readTls(
  { ca, cert, key, tlsFirst }: Settings,
  machine: Machine,
): { ok: true; tls: TlsFiles } | Unusable {
  if (cert && !key) return halfOf(cert, "private key", "NATS_KEY");
  if (key && !cert) return halfOf(key, "certificate", "NATS_CERT");
  const tls: TlsFiles = { handshakeFirst: tlsFirst ?? false };
  for (const [name, setting] of Object.entries({ ca, cert, key })) {
    if (!setting) continue;
    const file = readPem(setting, name === "key" ? "PRIVATE KEY" : "CERTIFICATE", machine);
    if (!file.ok) return file;
    tls[name as "ca" | "cert" | "key"] = file.text;
  }
  return usable(tls)
    ? { ok: true, tls }
    : unusable(
        `${[ca, cert, key].flatMap((file) => file?.from ?? []).join(", ")}: these files can't be used for TLS`,
        "check that they are whole PEM files and that certificate and key belong together; a key must have no passphrase",
      );
}

function halfOf({ from }: Setting, missing: string, variable: string): Unusable {
  return unusable(
    `${from} is set, but not the ${missing} that goes with it`,
    `set ${variable} too`,
  );
}

function readPem({ value, from }: Setting, label: string, machine: Machine): FoundText {
  const file = readPath(value, from, machine);
  if (!file.ok || new RegExp(`-----BEGIN [A-Z ]*${label}-----`).test(file.text)) return file;
  return unusable(`${from} names a file without a PEM ${label}`, "check which file it names");
}

function usable({ ca, cert, key }: TlsFiles): boolean {
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

import { createPrivateKey, X509Certificate } from "node:crypto";
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
  const fault = faultOf(tls);
  if (!fault) return { ok: true, tls: hiddenTls(tls) };
  const { from } = { ca, cert, key }[fault.of] ?? { from: "" };
  return unusableSetting(from, fault.why, fault.what);
}

function halfOf({ from }: Setting, missing: string): Unusable {
  return unusableSetting(
    from,
    `is set, but not the ${missing} that goes with it`,
    `give the ${missing} too`,
  );
}

type Fault = { of: "ca" | "cert" | "key"; why: string; what: string };

/** Which of the texts is at fault, and how: what OpenSSL says of all of them together helps nobody. */
function faultOf({ ca, cert, key }: TlsFiles): Fault | undefined {
  const whole = "paste the whole file, with its BEGIN and END lines";
  // A secure context passes over a CA that it can't read, and then trusts nobody.
  if (!(ca?.match(certificateBlocks) ?? []).every((block) => isRead(() => readCertificate(block))))
    return { of: "ca", why: "holds a certificate that can't be read", what: whole };
  if (!isRead(() => createSecureContext({ ca })))
    return { of: "ca", why: "can't be used for TLS", what: whole };
  if (cert === undefined || key === undefined) return undefined;
  if (!isRead(() => createSecureContext({ cert })))
    return { of: "cert", why: "holds a certificate that can't be read", what: whole };
  if (/\bENCRYPTED\b/.test(key))
    return { of: "key", why: "has a passphrase", what: withoutPassphrase };
  if (!isRead(() => createPrivateKey(key)))
    return { of: "key", why: "holds a private key that can't be read", what: whole };
  if (!readCertificate(cert).checkPrivateKey(createPrivateKey(key)))
    return {
      of: "key",
      why: "does not belong to the certificate",
      what: "give the two that were made together",
    };
  return isRead(() => createSecureContext({ ca, cert, key }))
    ? undefined
    : {
        of: "cert",
        why: "can't be used for TLS with its key",
        what: "make it with a key of 2048 bits or more",
      };
}

const withoutPassphrase =
  "Natsight can't type it: `openssl pkey -in client.key -out plain.key` writes the key without";

const certificateBlocks = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

function readCertificate(text: string): X509Certificate {
  return new X509Certificate(text);
}

function isRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

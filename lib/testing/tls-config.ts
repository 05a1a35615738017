import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Certificate } from "./certificates";

/** How a server of the lab speaks TLS. */
export type TlsOptions = {
  certificate: Certificate;
  /** With it, clients have to show a certificate that this authority signed (mTLS). */
  clientAuthority?: string;
  /** Maps the certificate's subject to a user. */
  verifyAndMap?: boolean;
  /** TLS before INFO; 2.10.4 and newer. */
  handshakeFirst?: boolean;
};

/** The server's `tls` block; its files are written into the server's folder. */
export function tlsConfig(dir: string, options: TlsOptions): string {
  const save = (name: string, text: string): string => {
    const file = join(dir, name);
    writeFileSync(file, text, { mode: 0o600 });
    return JSON.stringify(file);
  };
  const { certificate, clientAuthority, verifyAndMap, handshakeFirst } = options;
  const lines = [
    `cert_file: ${save("server.crt", certificate.cert)}`,
    `key_file: ${save("server.key", certificate.key)}`,
    "timeout: 5",
  ];
  if (clientAuthority) {
    lines.push(`ca_file: ${save("clients.crt", clientAuthority)}`);
    lines.push(verifyAndMap ? "verify_and_map: true" : "verify: true");
  }
  if (handshakeFirst) lines.push("handshake_first: true");
  return `tls {\n  ${lines.join("\n  ")}\n}`;
}

import type { TlsFiles } from "@/lib/server/connections/target";
import type { ServerInfo } from "./info";
import { parseServerUrl } from "./url";

/**
 * True when anything about a connection asks for TLS. Then every address of it needs TLS: whoever can silence the first
 * would otherwise be sent the credentials in plaintext at the second.
 */
export function isTlsWanted(urls: readonly string[], tls: TlsFiles): boolean {
  if (tls.handshakeFirst || tls.ca !== undefined || tls.cert !== undefined) return true;
  return urls.some((text) => {
    const parsed = parseServerUrl(text);
    return parsed.ok && (parsed.url.scheme === "tls" || parsed.url.scheme === "wss");
  });
}

/** What has to follow a plaintext INFO: TLS, nothing, or the end where TLS is wanted and not offered. */
export function tlsAfterHello(
  { tls_required, tls_available }: ServerInfo,
  tlsWanted: boolean,
): "secure" | "plain" | "refuse" {
  if (tls_required) return "secure";
  if (!tlsWanted) return "plain";
  return tls_available ? "secure" : "refuse";
}

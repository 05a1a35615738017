import { printable } from "@/lib/format/printable";
import { parseServerUrl } from "@/lib/server/dial/url";
import { type Setting, type Unusable, unusableSetting } from "./settings";
import type { Target } from "./target";

const longestLabel = 80;

/** Reads what a connection is called. */
export function readLabel({ value, from }: Setting): { ok: true; label: string } | Unusable {
  const label = value.trim();
  if (label === "") return unusableSetting(from, "is empty", "give the connection a name");
  if (label.length > longestLabel) {
    return unusableSetting(from, `is longer than ${longestLabel} characters`, "shorten it");
  }
  if (printable(label) !== label) {
    return unusableSetting(from, "holds characters that can't be shown", "leave them out");
  }
  return { ok: true, label };
}

/** Reads where nats-server's monitoring is. */
export function readMonitoring({
  value,
  from,
}: Setting): { ok: true; url: string | undefined } | Unusable {
  const text = value.trim();
  if (text === "") return { ok: true, url: undefined };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    return unusableSetting(from, "is no address of http or https", "write http://host:8222");
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return unusableSetting(
      from,
      "holds more than host, port and path",
      "leave out user, password and everything behind the path",
    );
  }
  return { ok: true, url: url.href.replace(/\/$/, "") };
}

/** Checks that a connection which the browser dials itself asks for nothing that only a server can do. */
export function checkDirect(
  {
    transport,
    urls,
    auth,
    system,
    tls,
  }: Pick<Target, "transport" | "urls" | "auth" | "system" | "tls">,
  from: string,
): Unusable | undefined {
  if (transport !== "direct") return undefined;
  const [url = ""] = urls;
  const parsed = parseServerUrl(url);
  if (urls.length !== 1 || !parsed.ok || !/^wss?$/.test(parsed.url.scheme)) {
    return unusableSetting(
      from,
      "must be one ws:// or wss:// address, where the browser is to dial itself",
      "name the server's WebSocket port, or let the connection go through the gateway",
    );
  }
  // It becomes a part of the pages' content security policy.
  if (!/^[\w.:-]+$/.test(parsed.url.host)) {
    return unusableSetting(from, "holds no host's name", "write it in plain letters");
  }
  if (auth.kind !== "none" || system.kind !== "none") {
    return unusableSetting(
      from,
      "is dialled by the browser itself, which gets no stored credentials: it asks for them",
      "leave the credentials out, or let the connection go through the gateway",
    );
  }
  if (tls.ca !== undefined || tls.cert !== undefined || tls.handshakeFirst) {
    return unusableSetting(
      from,
      "is dialled by the browser itself, which uses its own certificates",
      "leave TLS to the browser, or let the connection go through the gateway",
    );
  }
  return undefined;
}

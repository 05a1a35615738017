import { isTlsWanted } from "@/lib/server/dial/tls-wanted";
import { formatServerUrl, parseServerUrl, type ServerUrl } from "@/lib/server/dial/url";
import { type Setting, type Unusable, unusableSetting } from "./settings";
import type { TlsFiles } from "./target";

const howToWrite =
  "write nats://host:4222 (or tls://, ws://, wss://), several with commas between them";

/** Reads the addresses; all that name a user name the same one. */
export function readUrls(settings: Setting[]): { ok: true; urls: ServerUrl[] } | Unusable {
  const urls: ServerUrl[] = [];
  const from = settings.map((setting) => setting.from).join(", ");
  for (const setting of settings.flatMap(split)) {
    const parsed = parseServerUrl(setting.value);
    // The text itself may hold a password: it is named by its place.
    if (!parsed.ok) {
      return unusableSetting(setting.from, `can't be used: ${parsed.why}`, howToWrite);
    }
    urls.push(parsed.url);
  }
  if (urls.length === 0) return unusableSetting(from, "holds no address", howToWrite);
  const users = new Set(urls.flatMap(({ user, password }) => (user ? `${user}\n${password}` : [])));
  if (users.size > 1) {
    return unusableSetting(
      from,
      "can't be used: the addresses name different users",
      "give them the same user, or name user and password apart from the address",
    );
  }
  return { ok: true, urls };
}

/** The addresses without user info. TLS that is asked for anywhere is needed everywhere, which ws:// can't have. */
export function securedUrls(
  urls: ServerUrl[],
  tls: TlsFiles,
  from: string,
): { ok: true; urls: string[] } | Unusable {
  const plain = urls.map(formatServerUrl);
  if (!isTlsWanted(plain, tls)) return { ok: true, urls: plain };
  if (urls.some(({ scheme }) => scheme === "ws")) {
    return unusableSetting(
      from,
      "holds a ws:// address, which has no TLS, beside settings that ask for TLS",
      "write wss:// for it; or leave out the CA, the client certificate and the tls:// and wss:// addresses",
    );
  }
  const secured = urls.map((url) =>
    formatServerUrl({ ...url, scheme: url.scheme === "wss" ? "wss" : "tls" }),
  );
  return { ok: true, urls: secured };
}

function split({ value, from }: Setting): Setting[] {
  const texts = value.split(",").flatMap((text) => text.trim() || []);
  return texts.map((text, index) => ({
    value: text,
    from: texts.length === 1 ? from : `address ${index + 1} of ${from}`,
  }));
}

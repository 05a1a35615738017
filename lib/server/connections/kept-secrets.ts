import type { ConnectionSettings, SecretSetting } from "@/lib/model/connection-settings";
import { isTlsWanted } from "@/lib/server/dial/tls-wanted";
import { formatHostPort } from "@/lib/server/dial/url";
import { readUserToken } from "@/lib/server/doctor/user-token";
import { mapSecrets, type SettingsOf, secretAt } from "./secrets-of";
import { type Unusable, unusableSetting } from "./settings";
import { readUrls } from "./urls-from-settings";

/** What is stored of a connection; a secret that could not be opened is undefined. */
export type Stored = SettingsOf<string | undefined>;

/** Settings whose secrets are all there, or why one is not. */
export type Completed = { ok: true; settings: SettingsOf<string> } | Unusable;

/**
 * Puts the stored secrets where the page said that they stay. One that a server gets to read stays only for the addresses
 * that it was given for: else whoever may change a connection could have it sent to a server of theirs, and read it.
 */
export function withKept(sent: ConnectionSettings, stored: Stored | undefined): Completed {
  let fault: Unusable | undefined;
  const settings = mapSecrets<SecretSetting, string>(sent, (secret, field) => {
    if ("value" in secret) return secret.value;
    const kept = stored && secretAt(stored, field);
    const isRead = isReadByServer(sent, field) || isBearer(kept);
    const elsewhere = stored && isRead ? newPlace(sent, stored) : undefined;
    if (kept === undefined) fault ??= notKept(field);
    else if (elsewhere !== undefined) fault ??= keptForOthers(field, elsewhere);
    return kept ?? "";
  });
  return fault ?? { ok: true, settings };
}

function notKept(field: string): Unusable {
  return unusableSetting(field, "is to stay as it is, but there is none", "enter it");
}

function keptForOthers(field: string, place: string): Unusable {
  return unusableSetting(
    field,
    `was stored for other addresses, and ${place} would get to read it`,
    "enter it again to send it there too",
  );
}

/** A seed and a key only sign; all else is sent. */
function isReadByServer({ auth, system }: ConnectionSettings, field: string): boolean {
  if (/\.(?:password|token)$/.test(field)) return true;
  const owner = field.startsWith("system.") ? system : auth;
  return field.endsWith(".jwt") && owner.kind === "jwt" && owner.seed === undefined;
}

/** A JWT that takes no signature is read as well, wherever it stands. */
function isBearer(kept = ""): boolean {
  return (
    readUserToken({ kind: "jwt", jwt: /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(kept)?.[0] ?? "" })
      ?.isBearer === true
  );
}

/** The first address that is not among the stored ones, or has no longer the TLS that it had. */
function newPlace(sent: ConnectionSettings, stored: Stored): string | undefined {
  const known = new Set(placesOf(stored));
  return placesOf(sent).find((place) => !known.has(place) && !known.has(withoutTls(place)));
}

// Plain, where TLS is not asked for: the same address with TLS is as good or better.
function placesOf({ urls, tls }: Pick<ConnectionSettings, "urls"> & { tls: TlsWords }): string[] {
  const files = {
    handshakeFirst: tls.handshakeFirst,
    ...(tls.ca ? { ca: tls.ca } : {}),
    ...(tls.cert ? { cert: tls.cert } : {}),
  };
  const isSecure = isTlsWanted(
    urls.flatMap((url) => url.split(",").map((one) => one.trim())),
    files,
  );
  // As they will be read: one text may hold several. What can't be read is refused soon after.
  const parsed = readUrls(urls.map((value) => ({ value, from: "urls" })));
  if (!parsed.ok) return [];
  return parsed.urls.map((url) => `${formatHostPort(url)}${isSecure ? tlsMark : ""}`);
}

const tlsMark = " by TLS";

function withoutTls(place: string): string {
  return place.replace(tlsMark, "");
}

type TlsWords = { ca: string; cert: string; handshakeFirst: boolean };

import { formatServerUrl } from "@/lib/server/dial/url";
import { authOfUrls, type FoundAuth, provenAuth } from "./auth-from-settings";
import { checkDirect, readLabel, readMonitoring } from "./manner";
import type { AuthOf, SettingsOf } from "./secrets-of";
import { settingOf, type Unusable, unusableSetting } from "./settings";
import { checkPublishSubjects, checkTailSubjects, readSubjects } from "./subjects-from-settings";
import { type Auth, plainTarget, type Target } from "./target";
import { checkTls } from "./tls-from-settings";
import { readUrls, securedUrls } from "./urls-from-settings";

/** Settings as they are kept, and the target that they come to. */
export type Read = { ok: true; settings: SettingsOf<string>; target: Target } | Unusable;

/**
 * Makes a target of what a person has said, all of it text: nothing here is a path, so nothing of this machine is read
 * (T47).
 */
export function fromSettings(id: string, given: SettingsOf<string>): Read {
  const tidied = tidy(given);
  if (!tidied.ok) return tidied;
  const { settings } = tidied;
  const parts = readParts(settings);
  if (!parts.ok) return parts;
  const { colour, production, readOnly, tailSubjects, publishSubjects, transport } = settings;
  const target: Target = {
    ...plainTarget,
    ...parts.parts,
    ...{ id, label: settings.label, source: "saved", transport, colour, production, readOnly },
    ...{ tailSubjects, publishSubjects, isGuarded: true },
  };
  const fault =
    checkDirect(target, "urls") ??
    checkTailSubjects(target, "tailSubjects") ??
    checkPublishSubjects(publishSubjects, "publishSubjects");
  return fault ?? { ok: true, settings, target };
}

/** Spaces go, and user info of the addresses goes where it is kept sealed. */
function tidy(given: SettingsOf<string>): { ok: true; settings: SettingsOf<string> } | Unusable {
  const label = readLabel({ value: given.label, from: "label" });
  if (!label.ok) return label;
  const parsed = readUrls(given.urls.map((value, at) => ({ value, from: `urls[${at}]` })));
  if (!parsed.ok) return parsed.from === "" ? { ...parsed, ...noAddress } : parsed;
  const fromUrl = authOfUrls(parsed.urls);
  if (fromUrl && given.auth.kind !== "none") {
    return unusableSetting(
      "urls",
      "holds a user, and so do the credentials",
      "name who we are in one of the two",
    );
  }
  const monitoring = readMonitoring({ value: given.monitoringUrl, from: "monitoringUrl" });
  if (!monitoring.ok) return monitoring;
  const lines = (subjects: string[]) => subjects.flatMap((subject) => subject.trim() || []);
  const settings: SettingsOf<string> = {
    ...given,
    label: label.label,
    urls: parsed.urls.map(formatServerUrl),
    auth: fromUrl && (fromUrl.kind === "user" || fromUrl.kind === "token") ? fromUrl : given.auth,
    jetstreamDomain: given.jetstreamDomain.trim(),
    apiPrefix: given.apiPrefix.trim(),
    inboxPrefix: given.inboxPrefix.trim(),
    monitoringUrl: monitoring.url ?? "",
    tailSubjects: lines(given.tailSubjects),
    publishSubjects: lines(given.publishSubjects),
  };
  return { ok: true, settings };
}

const noAddress = { why: "there is no address", from: "urls" };

type Parts = Pick<Target, "urls" | "auth" | "system" | "tls" | "subjects" | "monitoringUrl">;

function readParts(settings: SettingsOf<string>): { ok: true; parts: Parts } | Unusable {
  const auth = readAuth(settings.auth, "auth");
  if (!auth.ok) return auth;
  const system = readAuth(settings.system, "system");
  if (!system.ok) return system;
  const tls = readPem(settings);
  if (!tls.ok) return tls;
  const subjects = readSubjects(namesOf(settings));
  if (!subjects.ok) return subjects;
  const parsed = readUrls(settings.urls.map((value, at) => ({ value, from: `urls[${at}]` })));
  if (!parsed.ok) return parsed;
  const urls = securedUrls(parsed.urls, tls.tls, "urls");
  if (!urls.ok) return urls;
  return {
    ok: true,
    parts: {
      urls: urls.urls,
      auth: auth.auth,
      system: system.auth,
      tls: tls.tls,
      subjects: subjects.subjects,
      monitoringUrl: settings.monitoringUrl || undefined,
    },
  };
}

function readAuth(auth: AuthOf<string>, at: "auth" | "system"): FoundAuth {
  if (auth.kind === "user" && auth.user === "") {
    return unusableSetting(`${at}.user`, "is empty", "write the user's name");
  }
  if (auth.kind === "token" && auth.token === "") {
    return unusableSetting(`${at}.token`, "is empty", "write the token");
  }
  const from = { seed: `${at}.seed`, jwt: `${at}.jwt`, creds: `${at}.creds` };
  return provenAuth(plainAuth(auth), from);
}

function plainAuth(auth: AuthOf<string>): Auth {
  if (auth.kind !== "jwt") return auth;
  const jwt = auth.jwt.trim();
  return auth.seed === undefined || auth.seed === ""
    ? { kind: "jwt", jwt }
    : { kind: "jwt", jwt, seed: auth.seed };
}

function readPem({ tls }: SettingsOf<string>) {
  const ca = settingOf(tls.ca.trim() && tls.ca, "tls.ca");
  const cert = settingOf(tls.cert.trim() && tls.cert, "tls.cert");
  const key = settingOf(tls.key?.trim() && tls.key, "tls.key");
  return checkTls({
    ...(ca ? { ca } : {}),
    ...(cert ? { cert } : {}),
    ...(key ? { key } : {}),
    tlsFirst: tls.handshakeFirst,
  });
}

function namesOf({ jetstreamDomain, apiPrefix, inboxPrefix }: SettingsOf<string>) {
  const domain = settingOf(jetstreamDomain, "jetstreamDomain");
  const api = settingOf(apiPrefix, "apiPrefix");
  const inbox = settingOf(inboxPrefix, "inboxPrefix");
  return {
    ...(domain ? { domain } : {}),
    ...(api ? { apiPrefix: api } : {}),
    ...(inbox ? { inboxPrefix: inbox } : {}),
  };
}

import { chooseAuth } from "@/lib/server/connections/auth-from-settings";
import type { Machine } from "@/lib/server/connections/machine";
import { checkDirect, readLabel, readMonitoring } from "@/lib/server/connections/manner";
import { readReach } from "@/lib/server/connections/reach";
import {
  type AuthFields,
  defined,
  type Settings,
  settingOf,
  type Unusable,
  unusableSetting,
} from "@/lib/server/connections/settings";
import {
  checkPublishSubjects,
  checkTailSubjects,
} from "@/lib/server/connections/subjects-from-settings";
import { plainTarget, type Target } from "@/lib/server/connections/target";
import type { ConfigConnection } from "./config-schema";

/** Makes a target of a connection of the configuration file; `at` is its place there, to name its fields by. */
export function toTarget(
  given: ConfigConnection,
  at: string,
  machine: Machine,
): { ok: true; target: Target } | Unusable {
  if (given.url === undefined && given.urls === undefined) {
    return unusableSetting(`${at}.url`, "is missing", "write url: nats://host:4222");
  }
  const read = readReach(settingsOf(given, at), machine);
  if (!read.ok) return read;
  const { place, ...reach } = read.reach;
  const label = readLabel({ value: given.label ?? given.id, from: `${at}.label` });
  if (!label.ok) return label;
  const system = chooseAuth(authFields(given.system ?? {}, `${at}.system`), [], machine);
  if (!system.ok) return system;
  const monitoring = readMonitoring({ value: given.monitoring ?? "", from: `${at}.monitoring` });
  if (!monitoring.ok) return monitoring;
  const target: Target = {
    ...plainTarget,
    ...reach,
    ...chosen(given),
    id: given.id,
    label: label.label,
    source: "config",
    system: system.auth,
    monitoringUrl: monitoring.url,
  };
  const fault =
    checkDirect(target, given.urls ? `${at}.urls` : `${at}.url`) ??
    checkTailSubjects(target, `${at}.tailSubjects`) ??
    checkPublishSubjects(target.publishSubjects, `${at}.publishSubjects`);
  return fault ?? { ok: true, target };
}

function chosen(given: ConfigConnection): Partial<Target> {
  const { transport, colour, production, readOnly, tailSubjects, publishSubjects } = given;
  return defined<Target>({
    ...{ transport, colour, production, readOnly, tailSubjects, publishSubjects },
  });
}

function settingsOf(given: ConfigConnection, at: string): Settings {
  const { tls = {}, jetstream = {} } = given;
  return defined<Settings>({
    ...authFields(given, at),
    urls: urlsOf(given, at),
    ca: settingOf(tls.ca, `${at}.tls.ca`),
    cert: settingOf(tls.cert, `${at}.tls.cert`),
    key: settingOf(tls.key, `${at}.tls.key`),
    tlsFirst: tls.handshakeFirst,
    inboxPrefix: settingOf(given.inboxPrefix, `${at}.inboxPrefix`),
    domain: settingOf(jetstream.domain, `${at}.jetstream.domain`),
    apiPrefix: settingOf(jetstream.apiPrefix, `${at}.jetstream.apiPrefix`),
  });
}

function urlsOf({ url, urls = [] }: ConfigConnection, at: string) {
  const one = url === undefined ? [] : [{ value: url, from: `${at}.url` }];
  return [...one, ...urls.map((value, index) => ({ value, from: `${at}.urls[${index}]` }))];
}

type Proof = NonNullable<ConfigConnection["system"]>;

function authFields(given: Proof, at: string): AuthFields {
  const setting = (name: keyof Proof) => settingOf(given[name], `${at}.${name}`);
  return defined<AuthFields>({
    user: setting("user"),
    password: setting("password"),
    token: setting("token"),
    nkey: setting("nkey"),
    creds: setting("creds"),
    userJwt: setting("jwt"),
    userSeed: setting("seed"),
  });
}

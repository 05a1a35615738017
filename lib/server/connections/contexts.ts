import type { FoundContext } from "@/lib/model/connection-settings";
import { formatServerUrl } from "@/lib/server/dial/url";
import { contextFolder, isContextName, readContext, selectedContext } from "./context-file";
import type { Machine } from "./machine";
import { type Reach, readReach } from "./reach";
import type { AuthOf, SettingsOf } from "./secrets-of";
import type { Settings, Unusable } from "./settings";
import type { Auth } from "./target";
import { readUrls } from "./urls-from-settings";

/** The contexts of the nats CLI on this machine, with what is in the way of using one. */
export function listContexts(machine: Machine): { contexts: FoundContext[]; folder: string } {
  const folder = contextFolder(machine);
  const selected = selectedContext(machine);
  const names = machine
    .list(folder)
    .flatMap((file) => (file.endsWith(".json") ? file.slice(0, -".json".length) : []))
    .filter(isContextName)
    .sort();
  const contexts = names.map((name) => find(name, name === selected, machine));
  return { contexts, folder };
}

/** A context as settings to be saved: what its files hold now, not where they are. */
export function importContext(
  name: string,
  machine: Machine,
): { ok: true; settings: SettingsOf<string> } | Unusable {
  const context = readContext(name, machine);
  if (!context.ok) return context;
  const read = readReach(context.settings, machine);
  if (!read.ok) return read;
  return { ok: true, settings: toSettings(name, context.settings, read.reach) };
}

function find(name: string, isSelected: boolean, machine: Machine): FoundContext {
  const context = readContext(name, machine);
  const plain = { name, description: "", address: "", auth: "none" as const, isSelected };
  if (!context.ok) return { ...plain, problem: problemOf(context) };
  const { settings, description } = context;
  const read = readReach(settings, machine);
  return {
    ...plain,
    description,
    address: addressOf(settings),
    auth: read.ok ? read.reach.auth.kind : kindOf(settings),
    problem: read.ok ? undefined : problemOf(read),
  };
}

function problemOf({ why, what }: Unusable): { why: string; what: string } {
  return { why, what };
}

function addressOf({ urls = [] }: Settings): string {
  const parsed = readUrls(urls);
  return parsed.ok ? parsed.urls.map(formatServerUrl).join(", ") : "";
}

/** What a context means to prove itself by, where that can't be read. */
function kindOf({ user, creds, nkey, userJwt, token }: Settings): FoundContext["auth"] {
  const kinds = { user, creds, nkey, jwt: userJwt, token };
  const [kind] = Object.entries(kinds).flatMap(([name, setting]) => (setting ? name : []));
  return (kind as keyof typeof kinds | undefined) ?? "none";
}

function toSettings(label: string, settings: Settings, reach: Reach): SettingsOf<string> {
  const { ca = "", cert = "", key, handshakeFirst } = reach.tls;
  return {
    label,
    urls: [...reach.urls],
    transport: "gateway",
    auth: toAuth(reach.auth),
    tls: { ca, cert, key, handshakeFirst },
    jetstreamDomain: settings.domain?.value ?? "",
    apiPrefix: settings.apiPrefix?.value ?? "",
    inboxPrefix: settings.inboxPrefix?.value ?? "",
    monitoringUrl: "",
    system: { kind: "none" },
    colour: undefined,
    production: false,
    readOnly: false,
    tailSubjects: [],
    publishSubjects: [],
  };
}

function toAuth(auth: Auth): AuthOf<string> {
  return auth.kind === "jwt" ? { kind: "jwt", jwt: auth.jwt, seed: auth.seed } : auth;
}

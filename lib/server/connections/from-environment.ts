import { isTlsWanted } from "@/lib/server/dial/tls-wanted";
import {
  formatHostPort,
  formatServerUrl,
  parseServerUrl,
  type ServerUrl,
} from "@/lib/server/dial/url";
import { chooseAuth } from "./auth-from-settings";
import { readContext } from "./context-file";
import { environmentSettings } from "./environment";
import { type Machine, type MachineOptions, machineOf } from "./machine";
import { overlay, type Setting, type Settings, type Unusable, unusable } from "./settings";
import { plainTarget, type Target } from "./target";
import { readTls } from "./tls-from-settings";

/** The connection of this start, whether embedded or configured. */
const localId = "local";
const host = "127.0.0.1";
const defaultUrl = `nats://${host}:4222`;

/**
 * Reads the connection from the variables of the nats CLI, ranked as it does: the context that NATS_CONTEXT names, and
 * the variables over it. No target when none of them is set.
 */
export function readTarget(
  env: Machine["env"],
  options: MachineOptions = {},
): { ok: true; target: Target | undefined } | Unusable {
  const machine = machineOf(env, options);
  const environment = environmentSettings(env);
  const contextName = env.NATS_CONTEXT || undefined;
  if (contextName === undefined) {
    if (Object.keys(environment).length === 0) return { ok: true, target: undefined };
    return toTarget(environment, "environment", undefined, machine);
  }
  const context = readContext(contextName, machine);
  if (!context.ok) return context;
  return toTarget(overlay(context.settings, environment), "context", contextName, machine);
}

/** The server that the console runs itself, on its loopback port: another one, maybe, after a restart. */
export function embeddedTarget(clientPort: () => number): Target {
  return {
    ...plainTarget,
    id: localId,
    label: "Embedded server",
    source: "embedded",
    get urls() {
      return [`nats://${host}:${clientPort()}`];
    },
    auth: { kind: "none" },
    tls: { handshakeFirst: false },
  };
}

function toTarget(
  settings: Settings,
  source: Target["source"],
  contextName: string | undefined,
  machine: Machine,
): { ok: true; target: Target } | Unusable {
  const urls = readUrls(settings.url ?? { value: defaultUrl, from: "the default address" });
  if (!urls.ok) return urls;
  const auth = chooseAuth(settings, urls.urls, machine);
  if (!auth.ok) return auth;
  const tls = readTls(settings, machine);
  if (!tls.ok) return tls;
  const [first] = urls.urls;
  const texts = withTls(urls.urls, tls.tls);
  if (!texts) {
    return unusable(
      `${settings.url?.from} holds a ws:// address, which has no TLS, beside settings that ask for TLS`,
      "write wss:// for it; or leave out the CA, the client certificate and the tls:// and wss:// addresses",
    );
  }
  return {
    ok: true,
    target: {
      ...plainTarget,
      id: localId,
      label: contextName ?? (first ? formatHostPort(first) : ""),
      source,
      urls: texts,
      auth: auth.auth,
      tls: tls.tls,
    },
  };
}

function readUrls({ value, from }: Setting): { ok: true; urls: ServerUrl[] } | Unusable {
  const what =
    "write nats://host:4222 (or tls://, ws://, wss://), several with commas between them";
  const texts = value.split(",").flatMap((text) => text.trim() || []);
  const urls: ServerUrl[] = [];
  for (const [index, text] of texts.entries()) {
    const parsed = parseServerUrl(text);
    // The text itself may hold a password: it is named by its place.
    const which = texts.length === 1 ? from : `address ${index + 1} of ${from}`;
    if (!parsed.ok) return unusable(`${which} can't be used: ${parsed.why}`, what);
    urls.push(parsed.url);
  }
  if (urls.length === 0) return unusable(`${from} holds no address`, what);
  const users = new Set(urls.flatMap(({ user, password }) => (user ? `${user}\n${password}` : [])));
  if (users.size > 1) {
    return unusable(
      `the addresses in ${from} name different users`,
      "give them the same user, or set NATS_USER and NATS_PASSWORD",
    );
  }
  return { ok: true, urls };
}

/** TLS that is asked for anywhere is needed everywhere; undefined when a ws:// address can't have it. */
function withTls(urls: ServerUrl[], tls: Target["tls"]): string[] | undefined {
  if (!isTlsWanted(urls.map(formatServerUrl), tls)) return urls.map(formatServerUrl);
  if (urls.some(({ scheme }) => scheme === "ws")) return undefined;
  return urls.map((url) =>
    formatServerUrl({ ...url, scheme: url.scheme === "wss" ? "wss" : "tls" }),
  );
}

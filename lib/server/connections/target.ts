import type { ConnectionColour, ConnectionSource, Transport } from "@/lib/model/connection";
import type { Credentials } from "@/lib/model/credentials";
import type { SubjectNames } from "@/lib/model/role";
import { hideSecrets } from "./hide-secrets";

/** Everything needed to reach a NATS system. Holds secrets: never leaves the server. */
export type Target = {
  id: string;
  label: string;
  source: ConnectionSource;
  transport: Transport;
  /** Tried in order: nats://, tls://, ws:// or wss://. Read at each dial: they may change in between. */
  readonly urls: readonly string[];
  auth: Auth;
  tls: TlsFiles;
  subjects: SubjectNames;
  /** Of the system account, for the server's own figures. */
  system: Auth;
  monitoringUrl: string | undefined;
  colour: ConnectionColour | undefined;
  production: boolean;
  readOnly: boolean;
  tailSubjects: readonly string[];
  publishSubjects: readonly string[];
  /** True for addresses that came through the browser: those of clouds' metadata services are not dialled (T19). */
  isGuarded: boolean;
};

/** What a target is when nothing is said about it. */
export const plainTarget = {
  transport: "gateway",
  subjects: { apiPrefix: "$JS.API", inboxPrefix: "_INBOX" },
  system: { kind: "none" },
  monitoringUrl: undefined,
  colour: undefined,
  production: false,
  readOnly: false,
  tailSubjects: [],
  publishSubjects: [],
  isGuarded: false,
} as const satisfies Partial<Target>;

/** Credentials that `hiddenAuth` made, so that a log line does not show them. */
export type Auth = Credentials;

/** PEM texts, already read from their files. Made by `hiddenTls`. */
export type TlsFiles = {
  ca?: string;
  cert?: string;
  key?: string;
  handshakeFirst: boolean;
};

/** The same proof, which shows its kind and its user only. */
export function hiddenAuth(auth: Auth): Auth {
  return hideSecrets({ ...auth }, ["password", "token", "seed", "creds", "jwt"]);
}

/** The same files, without the key for whoever prints them. */
export function hiddenTls(tls: TlsFiles): TlsFiles {
  return hideSecrets({ ...tls }, ["key"]);
}

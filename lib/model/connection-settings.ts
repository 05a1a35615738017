import type { ConnectionColour, Transport } from "./connection";

/**
 * Everything that a person can say of a connection. It goes both ways: what the server holds already comes to the page
 * as `keep`, and goes back so where it is to stay as it is.
 */
export type ConnectionSettings = {
  label: string;
  /** Tried in order: nats://, tls://, ws:// or wss://. */
  urls: string[];
  transport: Transport;
  auth: AuthSettings;
  tls: TlsSettings;
  jetstreamDomain: string;
  apiPrefix: string;
  inboxPrefix: string;
  monitoringUrl: string;
  /** A second credential, of the system account, for the server's own figures. */
  system: AuthSettings;
  colour: ConnectionColour | undefined;
  production: boolean;
  readOnly: boolean;
  tailSubjects: string[];
  publishSubjects: string[];
};

/** How to prove who we are; kinds and names as in the nats CLI. */
export type AuthSettings =
  | { kind: "none" }
  | { kind: "user"; user: string; password: SecretSetting }
  | { kind: "token"; token: SecretSetting }
  | { kind: "nkey"; seed: SecretSetting }
  | { kind: "creds"; creds: SecretSetting }
  | { kind: "jwt"; jwt: SecretSetting; seed: SecretSetting | undefined };

/** PEM texts; only the key is secret. */
export type TlsSettings = {
  ca: string;
  cert: string;
  key: SecretSetting | undefined;
  handshakeFirst: boolean;
};

/** A secret on its way to the server, or the word that the server has one. */
export type SecretSetting = { keep: true } | { value: string };

/** A context of the nats CLI that can be imported. */
export type FoundContext = {
  name: string;
  description: string;
  /** Without user info. */
  address: string;
  auth: AuthSettings["kind"];
  /** The CLI's own choice. */
  isSelected: boolean;
  /** Why it can't be imported, and what to do. */
  problem: { why: string; what: string } | undefined;
};

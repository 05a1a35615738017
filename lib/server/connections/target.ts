import type { ConnectionSource } from "@/lib/model/connection";

/** Everything needed to reach a NATS system. Holds secrets: never leaves the server. */
export type Target = {
  id: string;
  label: string;
  source: ConnectionSource;
  /** As configured, tried in order: nats://, tls://, ws:// or wss://. */
  urls: string[];
  auth: Auth;
  tls: TlsFiles;
  inboxPrefix?: string;
  jetstreamDomain?: string;
};

/** How to prove who we are. */
export type Auth =
  | { kind: "none" }
  | { kind: "user"; user: string; password: string }
  | { kind: "token"; token: string }
  | { kind: "nkey"; seed: string }
  | { kind: "creds"; creds: string }
  | { kind: "jwt"; jwt: string; seed?: string };

/** PEM texts, already read from their files. */
export type TlsFiles = {
  ca?: string;
  cert?: string;
  key?: string;
  handshakeFirst: boolean;
};

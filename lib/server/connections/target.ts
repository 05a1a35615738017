import type { ConnectionSource } from "@/lib/model/connection";

/** Everything needed to reach a NATS system. Holds secrets: never leaves the server. */
export type Target = {
  id: string;
  label: string;
  source: ConnectionSource;
  /** Tried in order: nats://, tls://, ws:// or wss://. Read at each dial: they may change in between. */
  readonly urls: readonly string[];
  auth: Auth;
  tls: TlsFiles;
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

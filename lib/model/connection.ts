/** A NATS system that the console can look at, without anything secret. */
export type ConnectionSummary = {
  id: string;
  label: string;
  source: ConnectionSource;
  status: ConnectionStatus;
};

/** Where the console learned of a connection. */
export type ConnectionSource = "embedded" | "environment" | "context";

/** What the server's own, always open connection to NATS is doing. */
export type ConnectionStatus =
  | { state: "connecting" }
  | { state: "connected"; sinceMs: number; server: ServerIdentity }
  | { state: "lost"; sinceMs: number; why: string }
  | { state: "refused"; sinceMs: number; why: string };

/** Who answered, from the server's INFO. */
export type ServerIdentity = {
  id: string;
  name: string;
  version: string;
  cluster?: string;
  jetstream: boolean;
};

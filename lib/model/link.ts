import type { ServerIdentity } from "./connection";

/** What the tab's own connection is doing, as the badge says it; "unknown" is a connection that does not exist. */
export type LinkStatus =
  | { state: "connecting" }
  | { state: "connected"; sinceMs: number; server: ServerIdentity }
  | { state: "reconnecting"; sinceMs: number; why: string }
  | { state: "refused"; why: string }
  | { state: "unknown" };

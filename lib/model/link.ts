import type { ServerIdentity } from "./connection";

/**
 * What the tab's own connection is doing, as the badge says it; "credentials" is a direct connection that waits for
 * somebody to sign in, "unknown" one that does not exist. Times are the tab's clock.
 */
export type LinkStatus =
  | { state: "connecting" }
  | {
      state: "connected";
      sinceMs: number;
      server: ServerIdentity;
      movedFrom?: LeftServer;
      /** Of the last ping, once there was one. */
      rttMs?: number;
    }
  | { state: "reconnecting"; sinceMs: number; why: string; nextTryMs?: number }
  | { state: "refused"; why: string; nextTryMs?: number }
  | { state: "credentials"; why?: string }
  | { state: "unknown" };

/** The server that a connection was on before, and when it was lost. */
export type LeftServer = { name: string; lostMs: number };

import type { Use } from "./account";
import type { ServerFigures } from "./server";

/** The servers of a system, and how they are asked. */
export type ServerList = {
  /** By the system account's own credentials, by what the account imports from it, or by a monitoring URL (one server). */
  by: "system-account" | "import" | "monitoring";
  /** Sorted by name. */
  servers: ServerState[];
  /** JetStream's own group of servers, in a cluster. */
  meta?: MetaGroup;
};

/** One server; of one that answers no more, its last figures. */
export type ServerState = ServerFigures & {
  cluster?: string;
  isAnswering: boolean;
  /** When its figures were true, by the console's clock. */
  asOfMs: number;
  health: ServerHealth;
  /** Its clock less the console's, as far as the round trip lets it be told. */
  clockOffsetMs: number;
  jetstream?: ServerJetStream;
  routes: number;
  leafNodes: number;
  certificateEndsMs?: number;
};

/** What a server says to a health check. */
export type ServerHealth =
  | { state: "ok" }
  | { state: "unwell"; why: string }
  | { state: "unknown" };

/** What a server stores, against its limits. */
export type ServerJetStream = {
  memory: Use;
  storage: Use;
  streams: number;
  consumers: number;
};

/** Without a leader nothing can be created or changed in JetStream. */
export type MetaGroup = { leader?: string; size: number; offline: string[]; pending: number };

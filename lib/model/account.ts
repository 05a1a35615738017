import type { FlowCounters } from "./flow";

/** What flows in the account, over all servers. */
export type AccountFigures = FlowCounters & {
  name: string;
  /** The ids of the servers that answered, sorted. */
  servers: string[];
  connections: number;
  subscriptions: number;
  slowConsumers: bigint;
};

/** The account's use of JetStream. */
export type JetStreamFigures = {
  streams: number;
  consumers: number;
  memory: Use;
  storage: Use;
  apiRequests: bigint;
  apiErrors: bigint;
  domain?: string;
};

/** A use against its limit; no limit where the server sets none. */
export type Use = { usedBytes: bigint; limitBytes?: bigint };

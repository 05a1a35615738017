import type { FlowCounters } from "./flow";

/** What one nats-server says of itself at one moment. */
export type ServerFigures = FlowCounters & {
  id: string;
  name: string;
  version: string;
  startedMs: number;
  cpuPercent: number;
  cores: number;
  memoryBytes: bigint;
  connections: number;
  subscriptions: number;
  slowConsumers: bigint;
};

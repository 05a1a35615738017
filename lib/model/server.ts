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
  /** What its clients alone sent and got, without what servers tell each other; since 2.12.9. */
  clientFlow?: Omit<FlowCounters, "atMs">;
};

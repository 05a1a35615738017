/** What one nats-server says of itself at one moment. Counters run since its start. */
export type ServerFigures = {
  id: string;
  name: string;
  version: string;
  /** The server's own clock. */
  atMs: number;
  startedMs: number;
  cpuPercent: number;
  cores: number;
  memoryBytes: bigint;
  connections: number;
  subscriptions: number;
  slowConsumers: bigint;
  inMessages: bigint;
  outMessages: bigint;
  inBytes: bigint;
  outBytes: bigint;
};

/** The clients of the connection's account. */
export type ClientList = {
  total: number;
  /** Those for which most waits to be sent, the worst first; only where something does. */
  slowest: SlowClient[];
};

/** A client that reads more slowly than it is sent to. */
export type SlowClient = {
  server: string;
  /** Its number on that server. */
  id: bigint;
  name: string;
  language: string;
  pendingBytes: bigint;
  rttMs?: number;
};

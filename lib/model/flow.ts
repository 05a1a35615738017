/** What has flowed, by a server's own counters and clock. They run since its start. */
export type FlowCounters = {
  atMs: number;
  inMessages: bigint;
  outMessages: bigint;
  inBytes: bigint;
  outBytes: bigint;
};

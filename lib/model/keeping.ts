/** How a bucket or an object store is kept: for how long, how much, where. What is undefined has no limit. */
export type Keeping = {
  description: string;
  ttlNs: bigint | undefined;
  maxBytes: bigint | undefined;
  storage: "file" | "memory";
  replicas: number;
  placement: { cluster: string; tags: string[] } | undefined;
  isCompressed: boolean;
  metadata: Record<string, string>;
};

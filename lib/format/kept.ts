/** How a bucket or an object store is kept, as lib/model/keeping.ts says it: this folder knows none but itself. */
export type Kept = {
  description: string;
  ttlNs: bigint | undefined;
  maxBytes: bigint | undefined;
  storage: "file" | "memory";
  replicas: number;
  placement: { cluster: string; tags: string[] } | undefined;
  isCompressed: boolean;
  metadata: Record<string, string>;
};

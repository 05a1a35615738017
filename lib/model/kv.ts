/** One revision of a key, as the bucket's stream keeps it. */
export type KvEntry = {
  /** Any text that a subject can hold, also what client libraries refuse. */
  key: string;
  /** The stream's sequence: what a compare-and-set compares with. */
  revision: bigint;
  timeNs: bigint;
  operation: KvOperation;
  /** Empty for a deletion, and where only headers were asked for. */
  value: Uint8Array;
  /** The value's own, also where it was not asked for. */
  sizeBytes: number;
  /** As it was asked for: seconds, a duration of Go's, or never. */
  ttl?: string;
};

/** What was done to the key; "removed" is the server's own doing, for a reason like MaxAge. */
export type KvOperation =
  | { kind: "put" }
  | { kind: "delete" }
  | { kind: "purge" }
  | { kind: "removed"; reason: string };

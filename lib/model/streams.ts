/** A stream as a row of a list. */
export type StreamSummary = {
  name: string;
  /** When this state was true, by the server's clock; older servers do not say. */
  atMs?: number;
  subjects: string[];
  retention: "limits" | "interest" | "workqueue";
  storage: "file" | "memory";
  messages: bigint;
  bytes: bigint;
  firstSequence: bigint;
  lastSequence: bigint;
  /** Undefined for a stream that never held a message. */
  lastMessageMs?: number;
  consumers: number;
};

/** What NATS told of itself; alike ones in a row are one with a count. */
export type SystemEvent = {
  id: string;
  /** The first and the last of them, by the console's clock. */
  firstMs: number;
  lastMs: number;
  count: number;
  kind: EventKind;
  severity: "info" | "attention" | "trouble";
  stream?: string;
  consumer?: string;
  server?: string;
  leader?: string;
  /** The message it is about. */
  sequence?: bigint;
  deliveries?: number;
  reason?: string;
  /** What of a configuration is another one. */
  change?: string;
};

/** Kinds of events, by what happened. */
export const eventKinds = [
  "stream-created",
  "stream-updated",
  "stream-deleted",
  "stream-leader",
  "stream-quorum-lost",
  "stream-snapshot",
  "stream-restore",
  "batch-abandoned",
  "consumer-created",
  "consumer-updated",
  "consumer-deleted",
  "consumer-paused",
  "consumer-resumed",
  "consumer-pinned",
  "consumer-unpinned",
  "consumer-leader",
  "consumer-quorum-lost",
  "message-terminated",
  "message-gave-up",
  "message-naked",
  "server-shutdown",
  "server-lame-duck",
  "server-gone",
  "server-back",
  "server-out-of-storage",
  "meta-leader",
] as const;

/** One of the kinds. */
export type EventKind = (typeof eventKinds)[number];
